//! Up to where a caller knows what happened.

use crate::limits::CURSOR_BYTES_MAX;
use endpoint::{Mark, Number};

/// So much of an entry's hash tells it from another: one that was written after a restored backup has another.
const HASH_DIGITS: usize = 16;
/// A place in the log, and what the caller could be told when it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    number: Number,
    hash: String,
    sight: String,
}

/// Where somebody begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// At the first entry.
    Start,
    /// Behind the last entry.
    Now,
    /// Where an earlier answer ended.
    After(Cursor),
}

impl Cursor {
    pub(crate) fn at(mark: &Mark, sight: &str) -> Self {
        Self {
            number: mark.number,
            hash: short(&mark.hash).to_owned(),
            sight: sight.to_owned(),
        }
    }

    pub(crate) fn number(&self) -> Number {
        self.number
    }

    pub(crate) fn is_of(&self, sight: &str) -> bool {
        self.sight == sight
    }

    /// Whether the entry before the cursor has this hash.
    pub(crate) fn follows(&self, hash: Option<&str>) -> bool {
        hash.is_some_and(|hash| short(hash) == self.hash)
    }

    fn parse(text: &str) -> Option<Self> {
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut parts = text.split('-');
        let (number, hash, sight) = (parts.next()?, parts.next()?, parts.next()?);
        let number: u64 = number.parse().ok()?;
        let fits = is_digits(hash) && is_digits(sight) && parts.next().is_none();
        (fits && text.len() <= CURSOR_BYTES_MAX).then(|| Self {
            number: Number(number),
            hash: hash.to_owned(),
            sight: sight.to_owned(),
        })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}-{}-{}", self.number.0, self.hash, self.sight)
    }
}

impl From {
    /// As a caller names it: absent or `0` is the beginning, `now` the end, everything else a cursor. `None` where it is none of these.
    pub fn parse(text: Option<&str>) -> Option<Self> {
        match text {
            None | Some("" | "0") => Some(Self::Start),
            Some("now") => Some(Self::Now),
            Some(text) => Cursor::parse(text).map(Self::After),
        }
    }
}

fn short(hash: &str) -> &str {
    hash.get(..HASH_DIGITS).unwrap_or(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let mark = Mark {
            number: Number(12),
            hash: "0123456789abcdef0123".to_owned(),
        };
        let cursor = Cursor::at(&mark, "ff00");
        assert_eq!(cursor.to_string(), "12-0123456789abcdef-ff00");
        assert_eq!(
            From::parse(Some("12-0123456789abcdef-ff00")),
            Some(From::After(cursor.clone()))
        );
        assert!(cursor.follows(Some("0123456789abcdef9999")));
        assert!(!cursor.follows(Some("0123456789abcdee9999")));
        assert!(!cursor.follows(None));
        let start = Cursor::at(&Mark::default(), "ff00");
        assert_eq!(
            From::parse(Some(&start.to_string())),
            Some(From::After(start.clone()))
        );
        assert!(start.follows(Some("")));
        for text in [None, Some("0"), Some("")] {
            assert_eq!(From::parse(text), Some(From::Start));
        }
        let long = "1-".to_owned() + &"a".repeat(200) + "-b";
        for bad in [
            "1", "x-a-b", "1-a", "1-a-b-c", "-1-a-b", "1-g-b", "1-a-z", " 1-a-b", &long,
        ] {
            assert_eq!(From::parse(Some(bad)), None, "{bad}");
        }
    }
}

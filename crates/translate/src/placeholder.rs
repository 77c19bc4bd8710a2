//! `$userName=ID$` and `$departmentName=ID$` in bytes that hold ASCII as itself: UTF-8 and GB18030 do.

use crate::{Names, Trouble, too_large};
use memchr::memchr;
use org::limits;
use std::ops::Range;

/// A placeholder whose name is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it stands, with both dollar signs.
    pub(crate) place: Range<usize>,
    /// What takes its place.
    pub(crate) name: String,
}

#[derive(Clone, Copy)]
enum Kind {
    User,
    Department,
}

/// `deptName` is how the rendered components of the same feature write it.
const FORMS: &[(&[u8], Kind)] = &[
    (b"$userName=", Kind::User),
    (b"$departmentName=", Kind::Department),
    (b"$deptName=", Kind::Department),
];

/// Finds placeholders in one file and counts them.
pub(crate) struct Finder<'n> {
    names: &'n dyn Names,
    left: usize,
    /// Bytes of names that the file may still take up.
    room: usize,
}

impl<'n> Finder<'n> {
    pub(crate) fn new(names: &'n dyn Names) -> Self {
        Self {
            names,
            left: limits::PLACEHOLDERS_MAX,
            room: limits::TRANSLATED_BYTES_MAX,
        }
    }

    /// The placeholders whose names are known, in order.
    ///
    /// # Errors
    /// [`Trouble::TooLarge`] for more placeholders, or more text in their place, than a file may have.
    pub(crate) fn find(&mut self, bytes: &[u8]) -> Result<Vec<Found>, Trouble> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(dollar) = memchr(b'$', &bytes[at..]) {
            let start = at + dollar;
            let Some((kind, place)) = placeholder(bytes, start) else {
                at = start + 1;
                continue;
            };
            at = place.end + 1;
            self.left = self.left.checked_sub(1).ok_or_else(|| {
                too_large(format!(
                    "a file has at most {} placeholders",
                    limits::PLACEHOLDERS_MAX
                ))
            })?;
            let Some(name) = self.name(kind, &bytes[place]) else {
                continue;
            };
            self.room = self.room.checked_sub(name.len()).ok_or_else(|| {
                too_large(format!(
                    "a translated file has at most {} bytes",
                    limits::TRANSLATED_BYTES_MAX
                ))
            })?;
            found.push(Found {
                place: start..at,
                name,
            });
        }
        Ok(found)
    }

    fn name(&self, kind: Kind, id: &[u8]) -> Option<String> {
        let id = std::str::from_utf8(id).ok()?;
        match kind {
            Kind::User => self.names.user(id),
            Kind::Department => self.names.department(id.parse().ok()?),
        }
    }
}

/// The placeholder that begins here: its kind and where its id stands.
fn placeholder(bytes: &[u8], start: usize) -> Option<(Kind, Range<usize>)> {
    let rest = &bytes[start..];
    let (form, kind) = FORMS.iter().find(|(form, _)| rest.starts_with(form))?;
    let id = &rest[form.len()..];
    let id = &id[..id.len().min(limits::PLACEHOLDER_ID_BYTES_MAX + 1)];
    let length = memchr(b'$', id)?;
    let fits = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'&');
    if length == 0 || !id[..length].iter().all(fits) {
        return None;
    }
    let from = start + form.len();
    Some((*kind, from..from + length))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Ann, Bob with a comma, a formula of a name, and department 7.
    pub(crate) struct Few;

    impl Names for Few {
        fn user(&self, userid: &str) -> Option<String> {
            let name = match userid {
                "ann" => "安娜",
                "bob" => "Bob, \"the\" <B&B>",
                "eve" => "=1+1",
                _ => return None,
            };
            Some(name.to_owned())
        }

        fn department(&self, id: i64) -> Option<String> {
            (id == 7).then(|| "研发".to_owned())
        }
    }

    fn replaced(text: &str) -> String {
        let found = Finder::new(&Few)
            .find(text.as_bytes())
            .expect("few placeholders");
        let mut out = text.to_owned();
        for one in found.into_iter().rev() {
            out.replace_range(one.place, &one.name);
        }
        out
    }

    #[test]
    fn known_ids_are_replaced() {
        assert_eq!(replaced("$userName=ann$"), "安娜");
        assert_eq!(replaced("a$departmentName=7$b$deptName=7$c"), "a研发b研发c");
        assert_eq!(replaced("$userName=ann$$userName=ann$"), "安娜安娜");
        assert_eq!(replaced("$$userName=ann$$"), "$安娜$");
    }

    #[test]
    fn everything_else_stays() {
        let long = format!("$userName={}$", "a".repeat(65));
        for text in [
            "",
            "$",
            "$userName=",
            "$userName=$",
            "$userName=nobody$",
            "$userName=ann",
            "$username=ann$",
            "userName=ann$",
            "$userName=an n$",
            "$userName=an\nn$",
            "$departmentName=ann$",
            "$departmentName=8$",
            "$departmentName=99999999999999999999$",
            &long,
        ] {
            assert_eq!(replaced(text), text);
        }
        assert_eq!(
            replaced("$userName=nobody$userName=ann$"),
            "$userName=nobody$userName=ann$",
            "the closing sign of one is not the opening sign of another"
        );
        assert_eq!(
            replaced("$userName=an n$userName=ann$"),
            "$userName=an n安娜",
            "what is no placeholder closes nothing"
        );
    }

    #[test]
    fn too_many_are_refused() {
        let text = "$userName=x$".repeat(limits::PLACEHOLDERS_MAX + 1);
        assert_eq!(
            Finder::new(&Few).find(text.as_bytes()),
            Err(Trouble::TooLarge(
                "a file has at most 1000000 placeholders".to_owned()
            ))
        );
    }
}

//! The tokens of a name.

use super::postings::{Place, Token};
use crate::index::pinyin::{Spelling, Syllable, letters};
use std::ops::Range;

/// Rows of a segment.
pub(super) const SEGMENT_ROWS: usize = 1_024;
/// Positions of a name that a place can tell apart. The last one stays free, so that a place plus one is a place of the
/// same row.
pub(super) const POSITIONS: usize = 16;
/// More tokens than this and the places of a segment could not be counted in 16 bits.
const ROW_TOKENS_MAX: usize = u16::MAX as usize / SEGMENT_ROWS;

/// Position of letters that begin the name.
pub(super) const NAME_START: u16 = 0;
/// Position of all other letters.
const NAME_REST: u16 = 1;

/// Tokens below this are syllables.
pub(super) const PAIR_OF_LETTERS: Token = 512;
const LETTERS: u16 = 36;
/// What follows a letter: another one, or anything else.
const FOLLOWERS: u16 = LETTERS + 1;
const PAIR_OF_INITIALS: Token = 4_096;
const INITIAL_BITS: u16 = 6;

/// A row of a segment and a position.
pub(super) fn place(row: u16, position: u16) -> Place {
    row * POSITIONS as u16 + position
}

/// The row of a place.
pub(super) fn row_of(place: Place) -> u16 {
    place / POSITIONS as u16
}

/// The position of a place.
pub(super) fn position_of(place: Place) -> u16 {
    place % POSITIONS as u16
}

/// How many places there are.
pub(super) const PLACES: usize = SEGMENT_ROWS * POSITIONS;

/// Whether what begins with `first` begins a word after `previous`. Scripts without spaces have no words inside.
pub(super) fn begins_word(previous: Option<u8>, first: u8) -> bool {
    match previous {
        None => true,
        Some(previous) if previous.is_ascii() => !previous.is_ascii_alphanumeric(),
        Some(_) => first.is_ascii(),
    }
}

fn letter_number(byte: u8) -> Option<u16> {
    match byte {
        b'0'..=b'9' => Some(u16::from(byte - b'0')),
        b'a'..=b'z' => Some(u16::from(byte - b'a') + 10),
        _ => None,
    }
}

/// The tokens of a letter or digit and what follows it, at the beginning of words or inside; any follower for `None`.
pub(super) fn letter_pair(
    at_word: bool,
    letter: u8,
    follower: Option<Option<u8>>,
) -> Option<Range<Token>> {
    let row = PAIR_OF_LETTERS + (u16::from(at_word) * LETTERS + letter_number(letter)?) * FOLLOWERS;
    Some(match follower {
        None => row..row + FOLLOWERS,
        Some(follower) => {
            let token = row + follower.and_then(letter_number).unwrap_or(LETTERS);
            token..token + 1
        }
    })
}

/// `zh`, `ch` and `sh` are initials of their own beside `z`, `c` and `s`.
fn initial(letters: &[u8]) -> u16 {
    let second_is_h = letters.get(1) == Some(&b'h') && matches!(letters[0], b'z' | b'c' | b's');
    match letters[0] {
        digit @ b'0'..=b'9' => 52 + u16::from(digit - b'0'),
        letter => u16::from(letter - b'a') * 2 + u16::from(second_is_h),
    }
}

/// The initials that a typed letter, or `zh`, `ch`, `sh`, stands for.
fn initials(typed: &[u8]) -> Range<u16> {
    let exact = initial(typed);
    let also_with_h = typed.len() == 1 && matches!(typed[0], b'z' | b'c' | b's');
    exact..exact + 1 + u16::from(also_with_h)
}

/// The tokens of two syllables in a row by their typed initials.
pub(super) fn initial_pair(
    first: &[u8],
    second: &[u8],
) -> impl Iterator<Item = Range<Token>> + use<> {
    let second = initials(second);
    initials(first).map(move |first| {
        let row = PAIR_OF_INITIALS + (first << INITIAL_BITS);
        row + second.start..row + second.end
    })
}

/// Appends the tokens of a name. Says no, having appended nothing that may be used, for names that are too long to be
/// told by places and for those whose pinyin field stands on its own: these are looked at one by one.
pub(super) fn append_tokens(
    row: u16,
    folded: &str,
    spelling: &Spelling,
    pairs: &mut Vec<(Token, Place)>,
) -> bool {
    let begin = pairs.len();
    append_letters(row, folded.as_bytes(), pairs);
    let fits = append_sounds(row, spelling, pairs);
    pairs[begin..].sort_unstable();
    let mut kept = begin;
    for at in begin..pairs.len() {
        if kept == begin || pairs[kept - 1] != pairs[at] {
            pairs[kept] = pairs[at];
            kept += 1;
        }
    }
    pairs.truncate(kept);
    fits && kept - begin <= ROW_TOKENS_MAX
}

fn append_letters(row: u16, name: &[u8], pairs: &mut Vec<(Token, Place)>) {
    for (at, &letter) in name.iter().enumerate() {
        let previous = at.checked_sub(1).map(|before| name[before]);
        let at_word = begins_word(previous, letter);
        if let Some(token) = letter_pair(at_word, letter, Some(name.get(at + 1).copied())) {
            let position = if at == 0 { NAME_START } else { NAME_REST };
            pairs.push((token.start, place(row, position)));
        }
    }
}

fn append_sounds(row: u16, spelling: &Spelling, pairs: &mut Vec<(Token, Place)>) -> bool {
    if spelling.detached {
        return false;
    }
    if !spelling.has_pinyin() {
        return true;
    }
    let (mut previous, mut sounds): (Vec<Syllable>, Vec<Syllable>) = (Vec::new(), Vec::new());
    let spoken = spelling.units.iter().filter(|unit| !unit.is_silent());
    for (position, unit) in spoken.enumerate() {
        if position == POSITIONS - 1 {
            return false;
        }
        sounds.clear();
        sounds.extend(unit.sounds());
        let here = place(row, position as u16);
        for &sound in &sounds {
            pairs.push((sound, here));
            for &before in &previous {
                let (first, second) = (letters(before).as_bytes(), letters(sound).as_bytes());
                let token = PAIR_OF_INITIALS + (initial(first) << INITIAL_BITS) + initial(second);
                pairs.push((token, here - 1));
            }
        }
        std::mem::swap(&mut previous, &mut sounds);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::pinyin::{Kind, syllables};

    #[test]
    fn kinds_of_tokens_do_not_overlap() {
        assert!(syllables().all(|(syllable, _)| syllable < PAIR_OF_LETTERS));
        let last_letters = letter_pair(true, b'z', None).map(|range| range.end);
        assert!(last_letters.is_some_and(|end| end <= PAIR_OF_INITIALS));
        assert!(initial(b"9") < 1 << INITIAL_BITS);
    }

    #[test]
    fn typed_initials_cover_those_with_h() {
        assert_eq!(initials(b"z"), initial(b"z")..initial(b"zh") + 1);
        assert_eq!(initials(b"zh"), initial(b"zh")..initial(b"zh") + 1);
        assert_eq!(initials(b"l").len(), 1);
        assert_eq!(initial_pair(b"z", b"s").count(), 2);
        assert_eq!(initial_pair(b"zh", b"x").count(), 1);
    }

    #[test]
    fn letters_that_are_not_ascii_have_no_pair() {
        assert_eq!(letter_pair(true, b'-', None), None);
        assert_eq!(letter_pair(true, 0xe5, None), None);
        assert_eq!(
            letter_pair(false, b'a', Some(None)),
            letter_pair(false, b'a', Some(Some(b' ')))
        );
    }

    #[test]
    fn a_name_is_told_by_places_only_if_it_fits() {
        let mut pairs = Vec::new();
        let mut fits = |row, name: &str, pinyin| {
            let spelling = Spelling::of(Kind::Person, name, pinyin);
            append_tokens(row, name, &spelling, &mut pairs)
        };
        assert!(fits(0, "阿卜杜热西提·阿卜杜热合曼", ""));
        assert!(!fits(0, &"张".repeat(16), ""));
        assert!(!fits(0, "john", "yue han"));
        let alphabet: String = ('a'..='z')
            .chain('0'..='9')
            .chain('a'..='z')
            .rev()
            .chain('a'..='z')
            .collect();
        assert!(!fits(0, &alphabet, ""));
        pairs.clear();
        let spelling = Spelling::of(Kind::Person, "张三", "");
        assert!(append_tokens(3, "张三", &spelling, &mut pairs));
        assert!(pairs.is_sorted() && pairs.iter().all(|(_, place)| row_of(*place) == 3));
    }
}

//! What was typed, cut into everything it may mean.

use super::token::begins_word;
use crate::index::fold::fold;

/// More letters than this are not taken for pinyin.
const LETTERS_MAX: usize = 64;

/// How good a match is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// The whole name.
    Exact,
    /// The name begins with the query.
    Prefix,
    /// A word of the name begins with it.
    WordPrefix,
    /// The name holds it.
    Substring,
    /// The pinyin begins with it.
    PinyinPrefix,
    /// The initials begin with it.
    InitialsPrefix,
    /// Syllables and initials mixed, from the beginning.
    MixedPrefix,
    /// Pinyin or initials hold it.
    PinyinSubstring,
}

impl Rank {
    pub(super) const ALL: [Self; 8] = [
        Self::Exact,
        Self::Prefix,
        Self::WordPrefix,
        Self::Substring,
        Self::PinyinPrefix,
        Self::InitialsPrefix,
        Self::MixedPrefix,
        Self::PinyinSubstring,
    ];
}

/// A query, folded.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    text: String,
    letters: Option<Letters>,
}

/// A query that may be pinyin.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    /// Letters and digits without what stood between them.
    pub(super) typed: Vec<u8>,
    /// A bit for each letter before which a blank or an apostrophe stood: no syllable reaches across.
    breaks: u64,
}

impl Query {
    /// Takes what was typed.
    pub(crate) fn new(text: &str) -> Self {
        let text = fold(text).trim().to_owned();
        let letters = Letters::of(&text);
        Self { text, letters }
    }

    /// Folded and trimmed.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn letters(&self) -> Option<&Letters> {
        self.letters.as_ref()
    }

    /// How a folded name matches by its text, the pinyin left aside.
    pub(super) fn text_rank(&self, name: &str) -> Option<Rank> {
        let (name, text) = (name.as_bytes(), self.text.as_bytes());
        if name.starts_with(text) {
            return Some(if name.len() == text.len() {
                Rank::Exact
            } else {
                Rank::Prefix
            });
        }
        let first = *text.first()?;
        let mut found = None;
        for at in 1..name.len().saturating_sub(text.len() - 1) {
            if name[at] == first && name[at..].starts_with(text) {
                if begins_word(Some(name[at - 1]), first) {
                    return Some(Rank::WordPrefix);
                }
                found = Some(Rank::Substring);
            }
        }
        found
    }

    /// Where the text stands in a folded name that it matches with this rank.
    pub(super) fn text_position(&self, name: &str, rank: Rank) -> Option<usize> {
        let first = *self.text.as_bytes().first()?;
        let mut positions = name.match_indices(&self.text).map(|(at, _)| at);
        match rank {
            Rank::WordPrefix => positions.find(|at| {
                begins_word(
                    at.checked_sub(1).map(|before| name.as_bytes()[before]),
                    first,
                )
            }),
            _ => positions.next(),
        }
    }
}

impl Letters {
    fn of(text: &str) -> Option<Self> {
        let mut letters = Self {
            typed: Vec::new(),
            breaks: 0,
        };
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'0'..=b'9' if letters.typed.len() < LETTERS_MAX => {
                    letters.typed.push(byte)
                }
                b' ' | b'\'' | b'-' if letters.typed.len() < LETTERS_MAX => {
                    letters.breaks |= 1 << letters.typed.len();
                }
                _ => return None,
            }
        }
        (!letters.typed.is_empty()).then_some(letters)
    }

    pub(super) fn len(&self) -> usize {
        self.typed.len()
    }

    /// Whether a syllable ends here for certain.
    pub(super) fn breaks_at(&self, at: usize) -> bool {
        at == self.len() || self.breaks & (1 << at) != 0
    }

    /// Whether one syllable may hold these letters.
    pub(super) fn holds_together(&self, from: usize, to: usize) -> bool {
        (from + 1..to).all(|at| self.breaks & (1 << at) == 0)
    }
}

/// What a piece of the query is of a syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// All of it.
    Whole,
    /// Its initial.
    Initial,
    /// A beginning, before a blank.
    Shortened,
    /// A beginning, where the query ends: still being typed.
    HalfTyped,
    /// Likewise, which is an initial as well.
    LastInitial,
    /// An end, where the query begins.
    Tail,
}

/// Ways in which the pieces so far fit, as a set of bits.
pub(super) type Ways = u8;

/// Whole syllables from the beginning of the name.
pub(super) const SYLLABLES: Ways = 1;
/// Initials from the beginning of the name.
pub(super) const INITIALS: Ways = 1 << 1;
/// Both from the beginning of the name.
pub(super) const MIXED: Ways = 1 << 2;
/// Any pieces from a later syllable.
pub(super) const LATER: Ways = 1 << 3;
/// Whole syllables after a tail.
pub(super) const AFTER_TAIL: Ways = 1 << 4;
/// No piece yet, at the beginning of the name.
pub(super) const AT_BEGINNING: Ways = 1 << 5;
/// No piece yet, at a later syllable.
pub(super) const AT_LATER: Ways = 1 << 6;
/// How many sets of ways there are.
pub(super) const WAYS: usize = 1 << 7;

impl Piece {
    /// The ways that are left after one more piece.
    pub(super) fn follow(self, ways: Ways) -> Ways {
        let has = |some: Ways| ways & some != 0;
        let when = |holds: bool, way: Ways| if holds { way } else { 0 };
        let later = when(has(LATER | AT_LATER), LATER);
        let after_tail = when(has(AFTER_TAIL), AFTER_TAIL);
        match self {
            Self::Whole | Self::HalfTyped => {
                when(has(SYLLABLES | AT_BEGINNING), SYLLABLES)
                    | when(has(INITIALS | MIXED), MIXED)
                    | later
                    | after_tail
            }
            Self::Initial => {
                when(has(INITIALS | AT_BEGINNING), INITIALS)
                    | when(has(SYLLABLES | MIXED), MIXED)
                    | later
            }
            Self::Shortened => {
                when(has(SYLLABLES | INITIALS | MIXED | AT_BEGINNING), MIXED) | later
            }
            Self::LastInitial => {
                when(has(SYLLABLES | AT_BEGINNING), SYLLABLES)
                    | when(has(INITIALS | AT_BEGINNING), INITIALS)
                    | when(has(MIXED), MIXED)
                    | later
                    | after_tail
            }
            Self::Tail => when(has(AT_BEGINNING | AT_LATER), AFTER_TAIL),
        }
    }

    /// The pieces that letters of the query may be of one syllable, apart from a tail.
    pub(super) fn of(letters: &Letters, from: usize, to: usize) -> impl Iterator<Item = Self> {
        let typed = &letters.typed[from..to];
        let is_initial = typed.len() == 1 || matches!(typed, b"zh" | b"ch" | b"sh");
        let at_end = to == letters.len();
        let pieces = match (at_end, letters.breaks_at(to)) {
            (true, _) if is_initial => [Some(Self::LastInitial), None, None],
            (true, _) => [Some(Self::HalfTyped), None, None],
            (false, true) => [
                Some(Self::Whole),
                is_initial.then_some(Self::Initial),
                (!is_initial).then_some(Self::Shortened),
            ],
            (false, false) => [Some(Self::Whole), is_initial.then_some(Self::Initial), None],
        };
        pieces.into_iter().flatten()
    }
}

/// The best rank among the ways in which a whole query fits.
pub(super) fn rank_of(ways: Ways) -> Option<Rank> {
    [
        (SYLLABLES, Rank::PinyinPrefix),
        (INITIALS, Rank::InitialsPrefix),
        (MIXED, Rank::MixedPrefix),
        (LATER | AFTER_TAIL, Rank::PinyinSubstring),
    ]
    .into_iter()
    .find_map(|(some, rank)| (ways & some != 0).then_some(rank))
}

/// The longest syllable.
pub(super) const SYLLABLE_LETTERS_MAX: usize = 6;

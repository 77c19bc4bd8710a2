//! How a query is answered from the tokens of a segment.

use super::postings::{Place, Postings, Token};
use super::query::{Letters, Piece, Query, SYLLABLE_LETTERS_MAX, WAYS, Ways};
use super::token::{PAIR_OF_LETTERS, POSITIONS, initial_pair, letter_pair};
use crate::index::pinyin::{beginning_with, readings, syllable, syllables};
use memchr::memmem::Finder;
use std::ops::Range;

/// How names that hold the text are found.
#[derive(Debug)]
pub(super) enum TextPlan {
    /// One or two letters: the places say everything.
    Letters {
        /// At the beginning of a word.
        at_word: Range<Token>,
        /// Elsewhere.
        inside: Range<Token>,
    },
    /// Characters that all sound: a name that holds them has their syllables in places that follow each other. Few others have,
    /// and those are looked at.
    Following(Vec<Token>),
    /// Every name that holds the text has a place in each of these; those of the rarest are looked at.
    Filters(Vec<Vec<Range<Token>>>),
    /// No token is certain: all text is searched.
    Everything(Box<Finder<'static>>),
}

impl TextPlan {
    pub(super) fn of(query: &Query) -> Self {
        let text = query.text().as_bytes();
        match *text {
            [letter] => Self::of_letters(letter, None),
            [letter, follower] if follower.is_ascii_alphanumeric() => {
                Self::of_letters(letter, Some(Some(follower)))
            }
            _ => None,
        }
        .or_else(|| Self::of_sounds(query.text()))
        .unwrap_or_else(|| Self::of_filters(query.text()))
    }

    fn of_sounds(text: &str) -> Option<Self> {
        let sound = |character: char| {
            let known = readings(character)
                .first()
                .filter(|_| !character.is_ascii());
            known.map(|reading| reading.syllable)
        };
        let sounds: Option<Vec<Token>> = text.chars().map(sound).collect();
        sounds
            .filter(|sounds| (2..POSITIONS).contains(&sounds.len()))
            .map(Self::Following)
    }

    fn of_letters(letter: u8, follower: Option<Option<u8>>) -> Option<Self> {
        Some(Self::Letters {
            at_word: letter_pair(true, letter, follower)?,
            inside: letter_pair(false, letter, follower)?,
        })
    }

    fn of_filters(text: &str) -> Self {
        let bytes = text.as_bytes();
        let letters = bytes.iter().enumerate().filter_map(|(at, &letter)| {
            let follower = bytes.get(at + 1).copied().map(Some);
            let ways = [true, false].map(|at_word| letter_pair(at_word, letter, follower));
            let ways: Vec<_> = ways.into_iter().flatten().collect();
            (!ways.is_empty()).then_some(ways)
        });
        let sounds = text
            .chars()
            .filter(|character| !character.is_ascii())
            .filter_map(|character| {
                let sound = readings(character).first()?.syllable;
                let only = sound..sound + 1;
                Some(std::iter::once(only).collect())
            });
        let filters: Vec<_> = letters.chain(sounds).collect();
        if filters.is_empty() {
            Self::Everything(Box::new(Finder::new(text).into_owned()))
        } else {
            Self::Filters(filters)
        }
    }
}

/// One piece of the query between two of its letters, and the places of syllables that it may be of.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) from: usize,
    pub(super) to: usize,
    piece: Piece,
    pub(super) tokens: Tokens,
    /// The tokens tell of the syllable before.
    pub(super) one_later: bool,
    /// [`Piece::follow`] for every set of ways.
    pub(super) follow: [Ways; WAYS],
}

/// The tokens of a step.
#[derive(Debug)]
pub(super) enum Tokens {
    Ranges(Vec<Range<Token>>),
    /// Places of the first that some range of the others has, too.
    Both(Token, Vec<Range<Token>>),
    /// A bit for each syllable, where they are too many to look each one up.
    Syllables(Vec<u64>),
}

const RANGES_MAX: usize = 4;

impl Tokens {
    fn of(ranges: Vec<Range<Token>>) -> Self {
        if ranges.len() <= RANGES_MAX {
            return Self::Ranges(ranges);
        }
        let mut wanted = vec![0; PAIR_OF_LETTERS as usize / 64];
        for syllable in ranges.into_iter().flatten() {
            wanted[usize::from(syllable) / 64] |= 1 << (syllable % 64);
        }
        Self::Syllables(wanted)
    }

    /// Their places in a segment.
    pub(super) fn each_run(&self, postings: &Postings, mut visit: impl FnMut(&[Place])) {
        match self {
            Self::Ranges(ranges) => ranges
                .iter()
                .for_each(|range| visit(postings.places(range))),
            Self::Both(token, others) => {
                let own = postings.places(&(*token..*token + 1));
                if own.is_empty() {
                    return;
                }
                for places in others.iter().map(|range| postings.places(range)) {
                    for place in places.chunks(1) {
                        if own.binary_search(&place[0]).is_ok() {
                            visit(place);
                        }
                    }
                }
            }
            Self::Syllables(wanted) => postings.places_of(wanted).for_each(visit),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Ranges(ranges) if ranges.is_empty())
    }
}

impl Step {
    fn of(from: usize, to: usize, piece: Piece, tokens: Vec<Range<Token>>) -> Self {
        let follow = std::array::from_fn(|ways| piece.follow(ways as Ways));
        Self {
            from,
            to,
            piece,
            tokens: Tokens::of(tokens),
            one_later: false,
            follow,
        }
    }
}

/// Steps from the beginning of the query to its end, those that begin earlier first.
pub(super) fn steps(letters: &Letters) -> Vec<Step> {
    let mut steps = Vec::new();
    for from in 0..letters.len() {
        for to in from + 1..=letters.len().min(from + SYLLABLE_LETTERS_MAX) {
            if !letters.holds_together(from, to) {
                break;
            }
            steps.extend(Piece::of(letters, from, to).map(|piece| step(letters, from, to, piece)));
            if from == 0 {
                steps.push(Step::of(from, to, Piece::Tail, tails(letters, to)));
            }
        }
    }
    steps.retain(|step| !step.tokens.is_empty());
    keep_connected(letters.len(), &mut steps);
    narrow_last_initials(letters, &mut steps);
    narrow_whole_syllables(letters, &mut steps);
    steps
}

fn step(letters: &Letters, from: usize, to: usize, piece: Piece) -> Step {
    let typed = &letters.typed[from..to];
    let text = std::str::from_utf8(typed).expect("typed letters are ASCII");
    let tokens = match piece {
        Piece::Whole => syllable(text).map(|one| one..one + 1).into_iter().collect(),
        // The next piece begins with the next letter, so a rarer token will do.
        Piece::Initial => initial_pair(typed, &letters.typed[to..=to]).collect(),
        Piece::Shortened | Piece::HalfTyped | Piece::LastInitial | Piece::Tail => {
            Some(beginning_with(text))
                .filter(|range| !range.is_empty())
                .into_iter()
                .collect()
        }
    };
    Step::of(from, to, piece, tokens)
}

/// Syllables of which the beginning of the query is a later part; the last part, if the query goes on.
fn tails(letters: &Letters, to: usize) -> Vec<Range<Token>> {
    let typed = &letters.typed[..to];
    let text = std::str::from_utf8(typed).expect("typed letters are ASCII");
    let mut ranges: Vec<Range<Token>> = Vec::new();
    for (number, syllable) in syllables() {
        let later = &syllable[1..];
        let fits = if to == letters.len() {
            later.contains(text)
        } else {
            later.ends_with(text)
        };
        match ranges.last_mut() {
            Some(last) if fits && last.end == number => last.end += 1,
            _ if fits => ranges.push(number..number + 1),
            _ => {}
        }
    }
    ranges
}

/// Drops steps that no chain from the beginning to the end of the query holds.
fn keep_connected(len: usize, steps: &mut Vec<Step>) {
    let mut reached = vec![false; len + 1];
    reached[0] = true;
    for step in steps.iter() {
        reached[step.to] |= reached[step.from];
    }
    let mut leads_on = vec![false; len + 1];
    leads_on[len] = true;
    for step in steps.iter().rev() {
        leads_on[step.from] |= leads_on[step.to];
    }
    steps.retain(|step| reached[step.from] && leads_on[step.to]);
}

/// Nearly every name has a syllable with a given initial somewhere; far fewer have two given ones in a row.
fn narrow_last_initials(letters: &Letters, steps: &mut [Step]) {
    for at in 0..steps.len() {
        let (from, to) = (steps[at].from, steps[at].to);
        if steps[at].piece != Piece::LastInitial || from == 0 {
            continue;
        }
        let before = steps.iter().filter(|step| step.to == from);
        if before.clone().any(|step| step.piece == Piece::Tail) {
            continue;
        }
        let mut firsts: Vec<u8> = before.map(|step| letters.typed[step.from]).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let pairs = firsts
            .iter()
            .flat_map(|first| initial_pair(&[*first], &letters.typed[from..to]));
        steps[at].tokens = Tokens::Ranges(pairs.collect());
        steps[at].one_later = true;
    }
}

/// A whole syllable is followed by one with the initial that was typed next: of a common one, few are.
fn narrow_whole_syllables(letters: &Letters, steps: &mut [Step]) {
    for step in steps.iter_mut().filter(|step| step.piece == Piece::Whole) {
        let typed = &letters.typed[step.from..step.to];
        let text = std::str::from_utf8(typed).expect("typed letters are ASCII");
        let initial = if typed.get(1) == Some(&b'h') { 2 } else { 1 };
        if let Some(token) = syllable(text)
            && typed.len() > initial
        {
            let pairs = initial_pair(&typed[..initial], &letters.typed[step.to..=step.to]);
            step.tokens = Tokens::Both(token, pairs.collect());
        }
    }
}

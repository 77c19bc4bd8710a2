//! Matches one name against a query without an index: for short lists, for names that the index does not tell, and for
//! showing what matched.

use super::query::{
    AT_BEGINNING, AT_LATER, Letters, Piece, Query, Rank, SYLLABLE_LETTERS_MAX, Ways, rank_of,
};
use crate::index::fold::fold;
use crate::index::pinyin::{Kind, Spelling, Syllable, Unit, letters};
use std::ops::Range;

/// What of a name a query has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMatch {
    /// Characters of the name.
    pub characters: Range<usize>,
    /// For a match by pinyin, the reading that matched of each of those characters that has one.
    pub readings: Vec<MatchedReading>,
}

/// A reading and what was typed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchedReading {
    /// With its tone.
    pub reading: String,
    /// Characters of the reading.
    pub typed: Range<usize>,
}

/// How a name matches, if it does; `pinyin` is the field that corrects its reading, or empty.
pub(crate) fn matches(kind: Kind, name: &str, pinyin: &str, query: &Query) -> Option<Rank> {
    rank(kind, &fold(name), pinyin, query)
}

/// How a folded name matches.
pub(super) fn rank(kind: Kind, folded: &str, pinyin: &str, query: &Query) -> Option<Rank> {
    if query.text().is_empty() {
        return None;
    }
    let by_text = query.text_rank(folded);
    if by_text.is_some() || (folded.is_ascii() && pinyin.is_empty()) {
        return by_text;
    }
    let letters = query.letters()?;
    let spelling = Spelling::of(kind, folded, pinyin);
    let own = spelling.detached.then(|| Spelling::of(kind, folded, ""));
    let ranks = std::iter::once(&spelling).chain(&own);
    ranks
        .filter_map(|spelling| Chart::of(spelling, letters)?.rank())
        .min()
}

/// What a query has found of a name that it matches.
pub(crate) fn find(kind: Kind, name: &str, pinyin: &str, query: &Query) -> Option<NameMatch> {
    let folded = fold(name);
    let rank = rank(kind, &folded, pinyin, query)?;
    if let Some(at) = query.text_position(&folded, rank) {
        let begin = folded[..at].chars().count();
        let characters = begin..begin + query.text().chars().count();
        return Some(NameMatch {
            characters,
            readings: Vec::new(),
        });
    }
    let letters = query.letters()?;
    let spelling = Spelling::of(kind, &folded, pinyin);
    let own = spelling.detached.then(|| Spelling::of(kind, &folded, ""));
    let mut charts = std::iter::once(&spelling)
        .chain(&own)
        .filter_map(|spelling| Chart::of(spelling, letters));
    let chart = charts.find(|chart| chart.rank() == Some(rank))?;
    let mut found = chart.trace(rank);
    if chart.spelling.detached {
        found.characters = 0..folded.chars().count();
    }
    Some(found)
}

/// Every way to read the query as syllables of a name.
struct Chart<'a> {
    spelling: &'a Spelling,
    query: &'a Letters,
    /// Characters that sound, by their number in the name.
    sounding: Vec<usize>,
    /// Before each of them and after the last, for each letter of the query and its end, the ways in which the letters
    /// so far fit.
    ways: Vec<Vec<Ways>>,
}

/// One piece of the query in one syllable.
struct Fit {
    from: usize,
    piece: Piece,
    sound: Syllable,
}

impl<'a> Chart<'a> {
    fn of(spelling: &'a Spelling, query: &'a Letters) -> Option<Self> {
        if !spelling.has_pinyin() {
            return None;
        }
        let sounding = (0..spelling.units.len())
            .filter(|at| !spelling.units[*at].is_silent())
            .collect();
        let mut chart = Self {
            spelling,
            query,
            sounding,
            ways: Vec::new(),
        };
        let mut before = vec![0; query.len() + 1];
        before[0] = AT_BEGINNING;
        for number in 0..chart.sounding.len() {
            let mut after = vec![0; query.len() + 1];
            after[0] = AT_LATER;
            for (to, after) in after.iter_mut().enumerate().skip(1) {
                for fit in chart.fits(number, to) {
                    *after |= fit.piece.follow(before[fit.from]);
                }
            }
            chart.ways.push(before);
            before = after;
        }
        chart.ways.push(before);
        Some(chart)
    }

    fn unit(&self, number: usize) -> &Unit {
        &self.spelling.units[self.sounding[number]]
    }

    /// The pieces of the query ending at a letter that fit a character.
    fn fits(&self, number: usize, to: usize) -> impl Iterator<Item = Fit> {
        let from = to.saturating_sub(SYLLABLE_LETTERS_MAX)..to;
        from.filter(move |from| self.query.holds_together(*from, to))
            .flat_map(move |from| {
                let tail = (from == 0).then_some(Piece::Tail);
                let pieces = Piece::of(self.query, from, to).chain(tail);
                pieces.filter_map(move |piece| {
                    let typed = &self.query.typed[from..to];
                    let whole_query = to == self.query.len();
                    let mut sounds = self.unit(number).sounds();
                    let sound =
                        sounds.find(|sound| fits(piece, typed, whole_query, letters(*sound)))?;
                    Some(Fit { from, piece, sound })
                })
            })
    }

    fn end_ways(&self, after: usize) -> Ways {
        self.ways[after][self.query.len()]
    }

    fn rank(&self) -> Option<Rank> {
        (1..self.ways.len())
            .filter_map(|after| rank_of(self.end_ways(after)))
            .min()
    }

    /// The first of the best matches, from its end to its beginning.
    fn trace(&self, rank: Rank) -> NameMatch {
        let is_best = |way: &Ways| rank_of(*way) == Some(rank);
        let mut number = (1..self.ways.len())
            .find(|after| bits(self.end_ways(*after)).any(|way| is_best(&way)))
            .unwrap_or(0);
        let mut to = self.query.len();
        let mut way = bits(self.end_ways(number)).find(is_best).unwrap_or(0);
        let end = number
            .checked_sub(1)
            .map_or(0, |last| self.sounding[last] + 1);
        let mut begin = end;
        let mut readings = Vec::new();
        while way & (AT_BEGINNING | AT_LATER) == 0 && number > 0 {
            number -= 1;
            let step = self.fits(number, to).find_map(|fit| {
                let mut before = bits(self.ways[number][fit.from]);
                let before = before.find(|before| fit.piece.follow(*before) & way != 0)?;
                Some((fit, before))
            });
            let Some((fit, before)) = step else { break };
            begin = self.sounding[number];
            readings.extend(self.matched(number, &fit, to));
            (to, way) = (fit.from, before);
        }
        readings.reverse();
        NameMatch {
            characters: begin..end,
            readings,
        }
    }

    fn matched(&self, number: usize, fit: &Fit, to: usize) -> Option<MatchedReading> {
        let typed = &self.query.typed[fit.from..to];
        let begin = match fit.piece {
            Piece::Tail => {
                let later = &letters(fit.sound).as_bytes()[1..];
                let ends = to < self.query.len();
                let mut positions = (0..=later.len().saturating_sub(typed.len()))
                    .filter(|at| later[*at..].starts_with(typed));
                1 + if ends {
                    positions.next_back()
                } else {
                    positions.next()
                }?
            }
            _ => 0,
        };
        let reading = self.unit(number).shown(fit.sound)?;
        Some(MatchedReading {
            reading,
            typed: begin..begin + typed.len(),
        })
    }
}

fn bits(ways: Ways) -> impl Iterator<Item = Ways> {
    (0..Ways::BITS)
        .map(|bit| 1 << bit)
        .filter(move |bit| ways & bit != 0)
}

fn fits(piece: Piece, typed: &[u8], whole_query: bool, sound: &str) -> bool {
    let sound = sound.as_bytes();
    match piece {
        Piece::Whole => sound == typed,
        Piece::Initial | Piece::Shortened | Piece::HalfTyped | Piece::LastInitial => {
            sound.starts_with(typed)
        }
        Piece::Tail if whole_query => sound[1..].windows(typed.len()).any(|part| part == typed),
        Piece::Tail => sound[1..].ends_with(typed),
    }
}

//! Finds people by name: any part of it, its pinyin, initials, both mixed, half-typed.
//!
//! Rows lie in segments of 1,024. A segment keeps the folded names in one text, the order of its rows, and for each
//! token (syllable, two initials, two letters) the places where it stands, so most queries are answered from a few
//! short runs of numbers without looking at names. A change makes one segment anew.

mod matcher;
mod plan;
mod postings;
mod query;
mod scan;
mod segment;
mod token;
mod top;

pub use matcher::{MatchedReading, NameMatch};
pub(crate) use matcher::{find, matches};
pub(crate) use query::Query;

use crate::index::fold::fold;
use crate::index::row_set::RowSet;
use crate::limits::SEARCH_RANKED_MAX;
use imbl::Vector;
use rayon::prelude::*;
use scan::{Found, Mask, Scan};
use segment::{Segment, line_of};
use std::sync::Arc;
use token::SEGMENT_ROWS;
use top::Top;

/// The names of people by row. A clone costs a few pointers and keeps its content.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex {
    segments: Vector<Option<Arc<Segment>>>,
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Search<'a> {
    pub(crate) query: &'a Query,
    /// Only people whose whole name is the query.
    pub(crate) full_match: bool,
    /// Who may be found; everybody for `None`.
    pub(crate) allowed: Option<&'a RowSet>,
    /// How many of the best hits to leave out.
    pub(crate) offset: usize,
    /// How many hits to give after them.
    pub(crate) size: usize,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hits {
    /// The page, best first.
    pub(crate) rows: Vec<u32>,
    /// All hits.
    pub(crate) total: u64,
}

/// Tells the key of a row.
pub(crate) type KeyOfRow<'a> = dyn Fn(u32, &mut dyn FnMut(&str)) + 'a;

impl SearchIndex {
    /// Puts a name and its pinyin field into a row, or takes the row out.
    pub(crate) fn set(&mut self, row: u32, line: Option<(&str, &str)>) {
        let line = line.map(|(name, pinyin)| line_of(&fold(name), pinyin));
        let (at, row) = (row as usize / SEGMENT_ROWS, row as usize % SEGMENT_ROWS);
        let changed = match self.segments.get(at).and_then(Option::as_ref) {
            None if line.is_none() => return,
            Some(segment) if segment.line(row as u16) == line.as_deref() => return,
            None => Segment::of(&[]).with(row as u16, line.as_deref()),
            Some(segment) => segment.with(row as u16, line.as_deref()),
        };
        self.put(at, changed);
    }

    /// From the names and pinyin fields of all rows. What finds the names is made when they are first looked for.
    pub(crate) fn of<'a>(
        rows: u32,
        name: impl Fn(u32) -> Option<(&'a str, &'a str)> + Sync,
    ) -> Self {
        let segments = (0..(rows as usize).div_ceil(SEGMENT_ROWS)).into_par_iter();
        let segments = segments.map(|at| {
            let first = (at * SEGMENT_ROWS) as u32;
            let rows = first..rows.min(first + SEGMENT_ROWS as u32);
            let lines: Vec<Option<String>> = rows
                .map(|row| name(row).map(|(name, pinyin)| line_of(&fold(name), pinyin)))
                .collect();
            let lines: Vec<Option<&str>> = lines.iter().map(Option::as_deref).collect();
            let segment = Segment::of(&lines);
            (!segment.is_empty()).then(|| Arc::new(segment))
        });
        let segments: Vec<_> = segments.collect();
        Self {
            segments: segments.into_iter().collect(),
        }
    }

    /// Makes what finds the names, so that the first search need not.
    pub(crate) fn prepare(&self) {
        let segments: Vec<_> = self.segments.iter().flatten().collect();
        segments.par_iter().for_each(|segment| segment.prepare());
    }

    fn put(&mut self, at: usize, segment: Segment) {
        while self.segments.len() <= at {
            self.segments.push_back(None);
        }
        self.segments
            .set(at, (!segment.is_empty()).then(|| Arc::new(segment)));
        while self.segments.last().is_some_and(Option::is_none) {
            self.segments.pop_back();
        }
    }

    /// The best hits, ordered by rank, then sort key, then the key of the row, which `key` tells. The total counts hits
    /// beyond those that are ranked as well.
    pub(crate) fn search(&self, search: &Search<'_>, key: &KeyOfRow<'_>) -> Hits {
        if search.query.text().is_empty() {
            return Hits {
                rows: Vec::new(),
                total: 0,
            };
        }
        let until = search
            .offset
            .saturating_add(search.size)
            .min(SEARCH_RANKED_MAX);
        let mut scan = Scan::new(search.query, search.full_match);
        let mut found = Found::default();
        let mut top = Top::new(until, key);
        let mut total = 0;
        for (first_row, segment) in (0..).step_by(SEGMENT_ROWS).zip(&self.segments) {
            let Some(segment) = segment else { continue };
            let words = search.allowed.map(|allowed| allowed.words(first_row));
            // Whoever may be found is often in few segments.
            if words.is_some_and(|words| words.iter().all(|word| *word == 0)) {
                continue;
            }
            scan.run(segment, &mut found);
            if found.ranks().next().is_none() {
                continue;
            }
            let mut left = found.any();
            if let Some(words) = words {
                left.iter_mut()
                    .zip(words)
                    .for_each(|(left, allowed)| *left &= allowed);
            }
            total += count(&left);
            for rank in found.ranks() {
                let of_rank = found.of(rank);
                let rows: Mask = std::array::from_fn(|word| left[word] & of_rank[word]);
                left.iter_mut()
                    .zip(of_rank)
                    .for_each(|(left, of_rank)| *left &= !of_rank);
                top.offer(rank, segment, first_row, &rows);
            }
        }
        let rows = top.into_rows().into_iter().skip(search.offset).collect();
        Hits { rows, total }
    }

    /// Bytes on the heap without the spine.
    #[cfg(test)]
    pub(crate) fn heap_bytes(&self) -> usize {
        let segments = self.segments.iter().flatten();
        segments
            .map(|segment| size_of::<Segment>() + segment.heap_bytes())
            .sum()
    }
}

fn count(mask: &Mask) -> u64 {
    mask.iter().map(|word| u64::from(word.count_ones())).sum()
}

#[cfg(test)]
mod tests;

//! Finds people by name: any part of it, its pinyin, initials, both mixed, half-typed.
//!
//! Rows lie in segments of 1,024. A segment keeps the folded names in one text, the order of its rows, and for each
//! token (syllable, two initials, two letters) the places where it stands, so most queries are answered from a few
//! short runs of numbers without looking at names. A change makes one segment anew.

mod matcher;
mod plan;
mod postings;
mod query;
mod remembered;
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
use remembered::{InSegment, Remembered, in_segment};
use scan::{Found, Mask, Scan};
use segment::{Segment, line_of};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use token::SEGMENT_ROWS;
use top::Top;

/// The names of people by row. A clone costs a few pointers and keeps its content.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex {
    segments: Vector<Option<Kept>>,
    remembered: Arc<Remembered>,
}

/// A segment, and the number that no other has had since the process started.
#[derive(Clone, Debug)]
struct Kept {
    serial: u64,
    segment: Arc<Segment>,
}

impl Kept {
    fn of(segment: Segment) -> Option<Self> {
        static SERIALS: AtomicU64 = AtomicU64::new(1);
        (!segment.is_empty()).then(|| Self {
            serial: SERIALS.fetch_add(1, Ordering::Relaxed),
            segment: Arc::new(segment),
        })
    }
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
            Some(kept) if kept.segment.line(row as u16) == line.as_deref() => return,
            None => Segment::of(&[]).with(row as u16, line.as_deref()),
            Some(kept) => kept.segment.with(row as u16, line.as_deref()),
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
            Kept::of(Segment::of(&lines))
        });
        let segments: Vec<_> = segments.collect();
        Self {
            segments: segments.into_iter().collect(),
            remembered: Arc::default(),
        }
    }

    /// Makes what finds the names, so that the first search need not.
    pub(crate) fn prepare(&self) {
        let segments: Vec<_> = self.segments.iter().flatten().collect();
        segments.par_iter().for_each(|kept| kept.segment.prepare());
    }

    fn put(&mut self, at: usize, segment: Segment) {
        while self.segments.len() <= at {
            self.segments.push_back(None);
        }
        self.segments.set(at, Kept::of(segment));
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
        let asked = (search.query.text(), search.full_match);
        let known = self.remembered.recall(asked.0, asked.1);
        let mut looking = Looking::of(search);
        let mut looked = Vec::new();
        let mut top = Top::new(until, key);
        let mut total = 0;
        for (at, kept) in self.segments.iter().enumerate() {
            let Some(Kept { serial, segment }) = kept else {
                continue;
            };
            let first_row = (at * SEGMENT_ROWS) as u32;
            let words = search.allowed.map(|allowed| allowed.words(first_row));
            // Whoever may be found is often in few segments.
            if words.is_some_and(|words| words.iter().all(|word| *word == 0)) {
                continue;
            }
            let found = known.as_ref().and_then(|known| known.of(at, *serial));
            let found = found.cloned().unwrap_or_else(|| {
                let found = looking.look_at(segment);
                looked.push((at, *serial, found.clone()));
                found
            });
            let Some(found) = found else { continue };
            let mut left = [0; SEGMENT_ROWS / 64];
            for ranked in found.iter() {
                join(&mut left, &ranked.rows);
            }
            if let Some(words) = words {
                meet(&mut left, &words);
            }
            total += count(&left);
            for ranked in found.iter() {
                let rows: Mask = std::array::from_fn(|word| left[word] & ranked.rows[word]);
                left.iter_mut()
                    .zip(&ranked.rows)
                    .for_each(|(left, ranked)| *left &= !ranked);
                top.offer(ranked, segment, first_row, &rows);
            }
        }
        self.remembered
            .learn(asked, known.as_deref(), looked, self.segments.len());
        let rows = top.into_rows().into_iter().skip(search.offset).collect();
        Hits { rows, total }
    }

    /// Bytes on the heap without the spine.
    #[cfg(test)]
    pub(crate) fn heap_bytes(&self) -> usize {
        let segments = self.segments.iter().flatten();
        segments
            .map(|kept| size_of::<Segment>() + kept.segment.heap_bytes())
            .sum()
    }
}

/// Looks into segments that are not known yet. What is worked out for that waits for the first of them.
struct Looking<'a> {
    search: &'a Search<'a>,
    scan: Option<Scan<'a>>,
    found: Found,
}

impl<'a> Looking<'a> {
    fn of(search: &'a Search<'a>) -> Self {
        Self {
            search,
            scan: None,
            found: Found::default(),
        }
    }

    fn look_at(&mut self, segment: &Segment) -> InSegment {
        let search = self.search;
        let scan = self
            .scan
            .get_or_insert_with(|| Scan::new(search.query, search.full_match));
        scan.run(segment, &mut self.found);
        in_segment(&self.found)
    }
}

fn join(mask: &mut Mask, more: &Mask) {
    mask.iter_mut()
        .zip(more)
        .for_each(|(word, more)| *word |= more);
}

fn meet(mask: &mut Mask, other: &Mask) {
    mask.iter_mut()
        .zip(other)
        .for_each(|(word, other)| *word &= other);
}

fn count(mask: &Mask) -> u64 {
    mask.iter().map(|word| u64::from(word.count_ones())).sum()
}

#[cfg(test)]
mod tests;

//! Finds people by name: any part of it, its pinyin, initials, both mixed, half-typed.
//!
//! Rows lie in segments of 1,024. A segment keeps the folded names in one text, the order of its rows, and for each
//! token (syllable, two initials, two letters) the places where it stands, so most queries are answered from a few
//! short runs of numbers without looking at names. A change makes one segment anew, its places only after some changes.

mod finding;
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
use crate::limits::{SEARCH_RANKED_MAX, SEARCH_REMEMBERED_BEST as REMEMBERED_BEST};
use imbl::Vector;
use rayon::prelude::*;
use remembered::{Matched, Part, Remembered, Serials};
use scan::{Found, Mask, Scan};
use segment::{Segment, line_of};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use token::SEGMENT_ROWS;
use top::{Top, holds};

/// The names of people by row. A clone costs a few pointers and keeps its content.
#[derive(Clone, Debug, Default)]
pub(crate) struct SearchIndex {
    segments: Vector<Option<Kept>>,
    /// Their numbers, once somebody has asked for them.
    serials: OnceLock<Serials>,
    remembered: Arc<Remembered>,
}

/// From which part of the segments on looking at those alone in which anybody may be found is not worth it: what all of them hold can
/// be kept.
const FEW_SEGMENTS_PART: usize = 8;

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
            serials: OnceLock::new(),
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
        self.serials = OnceLock::new();
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
        let matched = self.matched(search);
        let best = || {
            let mut top = Top::new(REMEMBERED_BEST, key);
            let parts = matched.parts();
            parts.for_each(|part| self.offer(&mut top, part, None));
            top.into_rows()
        };
        let is_allowed = |row: &u32| search.allowed.is_none_or(|rows| rows.contains(*row));
        let best = matched.best(until, is_allowed, best);
        let mut top = Top::new(until, key);
        let mut total = 0;
        let mut offer = |part: Part<'_>, allowed: Option<&Mask>| {
            let count = match allowed {
                Some(allowed) if allowed.iter().any(|word| *word != u64::MAX) => {
                    let hits = part.hits.iter();
                    hits.filter(|hit| holds(allowed, hit.row())).count()
                }
                _ => part.hits.len(),
            };
            total += count as u64;
            if count > 0 && best.is_none() {
                self.offer(&mut top, part, allowed);
            }
        };
        match search.allowed {
            None => matched.parts().for_each(|part| offer(part, None)),
            // Whoever may be found is often in few segments.
            Some(allowed) if allowed.len() < matched.len() as u64 => {
                for (first_row, words) in allowed.spans() {
                    let part = matched.part_at(first_row as usize / SEGMENT_ROWS);
                    part.into_iter().for_each(|part| offer(part, Some(&words)));
                }
            }
            Some(allowed) => matched.parts().for_each(|part| {
                let words = allowed.words((part.at * SEGMENT_ROWS) as u32);
                offer(part, Some(&words));
            }),
        }
        let rows = best.unwrap_or_else(|| top.into_rows());
        let rows = rows.into_iter().skip(search.offset).collect();
        Hits { rows, total }
    }

    fn offer(&self, top: &mut Top<'_>, part: Part<'_>, allowed: Option<&Mask>) {
        if let Some(Some(kept)) = self.segments.get(part.at) {
            top.offer(part, &kept.segment, allowed);
        }
    }

    /// Everybody whom the query finds: what is remembered of it, and what segments hold that have come since.
    fn matched(&self, search: &Search<'_>) -> Arc<Matched> {
        let serials = self.serials();
        let asked = (search.query.text(), search.full_match);
        let known = self.remembered.recall(asked);
        if let Some(known) = known
            .as_ref()
            .filter(|known| Arc::ptr_eq(&known.serials, serials))
        {
            return known.matched.clone();
        }
        let mut looking = Looking::of(search);
        let mut matched = Matched::default();
        // Those few alone are looked at, and nothing is kept of that.
        let few = (self.segments.len() / FEW_SEGMENTS_PART) as u64;
        let few = search.allowed.filter(|allowed| allowed.len() <= few);
        if let (None, Some(allowed)) = (&known, few) {
            for (first_row, _) in allowed.spans() {
                let at = first_row as usize / SEGMENT_ROWS;
                if let Some(Some(kept)) = self.segments.get(at) {
                    matched.add(at, looking.look_at(&kept.segment));
                }
            }
            return Arc::new(matched);
        }
        let before = known.as_ref().map(|known| &*known.serials);
        let mut parts = known.iter().flat_map(|known| known.matched.parts());
        let mut next = parts.next();
        for (at, kept) in self.segments.iter().enumerate() {
            while next.is_some_and(|part| part.at < at) {
                next = parts.next();
            }
            let Some(kept) = kept else { continue };
            if before.and_then(|before| before.get(at)) != Some(&kept.serial) {
                matched.add(at, looking.look_at(&kept.segment));
            } else if let Some(part) = next.filter(|part| part.at == at) {
                matched.add_known(part);
            }
        }
        self.remembered.learn(asked, serials, matched)
    }

    fn serials(&self) -> &Serials {
        self.serials.get_or_init(|| {
            let segments = self.segments.iter();
            let serials = segments.map(|kept| kept.as_ref().map_or(0, |kept| kept.serial));
            Arc::new(serials.collect())
        })
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

    fn look_at(&mut self, segment: &Segment) -> &Found {
        let search = self.search;
        let scan = self
            .scan
            .get_or_insert_with(|| Scan::new(search.query, search.full_match));
        scan.run(segment, &mut self.found);
        &self.found
    }
}

#[cfg(test)]
mod tests;

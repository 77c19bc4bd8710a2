//! What queries found, kept for the next who types the same.
//!
//! Whoever looks for a name types its first letters first, so a few short queries are most of all, and they cost most. What one found in
//! a segment stays right for as long as the segment does, whoever asks: what a caller may see is cut afterwards.

use super::query::Rank;
use super::scan::{Found, Mask};
use crate::limits::{
    SEARCH_REMEMBERED_BYTES_PER_ROW, SEARCH_REMEMBERED_QUERIES, SEARCH_REMEMBERED_SEGMENTS_MIN,
    SEARCH_REMEMBERED_TEXT_BYTES_MAX,
};
use arc_swap::ArcSwapOption;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// The rows of one segment that match a query with one rank.
#[derive(Debug)]
pub(super) struct Ranked {
    pub(super) rank: Rank,
    pub(super) rows: Mask,
    /// The sort key of the first of them, once somebody has looked.
    pub(super) first_key: OnceLock<Box<[u8]>>,
}

/// The rows of one segment that match a query, the best rank first; a row may stand under several.
pub(super) type InSegment = Option<Arc<[Ranked]>>;

/// Takes out what was found in a segment.
pub(super) fn in_segment(found: &Found) -> InSegment {
    let ranked: Arc<[Ranked]> = found
        .ranks()
        .map(|rank| Ranked {
            rank,
            rows: *found.of(rank),
            first_key: OnceLock::new(),
        })
        .collect();
    (!ranked.is_empty()).then_some(ranked)
}

/// What one query found, by segment.
#[derive(Debug)]
pub(super) struct Known {
    text: Box<str>,
    full_match: bool,
    /// The serial number of each segment as it was then, 0 for one that was not looked at.
    segments: Vec<(u64, InSegment)>,
    bytes: usize,
}

impl Known {
    /// What is known of a segment.
    pub(super) fn of(&self, at: usize, serial: u64) -> Option<&InSegment> {
        let (known, found) = self.segments.get(at)?;
        (*known == serial).then_some(found)
    }
}

/// What the sort key of a usual name takes; it comes after the rows have been counted.
const FIRST_KEY_BYTES: usize = 32;

/// A segment that was looked at: where it lies, its serial number, and what was found in it.
pub(super) type Looked = (usize, u64, InSegment);

/// The queries of one organization, shared by all its values.
#[derive(Debug, Default)]
pub(super) struct Remembered(OnceLock<Places>);

#[derive(Debug)]
struct Places {
    queries: Box<[ArcSwapOption<Known>]>,
    bytes: AtomicUsize,
    /// Where room is made next.
    hand: AtomicUsize,
}

impl Default for Places {
    fn default() -> Self {
        let queries = std::iter::repeat_with(ArcSwapOption::default);
        Self {
            queries: queries.take(SEARCH_REMEMBERED_QUERIES).collect(),
            bytes: AtomicUsize::new(0),
            hand: AtomicUsize::new(0),
        }
    }
}

impl Places {
    fn put(&self, place: usize, known: Option<Arc<Known>>) {
        let bytes = |known: &Option<Arc<Known>>| known.as_ref().map_or(0, |known| known.bytes);
        let more = bytes(&known);
        let before = self.queries[place].swap(known);
        self.bytes.fetch_add(more, Ordering::Relaxed);
        self.bytes.fetch_sub(bytes(&before), Ordering::Relaxed);
    }
}

fn place_of(text: &str, full_match: bool) -> usize {
    let mut hasher = DefaultHasher::new();
    (text, full_match).hash(&mut hasher);
    (hasher.finish() % SEARCH_REMEMBERED_QUERIES as u64) as usize
}

impl Remembered {
    /// What the same query found before.
    pub(super) fn recall(&self, text: &str, full_match: bool) -> Option<Arc<Known>> {
        let known = self.0.get()?.queries[place_of(text, full_match)].load_full()?;
        (*known.text == *text && known.full_match == full_match).then_some(known)
    }

    /// Keeps what a query found now beside what was known of it, in an index of so many segments.
    pub(super) fn learn(
        &self,
        (text, full_match): (&str, bool),
        known: Option<&Known>,
        looked: Vec<Looked>,
        segments: usize,
    ) {
        if segments < SEARCH_REMEMBERED_SEGMENTS_MIN
            || text.len() > SEARCH_REMEMBERED_TEXT_BYTES_MAX
            || looked.is_empty()
        {
            return;
        }
        let mut all = known.map_or_else(Vec::new, |known| known.segments.clone());
        all.resize(segments, (0, None));
        for (at, serial, found) in looked {
            all[at] = (serial, found);
        }
        let bytes = bytes_of(&all);
        let bytes_max = segments * super::SEGMENT_ROWS * SEARCH_REMEMBERED_BYTES_PER_ROW;
        let places = self.0.get_or_init(Places::default);
        let known = Known {
            text: text.into(),
            full_match,
            segments: all,
            bytes,
        };
        places.put(place_of(text, full_match), Some(Arc::new(known)));
        for _ in 0..SEARCH_REMEMBERED_QUERIES {
            if places.bytes.load(Ordering::Relaxed) <= bytes_max {
                return;
            }
            let hand = places.hand.fetch_add(1, Ordering::Relaxed);
            places.put(hand % SEARCH_REMEMBERED_QUERIES, None);
        }
    }

    /// Bytes that are kept.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        let places = self.0.get();
        places.map_or(0, |places| places.bytes.load(Ordering::Relaxed))
    }
}

fn bytes_of(segments: &[(u64, InSegment)]) -> usize {
    let counts = size_of::<[usize; 2]>();
    let of_segment =
        |found: &Arc<[Ranked]>| counts + size_of_val(&**found) + found.len() * FIRST_KEY_BYTES;
    let found = segments.iter().filter_map(|(_, found)| found.as_ref());
    size_of_val(segments) + found.map(of_segment).sum::<usize>()
}

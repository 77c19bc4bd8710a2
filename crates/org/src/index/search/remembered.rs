//! What queries found, kept for the next who types the same.
//!
//! Whoever looks for a name types its first letters first, so a few short queries are most of all, and they cost most. What one found in
//! a segment stays right for as long as the segment does, whoever asks: what a caller may see is cut afterwards.

use super::query::Rank;
use super::scan::Found;
use super::token::SEGMENT_ROWS;
use crate::limits::{
    SEARCH_REMEMBERED_BEST, SEARCH_REMEMBERED_BYTES_PER_ROW, SEARCH_REMEMBERED_QUERIES,
    SEARCH_REMEMBERED_SEGMENTS_MIN, SEARCH_REMEMBERED_TEXT_BYTES_MAX,
};
use arc_swap::{ArcSwap, ArcSwapOption};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// A row of a segment that matches, below its rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit(u16);

const _: () = assert!(Rank::ALL.len() * SEGMENT_ROWS <= 1 << u16::BITS);

impl Hit {
    fn new(rank: Rank, row: u16) -> Self {
        Self(rank as u16 * SEGMENT_ROWS as u16 + row)
    }

    pub(super) fn rank(self) -> Rank {
        Rank::ALL[usize::from(self.0) / SEGMENT_ROWS]
    }

    pub(super) fn row(self) -> u16 {
        self.0 % SEGMENT_ROWS as u16
    }
}

/// Where one query finds somebody: the hits of each segment that has any, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Matched {
    segments: Vec<InSegment>,
    hits: Vec<Hit>,
    was_asked: AtomicBool,
    /// The rows of the best of them all, once somebody has asked a second time.
    best: OnceLock<Box<[u32]>>,
}

#[derive(Debug)]
struct InSegment {
    at: u32,
    /// Where its hits end.
    end: u32,
    lead: Lead,
}

/// The rank of the best hit of a segment and the beginning of its sort key as one number, once somebody has looked: that alone says of
/// most segments that none of their hits is among the best.
#[derive(Debug, Default)]
pub(super) struct Lead(AtomicU64);

const LEAD_KEY_BYTES: usize = 7;

/// The larger of two leads belongs to the worse hit. No sort key begins with zeros, so none is zero.
pub(super) fn lead_of(rank: Rank, sort_key: &[u8]) -> u64 {
    let mut bytes = [0; LEAD_KEY_BYTES + 1];
    bytes[0] = rank as u8;
    let length = sort_key.len().min(LEAD_KEY_BYTES);
    bytes[1..=length].copy_from_slice(&sort_key[..length]);
    u64::from_be_bytes(bytes)
}

impl Lead {
    /// `find` tells it when nobody has looked. Whoever looks finds the same.
    pub(super) fn get(&self, find: impl FnOnce() -> u64) -> u64 {
        let known = self.0.load(Ordering::Relaxed);
        if known != 0 {
            return known;
        }
        let found = find();
        self.0.store(found, Ordering::Relaxed);
        found
    }
}

/// The hits of one segment, the best rank first, each row once.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// The place of the segment.
    pub(super) at: usize,
    pub(super) hits: &'a [Hit],
    pub(super) lead: &'a Lead,
}

impl Matched {
    /// Adds what was found in a segment, which is behind all that were added.
    pub(super) fn add(&mut self, at: usize, found: &Found) {
        let begin = self.hits.len();
        let mut taken = [0; SEGMENT_ROWS / 64];
        for rank in found.ranks() {
            let rows = found.of(rank).iter().zip(&mut taken);
            for (word, (rows, taken)) in (0..).zip(rows) {
                let mut new = rows & !*taken;
                *taken |= rows;
                while new != 0 {
                    let row = word * 64 + new.trailing_zeros() as u16;
                    self.hits.push(Hit::new(rank, row));
                    new &= new - 1;
                }
            }
        }
        if self.hits.len() > begin {
            self.end(at, Lead::default());
        }
    }

    /// Adds what was found in a segment before.
    pub(super) fn add_known(&mut self, part: Part<'_>) {
        self.hits.extend_from_slice(part.hits);
        let lead = Lead(AtomicU64::new(part.lead.0.load(Ordering::Relaxed)));
        self.end(part.at, lead);
    }

    fn end(&mut self, at: usize, lead: Lead) {
        let (at, end) = (at as u32, self.hits.len() as u32);
        self.segments.push(InSegment { at, end, lead });
    }

    /// The best of those who are allowed, so many or all that there are, if the best of all tell that; `find` finds these.
    pub(super) fn best(
        &self,
        count: usize,
        is_allowed: impl Fn(&u32) -> bool,
        find: impl FnOnce() -> Vec<u32>,
    ) -> Option<Vec<u32>> {
        if count > SEARCH_REMEMBERED_BEST {
            return None;
        }
        let known = self.best.get();
        if known.is_none() && !self.was_asked.swap(true, Ordering::Relaxed) {
            return None;
        }
        let all = self.best.get_or_init(|| find().into());
        let allowed = all.iter().copied().filter(is_allowed);
        let best: Vec<u32> = allowed.take(count).collect();
        (best.len() == count || all.len() == self.hits.len()).then_some(best)
    }

    /// How many segments have hits.
    pub(super) fn len(&self) -> usize {
        self.segments.len()
    }

    /// Those of all segments, in order.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        (0..self.segments.len()).map(|index| self.part(index))
    }

    /// Those of the segment at a place.
    pub(super) fn part_at(&self, at: usize) -> Option<Part<'_>> {
        let index = self
            .segments
            .binary_search_by_key(&at, |segment| segment.at as usize);
        Some(self.part(index.ok()?))
    }

    fn part(&self, index: usize) -> Part<'_> {
        let InSegment { at, end, lead } = &self.segments[index];
        let begin = index.checked_sub(1);
        let begin = begin.map_or(0, |before| self.segments[before].end);
        Part {
            at: *at as usize,
            hits: &self.hits[begin as usize..*end as usize],
            lead,
        }
    }

    fn bytes(&self) -> usize {
        let best = self.hits.len().min(SEARCH_REMEMBERED_BEST) * size_of::<u32>();
        let segments = self.segments.capacity() * size_of::<InSegment>();
        size_of::<Self>() + segments + self.hits.capacity() * size_of::<Hit>() + best
    }

    fn shrink(&mut self) {
        self.segments.shrink_to_fit();
        self.hits.shrink_to_fit();
    }
}

/// The serial number of each segment of a value, 0 where there is none.
pub(super) type Serials = Arc<Vec<u64>>;

/// What one query found.
#[derive(Debug)]
pub(super) struct Known {
    text: Box<str>,
    full_match: bool,
    /// The segments as they were then.
    pub(super) serials: Serials,
    pub(super) matched: Arc<Matched>,
    bytes: usize,
    /// Whether anybody has asked the same since room was made here.
    was_recalled: AtomicBool,
}

impl Known {
    fn is_of(&self, (text, full_match): (&str, bool)) -> bool {
        *self.text == *text && self.full_match == full_match
    }
}

/// The queries of one organization, shared by all its values.
#[derive(Debug, Default)]
pub(super) struct Remembered(OnceLock<Places>);

#[derive(Debug)]
struct Places {
    queries: Box<[ArcSwapOption<Known>]>,
    /// Those of the value that was asked last, which most queries share.
    serials: ArcSwap<Vec<u64>>,
    bytes: AtomicUsize,
    /// Where room is made next.
    hand: AtomicUsize,
}

impl Default for Places {
    fn default() -> Self {
        let queries = std::iter::repeat_with(ArcSwapOption::default);
        Self {
            queries: queries.take(SEARCH_REMEMBERED_QUERIES).collect(),
            serials: ArcSwap::default(),
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

    /// What the numbers take that a query is kept with. The first query that a value was asked pays for all that share them.
    fn bytes_of(&self, serials: &Serials) -> usize {
        if Arc::ptr_eq(&self.serials.load(), serials) {
            return 0;
        }
        self.serials.store(serials.clone());
        serials.len() * size_of::<u64>()
    }

    /// Forgets queries, one place after the other, until what is left fits. Those that were asked again since it came by last are
    /// spared until it comes by next.
    fn make_room(&self, bytes_max: usize) {
        for _ in 0..2 * SEARCH_REMEMBERED_QUERIES {
            if self.bytes.load(Ordering::Relaxed) <= bytes_max {
                return;
            }
            let place = self.hand.fetch_add(1, Ordering::Relaxed) % SEARCH_REMEMBERED_QUERIES;
            let is_spared = |known: &Arc<Known>| known.was_recalled.swap(false, Ordering::Relaxed);
            if !self.queries[place].load().as_ref().is_some_and(is_spared) {
                self.put(place, None);
            }
        }
    }

    /// Where a query is to be kept: where it is, else where none is, else in place of one that nobody has asked again.
    fn place_for(&self, asked: (&str, bool)) -> usize {
        let [one, other] = places_of(asked);
        let worth = |place: usize| match self.queries[place].load().as_ref() {
            Some(known) if known.is_of(asked) => 0,
            None => 1,
            Some(known) => 2 + u8::from(known.was_recalled.load(Ordering::Relaxed)),
        };
        if worth(other) < worth(one) {
            other
        } else {
            one
        }
    }
}

const _: () = assert!(SEARCH_REMEMBERED_QUERIES.is_multiple_of(2));

/// The two places where a query may be kept: with one alone, half of a thousand queries would push each other out.
fn places_of((text, full_match): (&str, bool)) -> [usize; 2] {
    let mut hasher = DefaultHasher::new();
    (text, full_match).hash(&mut hasher);
    let place = (hasher.finish() % SEARCH_REMEMBERED_QUERIES as u64) as usize;
    [place, place ^ 1]
}

impl Remembered {
    /// What the same query found before.
    pub(super) fn recall(&self, asked: (&str, bool)) -> Option<Arc<Known>> {
        let places = self.0.get()?;
        places_of(asked).into_iter().find_map(|place| {
            let known = places.queries[place].load();
            let known = known.as_ref().filter(|known| known.is_of(asked))?;
            known.was_recalled.store(true, Ordering::Relaxed);
            Some(known.clone())
        })
    }

    /// Keeps what a query found in these segments.
    pub(super) fn learn(
        &self,
        asked: (&str, bool),
        serials: &Serials,
        mut matched: Matched,
    ) -> Arc<Matched> {
        let segments = serials.len();
        let (text, full_match) = asked;
        if segments < SEARCH_REMEMBERED_SEGMENTS_MIN
            || text.len() > SEARCH_REMEMBERED_TEXT_BYTES_MAX
        {
            return Arc::new(matched);
        }
        matched.shrink();
        let matched = Arc::new(matched);
        let places = self.0.get_or_init(Places::default);
        let bytes = size_of::<Known>() + matched.bytes() + places.bytes_of(serials);
        let known = Known {
            text: text.into(),
            full_match,
            serials: serials.clone(),
            matched: matched.clone(),
            bytes,
            was_recalled: AtomicBool::new(false),
        };
        places.put(places.place_for(asked), Some(Arc::new(known)));
        places.make_room(segments * SEGMENT_ROWS * SEARCH_REMEMBERED_BYTES_PER_ROW);
        matched
    }

    /// Bytes that are kept.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        let places = self.0.get();
        places.map_or(0, |places| places.bytes.load(Ordering::Relaxed))
    }
}

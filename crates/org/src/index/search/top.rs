//! The best of many hits.

use super::query::Rank;
use super::remembered::{Hit, Part, lead_of};
use super::scan::Mask;
use super::segment::Segment;
use super::token::SEGMENT_ROWS;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

type RowKey<'a> = dyn Fn(u32, &mut dyn FnMut(&str)) + 'a;

/// Keeps the best hits that were offered.
pub(super) struct Top<'a> {
    /// The worst of them on top.
    kept: BinaryHeap<Kept>,
    size: usize,
    row_key: &'a RowKey<'a>,
    sort_key: Vec<u8>,
    rows: Vec<(u16, u16)>,
}

/// Fields in the order in which they decide.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    rank: Rank,
    sort_key: Box<[u8]>,
    row_key: Box<str>,
    row: u32,
}

impl<'a> Top<'a> {
    pub(super) fn new(size: usize, row_key: &'a RowKey<'a>) -> Self {
        Self {
            kept: BinaryHeap::new(),
            size,
            row_key,
            sort_key: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Offers those hits of a segment that may be found, the best first, until one is worse than all that are kept.
    pub(super) fn offer(&mut self, part: Part<'_>, segment: &Segment, allowed: Option<&Mask>) {
        if self.is_full() {
            let Some(worst) = self.kept.peek() else {
                return;
            };
            // The best of all hits says enough of most segments, without a look at the others.
            let lead = |part: Part<'_>| part.lead.get(|| lead(segment, part.hits));
            if worst.rank < part.hits[0].rank() || lead_of(worst.rank, &worst.sort_key) < lead(part)
            {
                return;
            }
        }
        let first_row = (part.at * SEGMENT_ROWS) as u32;
        for alike in part.hits.chunk_by(|one, other| one.rank() == other.rank()) {
            let rank = alike[0].rank();
            let is_behind = |worst: &Kept| worst.rank < rank;
            if self.is_full() && self.kept.peek().is_none_or(is_behind) {
                return;
            }
            self.offer_ranked(rank, alike, segment, first_row, allowed);
        }
    }

    fn offer_ranked(
        &mut self,
        rank: Rank,
        hits: &[Hit],
        segment: &Segment,
        first_row: u32,
        allowed: Option<&Mask>,
    ) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        let found = hits.iter().map(|hit| hit.row());
        let found = found.filter(|row| allowed.is_none_or(|allowed| holds(allowed, *row)));
        for row in found {
            match segment.order(row) {
                Some(order) => rows.push((order, row)),
                None => drop(self.take(rank, segment, first_row, row)),
            }
        }
        // Of most segments the best is not good enough: only where it is, the others are put in order.
        if let Some(&best) = rows.iter().min()
            && self.take(rank, segment, first_row, best.1)
        {
            rows.sort_unstable();
            for &(_, row) in &rows[1..] {
                if !self.take(rank, segment, first_row, row) {
                    break;
                }
            }
        }
        self.rows = rows;
    }

    fn is_full(&self) -> bool {
        self.kept.len() >= self.size
    }

    /// Says whether hits with the next sort key may still be good enough.
    fn take(&mut self, rank: Rank, segment: &Segment, first_row: u32, row: u16) -> bool {
        self.sort_key.clear();
        segment.write_key(row, &mut self.sort_key);
        let row = first_row + u32::from(row);
        if let Some(worst) = self.kept.peek().filter(|_| self.is_full()) {
            match (rank, &*self.sort_key).cmp(&(worst.rank, &*worst.sort_key)) {
                Ordering::Greater => return false,
                // Many have the same name: most of them are turned away here.
                Ordering::Equal => {
                    let mut comes_later = false;
                    (self.row_key)(row, &mut |key| comes_later = *key >= *worst.row_key);
                    if comes_later {
                        return true;
                    }
                }
                Ordering::Less => {}
            }
        }
        if self.size == 0 {
            return false;
        }
        let mut row_key = Box::default();
        (self.row_key)(row, &mut |key| row_key = key.into());
        self.kept.push(Kept {
            rank,
            sort_key: self.sort_key.as_slice().into(),
            row_key,
            row,
        });
        if self.kept.len() > self.size {
            self.kept.pop();
        }
        true
    }

    /// The rows, best first.
    pub(super) fn into_rows(self) -> Vec<u32> {
        self.kept
            .into_sorted_vec()
            .into_iter()
            .map(|kept| kept.row)
            .collect()
    }
}

/// Whether a row is in a mask.
pub(super) fn holds(mask: &Mask, row: u16) -> bool {
    mask[usize::from(row / 64)] & (1 << (row % 64)) != 0
}

/// What tells of the best of some hits of a segment.
fn lead(segment: &Segment, hits: &[Hit]) -> u64 {
    let rank = hits[0].rank();
    let best = hits.iter().take_while(|hit| hit.rank() == rank);
    let rows = best.map(|hit| (segment.order(hit.row()), hit.row()));
    let (late, placed): (Vec<_>, Vec<_>) = rows.partition(|(order, _)| order.is_none());
    let mut key = Vec::new();
    let leads = late.into_iter().chain(placed.into_iter().min());
    let leads = leads.map(|(_, row)| {
        key.clear();
        segment.write_key(row, &mut key);
        lead_of(rank, &key)
    });
    leads.min().unwrap_or(u64::MAX)
}

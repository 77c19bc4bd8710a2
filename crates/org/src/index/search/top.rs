//! The best of many hits.

use super::query::Rank;
use super::remembered::Ranked;
use super::scan::Mask;
use super::segment::Segment;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

type RowKey<'a> = dyn Fn(u32, &mut dyn FnMut(&str)) + 'a;

/// Keeps the best hits that were offered.
pub(super) struct Top<'a> {
    /// The worst of them on top.
    kept: BinaryHeap<Hit>,
    size: usize,
    row_key: &'a RowKey<'a>,
    sort_key: Vec<u8>,
    rows: Vec<(u16, u16)>,
}

/// Fields in the order in which they decide.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
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

    /// Offers those rows of a segment that match with a rank and may be found, the best first, until one is worse than all that
    /// are kept.
    pub(super) fn offer(
        &mut self,
        ranked: &Ranked,
        segment: &Segment,
        first_row: u32,
        rows: &Mask,
    ) {
        let rank = ranked.rank;
        if self.is_full() {
            let Some(worst) = self.kept.peek() else {
                return;
            };
            // The first of all rows says enough of most segments, without a look at their names.
            let first_key = ranked.first_key.get();
            let is_behind = || first_key.is_some_and(|first| **first > *worst.sort_key);
            if worst.rank < rank || (worst.rank == rank && is_behind()) {
                return;
            }
        }
        in_order(segment, rows, &mut self.rows);
        let Some(&best) = self.rows.iter().min() else {
            return;
        };
        ranked
            .first_key
            .get_or_init(|| first_key(segment, &ranked.rows));
        if !self.take(rank, segment, first_row, best.1) {
            return;
        }
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_unstable();
        for &(_, row) in &rows[1..] {
            if !self.take(rank, segment, first_row, row) {
                break;
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
        self.kept.push(Hit {
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
            .map(|hit| hit.row)
            .collect()
    }
}

/// The sort key of the first of some rows of a segment.
fn first_key(segment: &Segment, rows: &Mask) -> Box<[u8]> {
    let mut all = Vec::new();
    in_order(segment, rows, &mut all);
    let mut key = Vec::new();
    if let Some((_, row)) = all.iter().min() {
        segment.write_key(*row, &mut key);
    }
    key.into()
}

/// The rows of a mask, each behind its place in the order of the segment.
fn in_order(segment: &Segment, rows: &Mask, found: &mut Vec<(u16, u16)>) {
    found.clear();
    for (word, &bits) in (0..).zip(rows) {
        let mut bits = bits;
        while bits != 0 {
            let row = word * 64 + bits.trailing_zeros() as u16;
            found.push((segment.order(row), row));
            bits &= bits - 1;
        }
    }
}

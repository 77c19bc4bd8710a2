//! The best of many hits.

use super::query::Rank;
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

    /// Offers rows of a segment that match with a rank, the best first, until one is worse than all that are kept.
    pub(super) fn offer(&mut self, rank: Rank, segment: &Segment, first_row: u32, rows: &Mask) {
        if self.is_full() && self.kept.peek().is_none_or(|worst| worst.rank < rank) {
            return;
        }
        self.rows.clear();
        for (word, &bits) in (0..).zip(rows) {
            let mut bits = bits;
            while bits != 0 {
                let row = word * 64 + bits.trailing_zeros() as u16;
                self.rows.push((segment.order(row), row));
                bits &= bits - 1;
            }
        }
        let Some(&best) = self.rows.iter().min() else {
            return;
        };
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
        let against_worst = match self.kept.peek() {
            Some(worst) if self.is_full() => {
                (rank, &*self.sort_key).cmp(&(worst.rank, &*worst.sort_key))
            }
            None if self.is_full() => return false,
            _ => Ordering::Less,
        };
        if against_worst == Ordering::Greater {
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

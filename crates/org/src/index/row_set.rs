//! Sets of rows.
//!
//! Rows lie in chunks of 65,536: a sorted list while there are few, a bit for each row when there are many. Chunks are
//! shared by clones and copied when they change.

mod algebra;

pub(crate) use algebra::Union;

use std::sync::Arc;

const CHUNK_ROWS: u32 = 1 << 16;
const CHUNK_WORDS: usize = CHUNK_ROWS as usize / 64;
/// Beyond this many rows a list takes more room than bits.
const LIST_ROWS_MAX: usize = 4_096;
/// Rows that [`RowSet::words`] gives at once.
const SPAN_ROWS: usize = 1_024;

/// A set of row numbers. A clone costs a pointer and keeps its content.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowSet {
    /// By number, none of them empty.
    chunks: Arc<[(u32, Chunk)]>,
    len: u64,
}

#[derive(Clone, Debug)]
enum Chunk {
    List(Arc<Vec<u16>>),
    Bits(Arc<Bits>),
}

#[derive(Clone, Debug)]
struct Bits {
    words: [u64; CHUNK_WORDS],
    len: usize,
}

impl RowSet {
    /// Adds a row and says whether it is new.
    pub(crate) fn insert(&mut self, row: u32) -> bool {
        let (number, low) = split(row);
        let at = self.chunks.partition_point(|(other, _)| *other < number);
        let added = if self
            .chunks
            .get(at)
            .is_some_and(|(other, _)| *other == number)
        {
            Arc::make_mut(&mut self.chunks)[at].1.insert(low)
        } else {
            let mut chunks = self.chunks.to_vec();
            chunks.insert(at, (number, Chunk::List(Arc::new(vec![low]))));
            self.chunks = chunks.into();
            true
        };
        self.len += u64::from(added);
        added
    }

    /// Takes a row out and says whether it was in.
    pub(crate) fn remove(&mut self, row: u32) -> bool {
        let (number, low) = split(row);
        let Some(at) = self.position(number) else {
            return false;
        };
        if !self.chunks[at].1.contains(low) {
            return false;
        }
        let chunk = &mut Arc::make_mut(&mut self.chunks)[at].1;
        chunk.remove(low);
        if chunk.len() == 0 {
            let mut chunks = self.chunks.to_vec();
            chunks.remove(at);
            self.chunks = chunks.into();
        }
        self.len -= 1;
        true
    }

    /// How many rows are in.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// All rows, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.chunks.iter().flat_map(|(number, chunk)| {
            chunk
                .rows()
                .map(move |low| number * CHUNK_ROWS + u32::from(low))
        })
    }

    /// A bit for each of 1,024 rows; the first is a multiple of 1,024.
    pub(crate) fn words(&self, first_row: u32) -> [u64; SPAN_ROWS / 64] {
        let mut words = [0; SPAN_ROWS / 64];
        let (number, low) = split(first_row);
        if let Some(at) = self.position(number) {
            self.chunks[at].1.copy_words(low, &mut words);
        }
        words
    }

    /// The same for every 1,024 rows among which any is in, each behind its first row. Costs the rows.
    pub(crate) fn spans(&self) -> impl Iterator<Item = (u32, [u64; SPAN_ROWS / 64])> + '_ {
        let span_of = |row: u32| row - row % SPAN_ROWS as u32;
        let mut rows = self.iter().peekable();
        std::iter::from_fn(move || {
            let first = span_of(*rows.peek()?);
            let mut words = [0; SPAN_ROWS / 64];
            while let Some(row) = rows.next_if(|row| span_of(*row) == first) {
                let low = (row - first) as usize;
                words[low / 64] |= 1 << (low % 64);
            }
            Some((first, words))
        })
    }

    /// Adds every row of another set.
    pub(crate) fn union_with(&mut self, other: &Self) {
        if self.chunks.is_empty() {
            *self = other.clone();
            return;
        }
        if Arc::ptr_eq(&self.chunks, &other.chunks) {
            return;
        }
        let mut chunks = self.chunks.to_vec();
        for (number, theirs) in other.chunks.iter() {
            match chunks.binary_search_by_key(number, |(number, _)| *number) {
                Ok(at) => chunks[at].1.union_with(theirs),
                Err(at) => chunks.insert(at, (*number, theirs.clone())),
            }
        }
        self.len = chunks.iter().map(|(_, chunk)| chunk.len() as u64).sum();
        self.chunks = chunks.into();
    }

    fn position(&self, number: u32) -> Option<usize> {
        self.chunks
            .binary_search_by_key(&number, |(number, _)| *number)
            .ok()
    }
}

impl FromIterator<u32> for RowSet {
    fn from_iter<T: IntoIterator<Item = u32>>(rows: T) -> Self {
        let mut rows: Vec<u32> = rows.into_iter().collect();
        rows.sort_unstable();
        rows.dedup();
        let chunk = |rows: &[u32]| {
            let low = rows.iter().map(|row| split(*row).1).collect();
            (split(rows[0]).0, Chunk::of(low))
        };
        let same_chunk = |one: &u32, other: &u32| split(*one).0 == split(*other).0;
        Self {
            len: rows.len() as u64,
            chunks: rows.chunk_by(same_chunk).map(chunk).collect(),
        }
    }
}

fn split(row: u32) -> (u32, u16) {
    (row / CHUNK_ROWS, (row % CHUNK_ROWS) as u16)
}

impl Chunk {
    /// From rows in order.
    fn of(rows: Vec<u16>) -> Self {
        if rows.len() > LIST_ROWS_MAX {
            Self::Bits(Arc::new(Bits::of(&rows)))
        } else {
            Self::List(Arc::new(rows))
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::List(rows) => rows.len(),
            Self::Bits(bits) => bits.len,
        }
    }

    fn contains(&self, row: u16) -> bool {
        match self {
            Self::List(rows) => rows.binary_search(&row).is_ok(),
            Self::Bits(bits) => bits.contains(row),
        }
    }

    fn insert(&mut self, row: u16) -> bool {
        match self {
            Self::List(rows) => {
                let Err(at) = rows.binary_search(&row) else {
                    return false;
                };
                let rows = Arc::make_mut(rows);
                rows.insert(at, row);
                if rows.len() > LIST_ROWS_MAX {
                    *self = Self::of(std::mem::take(rows));
                }
                true
            }
            Self::Bits(bits) if bits.contains(row) => false,
            Self::Bits(bits) => {
                Arc::make_mut(bits).insert(row);
                true
            }
        }
    }

    /// Takes out a row that is in.
    fn remove(&mut self, row: u16) {
        match self {
            Self::List(rows) => {
                if let Ok(at) = rows.binary_search(&row) {
                    Arc::make_mut(rows).remove(at);
                }
            }
            Self::Bits(bits) => {
                Arc::make_mut(bits).remove(row);
                // Half the limit, so that one row coming and going does not convert each time.
                if bits.len < LIST_ROWS_MAX / 2 {
                    *self = Self::List(Arc::new(bits.rows().collect()));
                }
            }
        }
    }

    fn union_with(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::List(own), Self::List(theirs)) => {
                let mut rows = [own.as_slice(), theirs.as_slice()].concat();
                rows.sort_unstable();
                rows.dedup();
                *self = Self::of(rows);
            }
            (Self::List(own), Self::Bits(theirs)) => {
                let mut bits = theirs.clone();
                own.iter()
                    .for_each(|row| Arc::make_mut(&mut bits).insert(*row));
                *self = Self::Bits(bits);
            }
            (Self::Bits(own), Self::List(theirs)) => {
                let own = Arc::make_mut(own);
                theirs.iter().for_each(|row| own.insert(*row));
            }
            (Self::Bits(own), Self::Bits(theirs)) => Arc::make_mut(own).union_with(theirs),
        }
    }

    fn rows(&self) -> impl Iterator<Item = u16> {
        let (list, bits) = match self {
            Self::List(rows) => (rows.as_slice(), None),
            Self::Bits(bits) => (&[][..], Some(bits)),
        };
        list.iter()
            .copied()
            .chain(bits.into_iter().flat_map(|bits| bits.rows()))
    }

    fn copy_words(&self, first: u16, words: &mut [u64; SPAN_ROWS / 64]) {
        match self {
            Self::List(rows) => {
                let from = rows.partition_point(|row| *row < first);
                for row in rows[from..]
                    .iter()
                    .map(|row| usize::from(row - first))
                    .take_while(|row| *row < SPAN_ROWS)
                {
                    words[row / 64] |= 1 << (row % 64);
                }
            }
            Self::Bits(bits) => {
                let from = usize::from(first) / 64;
                words.copy_from_slice(&bits.words[from..from + SPAN_ROWS / 64]);
            }
        }
    }
}

impl Bits {
    fn of(rows: &[u16]) -> Self {
        let mut bits = Self {
            words: [0; CHUNK_WORDS],
            len: 0,
        };
        rows.iter().for_each(|row| bits.insert(*row));
        bits
    }

    fn contains(&self, row: u16) -> bool {
        self.words[usize::from(row) / 64] & (1 << (row % 64)) != 0
    }

    fn insert(&mut self, row: u16) {
        self.len += usize::from(!self.contains(row));
        self.words[usize::from(row) / 64] |= 1 << (row % 64);
    }

    fn remove(&mut self, row: u16) {
        self.len -= usize::from(self.contains(row));
        self.words[usize::from(row) / 64] &= !(1 << (row % 64));
    }

    fn union_with(&mut self, other: &Self) {
        self.len = 0;
        for (own, theirs) in self.words.iter_mut().zip(&other.words) {
            *own |= theirs;
            self.len += own.count_ones() as usize;
        }
    }

    fn rows(&self) -> impl Iterator<Item = u16> {
        (0..).zip(&self.words).flat_map(|(number, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as u16;
                left &= left.checked_sub(1)?;
                Some(number * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn words_of(rows: &BTreeSet<u32>, first_row: u32) -> [u64; SPAN_ROWS / 64] {
        let mut words = [0; SPAN_ROWS / 64];
        for row in rows
            .range(first_row..first_row + SPAN_ROWS as u32)
            .map(|row| (row - first_row) as usize)
        {
            words[row / 64] |= 1 << (row % 64);
        }
        words
    }

    fn check(set: &RowSet, model: &BTreeSet<u32>) {
        assert_eq!(set.len(), model.len() as u64);
        assert!(set.iter().eq(model.iter().copied()));
        for first_row in (0..200_000).step_by(SPAN_ROWS) {
            assert_eq!(set.words(first_row), words_of(model, first_row));
        }
        let with_rows = (0..200_000).step_by(SPAN_ROWS).filter_map(|first_row| {
            let words = words_of(model, first_row);
            (words != [0; SPAN_ROWS / 64]).then_some((first_row, words))
        });
        let spans = set.spans().filter(|(first_row, _)| *first_row < 200_000);
        assert!(spans.eq(with_rows));
    }

    #[test]
    fn an_empty_set_holds_nothing_and_is_small() {
        let mut set = RowSet::default();
        check(&set, &BTreeSet::new());
        assert!(!set.remove(5));
        assert!(size_of::<RowSet>() <= 24 && size_of::<(u32, Chunk)>() <= 24);
    }

    #[test]
    fn a_row_comes_once_and_goes_once() {
        let mut set = RowSet::default();
        for row in [0, 65_535, 65_536, u32::MAX] {
            assert!(set.insert(row));
            assert!(!set.insert(row));
        }
        assert!(!set.remove(1) && !set.remove(131_072));
        assert!(set.remove(65_536) && !set.remove(65_536));
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 65_535, u32::MAX]);
    }

    #[test]
    fn many_rows_turn_into_bits_and_back() {
        let mut set: RowSet = (0..10_000).map(|row| row * 3).collect();
        let mut model: BTreeSet<u32> = (0..10_000).map(|row| row * 3).collect();
        let kept = set.clone();
        check(&set, &model);
        for row in 0..29_000 {
            assert_eq!(set.remove(row), model.remove(&row));
        }
        check(&set, &model);
        for row in 0..5_000 {
            assert_eq!(set.insert(row), model.insert(row));
        }
        check(&set, &model);
        assert_eq!(kept.len(), 10_000);
    }

    #[test]
    fn a_change_shares_the_other_chunks() {
        let before: RowSet = (0..300_000).step_by(7).collect();
        let mut after = before.clone();
        after.insert(70_001);
        let shared = before
            .chunks
            .iter()
            .zip(after.chunks.iter())
            .filter(|pair| match pair {
                ((_, Chunk::Bits(one)), (_, Chunk::Bits(other))) => Arc::ptr_eq(one, other),
                _ => false,
            });
        assert_eq!(shared.count(), before.chunks.len() - 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn behaves_as_a_tree_set(
            begin in prop::collection::btree_set(0_u32..200_000, 0..9_000),
            dense in prop::option::of((0_u32..3, 1_u32..8)),
            steps in prop::collection::vec((0_u32..200_000, any::<bool>()), 0..300),
            other in prop::collection::btree_set(0_u32..200_000, 0..9_000),
        ) {
            let mut model = begin;
            if let Some((chunk, every)) = dense {
                model.extend((chunk * CHUNK_ROWS..(chunk + 1) * CHUNK_ROWS).step_by(every as usize));
                model.retain(|row| *row < 200_000);
            }
            let mut set: RowSet = model.iter().copied().collect();
            let kept = (set.clone(), model.clone());
            for (row, comes) in steps {
                if comes {
                    prop_assert_eq!(set.insert(row), model.insert(row));
                } else {
                    prop_assert_eq!(set.remove(row), model.remove(&row));
                }
            }
            check(&set, &model);
            check(&kept.0, &kept.1);
            let mut united: RowSet = other.iter().copied().collect();
            united.union_with(&set);
            set.union_with(&other.iter().copied().collect());
            model.extend(other);
            check(&set, &model);
            check(&united, &model);
        }
    }
}

//! What two sets have in common, and what one has alone.

use super::{Bits, CHUNK_WORDS, Chunk, LIST_ROWS_MAX, RowSet, split};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Puts many sets together at the cost of their sizes.
#[derive(Default)]
pub(crate) struct Union {
    chunks: BTreeMap<u32, Box<[u64; CHUNK_WORDS]>>,
}

impl Union {
    fn words(&mut self, number: u32) -> &mut [u64; CHUNK_WORDS] {
        let chunk = self.chunks.entry(number);
        chunk.or_insert_with(|| Box::new([0; CHUNK_WORDS]))
    }

    pub(crate) fn insert(&mut self, row: u32) {
        let (number, low) = split(row);
        self.words(number)[usize::from(low) / 64] |= 1 << (low % 64);
    }

    pub(crate) fn add(&mut self, rows: &RowSet) {
        for (number, chunk) in rows.chunks.iter() {
            let words = self.words(*number);
            match chunk {
                Chunk::List(rows) => {
                    for low in rows.iter() {
                        words[usize::from(*low) / 64] |= 1 << (low % 64);
                    }
                }
                Chunk::Bits(bits) => {
                    for (own, theirs) in words.iter_mut().zip(&bits.words) {
                        *own |= theirs;
                    }
                }
            }
        }
    }

    pub(crate) fn finish(self) -> RowSet {
        let chunks = self.chunks.into_iter().filter_map(|(number, words)| {
            let len = words.iter().map(|word| word.count_ones() as usize).sum();
            let bits = Bits { words: *words, len };
            (len > 0).then(|| (number, chunk_of(bits)))
        });
        let chunks: Vec<(u32, Chunk)> = chunks.collect();
        RowSet {
            len: chunks.iter().map(|(_, chunk)| chunk.len() as u64).sum(),
            chunks: chunks.into(),
        }
    }
}

fn chunk_of(bits: Bits) -> Chunk {
    if bits.len > LIST_ROWS_MAX {
        Chunk::Bits(Arc::new(bits))
    } else {
        Chunk::List(Arc::new(bits.rows().collect()))
    }
}

impl RowSet {
    /// Whether a row is in.
    pub(crate) fn contains(&self, row: u32) -> bool {
        let (number, low) = split(row);
        self.position(number)
            .is_some_and(|at| self.chunks[at].1.contains(low))
    }

    /// The rows that are in both.
    pub(crate) fn within(&self, other: &Self) -> Self {
        self.joined(other, |own, theirs| theirs.map(|theirs| own.within(theirs)))
    }

    /// The rows that the other lacks.
    pub(crate) fn without(&self, other: &Self) -> Self {
        self.joined(other, |own, theirs| {
            Some(theirs.map_or_else(|| own.clone(), |theirs| own.without(theirs)))
        })
    }

    /// How many rows are in both.
    pub(crate) fn len_within(&self, other: &Self) -> u64 {
        if Arc::ptr_eq(&self.chunks, &other.chunks) {
            return self.len;
        }
        let both = self.chunks.iter().filter_map(|(number, own)| {
            let theirs = &other.chunks[other.position(*number)?].1;
            Some(own.len_within(theirs) as u64)
        });
        both.sum()
    }

    fn joined(&self, other: &Self, join: impl Fn(&Chunk, Option<&Chunk>) -> Option<Chunk>) -> Self {
        let chunks: Vec<(u32, Chunk)> = self
            .chunks
            .iter()
            .filter_map(|(number, own)| {
                let theirs = other.position(*number).map(|at| &other.chunks[at].1);
                let joined = join(own, theirs)?;
                (joined.len() > 0).then_some((*number, joined))
            })
            .collect();
        Self {
            len: chunks.iter().map(|(_, chunk)| chunk.len() as u64).sum(),
            chunks: chunks.into(),
        }
    }
}

impl Chunk {
    /// Costs the shorter list, or the words where both have bits.
    fn within(&self, theirs: &Self) -> Self {
        match (self, theirs) {
            (Self::Bits(own), Self::Bits(theirs)) => by_word(own, theirs, |one, other| one & other),
            (Self::List(rows), other) | (other, Self::List(rows)) => {
                let both = rows.iter().copied().filter(|row| other.contains(*row));
                Self::List(Arc::new(both.collect()))
            }
        }
    }

    /// Costs the list, or the words where both have bits.
    fn without(&self, theirs: &Self) -> Self {
        match (self, theirs) {
            (Self::Bits(own), Self::Bits(theirs)) => {
                by_word(own, theirs, |one, other| one & !other)
            }
            (Self::Bits(own), Self::List(rows)) => {
                let mut left = Bits::clone(own);
                rows.iter().for_each(|row| left.remove(*row));
                chunk_of(left)
            }
            (Self::List(rows), theirs) => {
                let left = rows.iter().copied().filter(|row| !theirs.contains(*row));
                Self::List(Arc::new(left.collect()))
            }
        }
    }

    fn len_within(&self, other: &Self) -> usize {
        match (self, other) {
            (Self::Bits(one), Self::Bits(other)) => {
                let words = one.words.iter().zip(&other.words);
                words
                    .map(|(one, other)| (one & other).count_ones() as usize)
                    .sum()
            }
            (Self::List(rows), other) | (other, Self::List(rows)) => {
                rows.iter().filter(|row| other.contains(**row)).count()
            }
        }
    }
}

fn by_word(one: &Bits, other: &Bits, join: impl Fn(u64, u64) -> u64) -> Chunk {
    let mut bits = Bits {
        words: [0; CHUNK_WORDS],
        len: 0,
    };
    for (at, (one, other)) in one.words.iter().zip(&other.words).enumerate() {
        bits.words[at] = join(*one, *other);
        bits.len += bits.words[at].count_ones() as usize;
    }
    chunk_of(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn rows() -> impl Strategy<Value = BTreeSet<u32>> {
        let scattered = prop::collection::btree_set(0_u32..200_000, 0..300);
        let dense = prop::option::of((0_u32..3, 1_u32..12));
        (scattered, dense).prop_map(|(mut rows, dense)| {
            if let Some((chunk, every)) = dense {
                rows.extend((chunk * 65_536..(chunk + 1) * 65_536).step_by(every as usize));
            }
            rows
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn behaves_as_tree_sets(one in rows(), other in rows()) {
            let (left, right): (RowSet, RowSet) =
                (one.iter().copied().collect(), other.iter().copied().collect());
            let within = left.within(&right);
            prop_assert!(within.iter().eq(one.intersection(&other).copied()));
            prop_assert_eq!(within.len(), left.len_within(&right));
            let without = left.without(&right);
            prop_assert!(without.iter().eq(one.difference(&other).copied()));
            prop_assert_eq!(without.len() + within.len(), left.len());
            let mut union = Union::default();
            union.add(&left);
            other.iter().for_each(|row| union.insert(*row));
            union.add(&right);
            prop_assert!(union.finish().iter().eq(one.union(&other).copied()));
            for row in one.iter().chain(&other).take(200) {
                prop_assert_eq!(left.contains(*row), one.contains(row));
            }
        }
    }
}

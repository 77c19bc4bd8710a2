//! From a text key to the row that has it, without keeping the text.
//!
//! Linear hashing over shards of about 64 entries. An entry is one byte of the hash and four bytes of row number, so a
//! million keys take 6 MB; whether a row really has the key is asked of whoever keeps the rows. A shard is copied when
//! it changes and shared otherwise: a clone costs a few pointers and keeps its content.

use foldhash::quality::FixedState;
use imbl::Vector;
use rayon::prelude::*;
use std::hash::BuildHasher;
use std::sync::Arc;

/// Above this many entries a shard on average, one shard is split.
const SPLIT_ABOVE: usize = 64;
/// Below this many entries a shard on average, the last shard goes back to the one it came from.
const MERGE_BELOW: usize = 24;
const ROW_BYTES: usize = 4;

/// Row numbers by text key.
///
/// Invariant: a row is in the shard that the hash of its key names, so a key must leave the table before its row gets
/// another one.
#[derive(Clone, Debug)]
pub(crate) struct KeyTable {
    shards: Vector<Shard>,
    len: u32,
    seed: u64,
}

/// The tags of all entries, then their rows in the same order.
#[derive(Clone, Debug)]
struct Shard(Arc<[u8]>);

impl KeyTable {
    /// An empty table. The seed keeps outsiders from choosing keys that all fall into one shard.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            shards: Vector::new(),
            len: 0,
            seed,
        }
    }

    /// Holds these rows, each with the hash that [`KeyTable::hash`] gave its key; no key comes twice.
    pub(crate) fn fill(&mut self, mut rows: Vec<(u64, u32)>) {
        self.len = rows.len() as u32;
        let count = rows.len().div_ceil(SPLIT_ABOVE);
        rows.par_sort_unstable_by_key(|&(hash, row)| (shard_among(count, hash), row));
        let mut rest = rows.as_slice();
        let mut entries = Vec::with_capacity(2 * SPLIT_ABOVE);
        self.shards = (0..count)
            .map(|at| {
                let is_own = |one: &&(u64, u32)| shard_among(count, one.0) == Some(at);
                let own = rest.iter().take_while(is_own).count();
                entries.clear();
                entries.extend(rest[..own].iter().map(|&(hash, row)| (tag(hash), row)));
                rest = &rest[own..];
                Shard::of(&entries)
            })
            .collect();
    }

    /// The hash of a key in this table.
    pub(crate) fn hash(&self, key: &str) -> u64 {
        hash_of(self.seed, key)
    }

    /// How many entries there are.
    fn len(&self) -> usize {
        self.len as usize
    }

    /// The row that has the key; `is` says whether a row does.
    pub(crate) fn get(&self, key: &str, is: impl Fn(u32) -> bool) -> Option<u32> {
        let hash = hash_of(self.seed, key);
        let shard = self.shards.get(self.shard_of(hash)?)?;
        shard.rows_tagged(tag(hash)).find(|&row| is(row))
    }

    /// Adds a key that is not in the table. `key_of_row` tells the key of any other row in it, for moving entries.
    pub(crate) fn insert(
        &mut self,
        key: &str,
        row: u32,
        key_of_row: impl Fn(u32, &mut dyn FnMut(&str)),
    ) {
        let hash = hash_of(self.seed, key);
        match self.shard_of(hash) {
            None => self.shards.push_back(Shard::of(&[(tag(hash), row)])),
            Some(at) => {
                let shard = &mut self.shards[at];
                *shard = shard.with(tag(hash), row);
            }
        }
        self.len += 1;
        if self.len() > self.shards.len() * SPLIT_ABOVE {
            let seed = self.seed;
            self.split(|other| {
                if other == row {
                    return hash;
                }
                let mut found = None;
                key_of_row(other, &mut |key| found = Some(hash_of(seed, key)));
                found.expect("a row in a key table has a key")
            });
        }
    }

    /// Removes a row that has the key, if it is in the table. Texts are not kept, so a row with another key may be taken
    /// for it.
    pub(crate) fn remove(&mut self, key: &str, row: u32) {
        let hash = hash_of(self.seed, key);
        let Some(at) = self.shard_of(hash) else {
            return;
        };
        let Some(without) = self.shards[at].without(tag(hash), row) else {
            return;
        };
        self.shards[at] = without;
        self.len -= 1;
        if self.len() < self.shards.len() * MERGE_BELOW {
            self.merge();
        }
    }

    /// The low bits name the shard; where the table has not grown that far yet, one bit fewer does.
    fn shard_of(&self, hash: u64) -> Option<usize> {
        shard_among(self.shards.len(), hash)
    }

    fn split(&mut self, hash_of: impl Fn(u32) -> u64) {
        let new = self.shards.len();
        let old = origin(new);
        let deciding_bit = (new - old) as u64;
        let (moved, kept): (Vec<_>, Vec<_>) = self.shards[old]
            .entries()
            .partition(|&(_, row)| hash_of(row) & deciding_bit != 0);
        self.shards[old] = Shard::of(&kept);
        self.shards.push_back(Shard::of(&moved));
    }

    fn merge(&mut self) {
        if self.shards.len() < 2 {
            return;
        }
        let last = self
            .shards
            .pop_back()
            .expect("there are at least two shards");
        let into = origin(self.shards.len());
        let into = &mut self.shards[into];
        let entries: Vec<_> = into.entries().chain(last.entries()).collect();
        *into = Shard::of(&entries);
    }
}

fn shard_among(count: usize, hash: u64) -> Option<usize> {
    if count == 0 {
        return None;
    }
    let mask = count.next_power_of_two() - 1;
    let at = hash as usize & mask;
    Some(if at < count { at } else { at & (mask >> 1) })
}

fn hash_of(seed: u64, key: &str) -> u64 {
    FixedState::with_seed(seed).hash_one(key)
}

/// The high bits, as the low ones are equal within a shard.
fn tag(hash: u64) -> u8 {
    (hash >> 56) as u8
}

/// The shard that the shard at this place was split from: the same number without its highest bit.
fn origin(shard: usize) -> usize {
    shard - (1 << shard.ilog2())
}

impl Shard {
    fn of(entries: &[(u8, u32)]) -> Self {
        let mut bytes = Vec::with_capacity(entries.len() * (1 + ROW_BYTES));
        bytes.extend(entries.iter().map(|(tag, _)| tag));
        for (_, row) in entries {
            bytes.extend_from_slice(&row.to_le_bytes());
        }
        Self(bytes.into())
    }

    fn parts(&self) -> (&[u8], &[[u8; ROW_BYTES]]) {
        let (tags, rows) = self.0.split_at(self.0.len() / (1 + ROW_BYTES));
        (tags, rows.as_chunks().0)
    }

    fn entries(&self) -> impl Iterator<Item = (u8, u32)> {
        let (tags, rows) = self.parts();
        tags.iter()
            .copied()
            .zip(rows.iter().map(|row| u32::from_le_bytes(*row)))
    }

    fn rows_tagged(&self, tag: u8) -> impl Iterator<Item = u32> {
        let (tags, rows) = self.parts();
        memchr::memchr_iter(tag, tags).map(|at| u32::from_le_bytes(rows[at]))
    }

    fn with(&self, tag: u8, row: u32) -> Self {
        let (tags, rows) = self.parts();
        let row = row.to_le_bytes();
        Self([tags, &[tag], rows.as_flattened(), &row].concat().into())
    }

    fn without(&self, tag: u8, row: u32) -> Option<Self> {
        let (tags, rows) = self.parts();
        let row = row.to_le_bytes();
        let at = memchr::memchr_iter(tag, tags).find(|&at| rows[at] == row)?;
        let parts = [
            &tags[..at],
            &tags[at + 1..],
            rows[..at].as_flattened(),
            rows[at + 1..].as_flattened(),
        ];
        Some(Self(parts.concat().into()))
    }
}

#[cfg(test)]
mod tests;

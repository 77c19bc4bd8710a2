//! A list of row numbers that is changed in its middle: the members of a department.
//!
//! Rows lie in chunks, chunks in groups. A change copies one chunk and the places of those beside it, and shares all others with
//! the list of before.

use std::cmp::Ordering;
use std::sync::Arc;

/// A longer chunk is parted.
const CHUNK_ROWS_MAX: usize = 512;
/// A longer group is parted.
const GROUP_CHUNKS_MAX: usize = 32;

/// Row numbers in an order that somebody else keeps. A clone costs a pointer and keeps its content.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemberList {
    groups: Arc<[Group]>,
    len: usize,
}

/// Neither a group nor a chunk is empty.
#[derive(Clone, Debug)]
struct Group {
    len: usize,
    chunks: Arc<[Chunk]>,
}

type Chunk = Arc<[u32]>;

impl Group {
    fn of(chunks: &[Chunk]) -> Self {
        Self {
            len: chunks.iter().map(|chunk| chunk.len()).sum(),
            chunks: chunks.into(),
        }
    }

    fn last(&self) -> u32 {
        self.chunks
            .last()
            .and_then(|chunk| chunk.last())
            .copied()
            .expect("neither a group nor a chunk is empty")
    }
}

/// Puts others in place of one.
fn replaced<T: Clone>(all: &[T], at: usize, by: &[T]) -> Arc<[T]> {
    let after = all.get(at + 1..).unwrap_or_default();
    [&all[..at], by, after].concat().into()
}

/// One part, or two of half the length where it is longer than it may be; none of an empty one.
fn parted<T>(all: &[T], max: usize) -> impl Iterator<Item = &[T]> {
    let length = if all.len() > max {
        all.len().div_ceil(2)
    } else {
        max
    };
    all.chunks(length)
}

impl MemberList {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn get(&self, index: usize) -> Option<u32> {
        self.iter_from(index).next()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.iter_from(0)
    }

    /// From a place on.
    pub(crate) fn iter_from(&self, index: usize) -> impl Iterator<Item = u32> + '_ {
        let (group, mut rest) = self.group_of(index);
        let groups = self.groups.get(group..).unwrap_or_default();
        let chunks = groups.iter().flat_map(|group| &*group.chunks);
        let rows = chunks.flat_map(move |chunk| {
            let skipped = rest.min(chunk.len());
            rest -= skipped;
            &chunk[skipped..]
        });
        rows.copied()
    }

    /// Where a row stands of which `compare` says that it is the one, or else where it belongs, when those that are less come first.
    pub(crate) fn binary_search_by(
        &self,
        mut compare: impl FnMut(u32) -> Ordering,
    ) -> Result<usize, usize> {
        let mut is_before = |row: u32| compare(row) == Ordering::Less;
        let group = self.groups.partition_point(|group| is_before(group.last()));
        let Some(found) = self.groups.get(group) else {
            return Err(self.len);
        };
        let last = |chunk: &Chunk| chunk[chunk.len() - 1];
        let chunk = found.chunks.partition_point(|chunk| is_before(last(chunk)));
        let lens = self.groups[..group].iter().map(|group| group.len);
        let chunks = found.chunks[..chunk].iter().map(|chunk| chunk.len());
        let before: usize = lens.chain(chunks).sum();
        match found.chunks[chunk].binary_search_by(|row| compare(*row)) {
            Ok(at) => Ok(before + at),
            Err(at) => Err(before + at),
        }
    }

    /// Puts a row before the one at a place, which is at most the length.
    pub(crate) fn insert(&mut self, index: usize, row: u32) {
        self.change(index, |chunk, at| {
            [&chunk[..at], &[row], &chunk[at..]].concat()
        });
        self.len += 1;
    }

    /// Takes out the row at a place, which is less than the length.
    pub(crate) fn remove(&mut self, index: usize) {
        self.change(index, |chunk, at| [&chunk[..at], &chunk[at + 1..]].concat());
        self.len -= 1;
    }

    /// The group in which a place is, and the place in it; of the place behind the last the last group.
    fn group_of(&self, index: usize) -> (usize, usize) {
        let mut rest = index;
        for (at, group) in self.groups.iter().enumerate() {
            if rest < group.len || at + 1 == self.groups.len() {
                return (at, rest);
            }
            rest -= group.len;
        }
        (0, rest)
    }

    fn change(&mut self, index: usize, change: impl FnOnce(&[u32], usize) -> Vec<u32>) {
        let (group, mut rest) = self.group_of(index);
        let Some(found) = self.groups.get(group) else {
            let chunk: Chunk = change(&[], 0).into();
            self.groups = [Group::of(&[chunk])].into();
            return;
        };
        let mut at = 0;
        while rest >= found.chunks[at].len() && at + 1 < found.chunks.len() {
            rest -= found.chunks[at].len();
            at += 1;
        }
        let rows = change(&found.chunks[at], rest);
        let chunks: Vec<Chunk> = parted(&rows, CHUNK_ROWS_MAX).map(Chunk::from).collect();
        let chunks = replaced(&found.chunks, at, &chunks);
        let groups: Vec<Group> = parted(&chunks, GROUP_CHUNKS_MAX).map(Group::of).collect();
        self.groups = replaced(&self.groups, group, &groups);
    }
}

impl FromIterator<u32> for MemberList {
    fn from_iter<T: IntoIterator<Item = u32>>(rows: T) -> Self {
        let rows: Vec<u32> = rows.into_iter().collect();
        let chunks: Vec<Chunk> = rows.chunks(CHUNK_ROWS_MAX).map(Chunk::from).collect();
        let groups = chunks.chunks(GROUP_CHUNKS_MAX).map(Group::of);
        Self {
            len: rows.len(),
            groups: groups.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(list: &MemberList, model: &[u32]) {
        assert_eq!(list.len(), model.len());
        assert!(list.iter().eq(model.iter().copied()));
        for index in (0..model.len() + 2).step_by(97) {
            assert_eq!(list.get(index), model.get(index).copied());
            let rest = model.get(index..).unwrap_or_default();
            assert!(list.iter_from(index).eq(rest.iter().copied()));
        }
        let sizes = list.groups.iter().map(|group| (group.len, &group.chunks));
        for (len, chunks) in sizes {
            let sum: usize = chunks.iter().map(|chunk| chunk.len()).sum();
            assert_eq!(len, sum);
            assert!((1..=GROUP_CHUNKS_MAX).contains(&chunks.len()));
            let is_right = |chunk: &Chunk| (1..=CHUNK_ROWS_MAX).contains(&chunk.len());
            assert!(chunks.iter().all(is_right));
        }
    }

    #[test]
    fn an_empty_list_takes_and_gives_its_first_row() {
        let mut list = MemberList::default();
        check(&list, &[]);
        assert_eq!(list.binary_search_by(|row| row.cmp(&5)), Err(0));
        list.insert(0, 5);
        check(&list, &[5]);
        list.remove(0);
        check(&list, &[]);
        list.insert(0, 6);
        check(&list, &[6]);
    }

    #[test]
    fn a_long_list_is_parted_and_shared() {
        let mut list = MemberList::default();
        let mut model = Vec::new();
        for row in 0..40_000 {
            let index = (row as usize * 7_919) % (model.len() + 1);
            list.insert(index, row);
            model.insert(index, row);
        }
        check(&list, &model);
        assert!(list.groups.len() > 2);
        let before = list.clone();
        list.insert(20_000, 99_999);
        let same = |one: &Group, other: &Group| Arc::ptr_eq(&one.chunks, &other.chunks);
        let pairs = before.groups.iter().zip(list.groups.iter());
        assert_eq!(pairs.filter(|(one, other)| !same(one, other)).count(), 1);
        check(&before, &model);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn behaves_as_a_vector(
            begin in 0_u32..40_000,
            steps in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(0_u32..100_000)), 0..400),
            wanted in 0_u32..90_000,
        ) {
            let mut model: Vec<u32> = (0..begin).map(|row| row * 2).collect();
            let mut list: MemberList = model.iter().copied().collect();
            prop_assert_eq!(
                list.binary_search_by(|row| row.cmp(&wanted)),
                model.binary_search_by(|row| row.cmp(&wanted))
            );
            let kept = (list.clone(), model.clone());
            for (place, row) in steps {
                match row {
                    Some(row) => {
                        let index = place.index(model.len() + 1);
                        list.insert(index, row);
                        model.insert(index, row);
                    }
                    None if !model.is_empty() => {
                        let index = place.index(model.len());
                        list.remove(index);
                        model.remove(index);
                    }
                    None => {}
                }
            }
            check(&list, &model);
            check(&kept.0, &kept.1);
        }
    }
}

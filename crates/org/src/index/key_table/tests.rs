#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::{KeyTable, MERGE_BELOW, SPLIT_ABOVE};
use proptest::prelude::*;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Rows with a key each, and the table over them.
#[derive(Clone)]
struct People {
    keys: Vec<Option<String>>,
    table: KeyTable,
}

impl People {
    fn new(seed: u64) -> Self {
        Self {
            keys: Vec::new(),
            table: KeyTable::new(seed),
        }
    }

    fn with_keys(count: usize) -> Self {
        let mut people = Self::new(7);
        for number in 0..count {
            people.add(&format!("user{number}"));
        }
        people
    }

    fn add(&mut self, key: &str) -> u32 {
        let row = self.keys.len() as u32;
        let keys = &self.keys;
        self.table.insert(key, row, |row, with| {
            with(keys[row as usize].as_deref().unwrap())
        });
        self.keys.push(Some(key.to_owned()));
        row
    }

    fn remove(&mut self, key: &str) -> bool {
        let len = self.table.len();
        let row = self.row(key).unwrap_or(u32::MAX);
        if let Some(kept) = self.keys.get_mut(row as usize) {
            *kept = None;
        }
        self.table.remove(key, row);
        self.table.len() < len
    }

    fn row(&self, key: &str) -> Option<u32> {
        self.table
            .get(key, |row| self.keys[row as usize].as_deref() == Some(key))
    }
}

#[test]
fn an_empty_table_finds_nothing_and_is_small() {
    let mut table = KeyTable::new(1);
    assert_eq!(table.get("zhangsan", |_| true), None);
    table.remove("zhangsan", 0);
    assert_eq!(table.len(), 0);
    assert!(size_of::<KeyTable>() < 200, "{}", size_of::<KeyTable>());
}

#[test]
fn a_key_is_found_among_many_and_an_absent_one_is_not() {
    let people = People::with_keys(10_000);
    assert_eq!(people.table.len(), 10_000);
    for number in [0, 1, 63, 64, 65, 4_095, 4_096, 9_999] {
        assert_eq!(people.row(&format!("user{number}")), Some(number));
    }
    assert_eq!(people.row("user10000"), None);
    assert_eq!(people.row("USER1"), None);
    assert_eq!(people.row(""), None);
}

#[test]
fn filling_at_once_is_the_same_as_one_by_one() {
    for count in [0, 1, 64, 65, 127, 129, 5_000] {
        let one_by_one = People::with_keys(count);
        let mut table = KeyTable::new(7);
        let keys = one_by_one.keys.iter().flatten();
        let hashes = keys.map(|key| table.hash(key)).zip(0..).collect();
        table.fill(hashes);
        assert_eq!(table.len(), count);
        assert_eq!(table.shards.len(), one_by_one.table.shards.len());
        let entries = |table: &KeyTable| -> Vec<Vec<(u8, u32)>> {
            let sorted = |shard: &super::Shard| {
                let mut entries: Vec<_> = shard.entries().collect();
                entries.sort_unstable();
                entries
            };
            table.shards.iter().map(sorted).collect()
        };
        assert_eq!(entries(&table), entries(&one_by_one.table));
    }
}

#[test]
fn the_empty_text_is_a_key_like_any_other() {
    let mut people = People::new(3);
    people.add("");
    assert_eq!(people.row(""), Some(0));
    assert!(people.remove(""));
    assert_eq!(people.row(""), None);
}

#[test]
fn removing_takes_the_entry_of_the_row_only() {
    let mut people = People::with_keys(3);
    people.table.remove("user1", 3);
    assert_eq!(people.row("user1"), Some(1));
    people.table.remove("user1", 1);
    people.table.remove("user1", 1);
    assert_eq!(people.table.len(), 2);
}

#[test]
fn shards_grow_and_shrink_with_the_entries() {
    let mut people = People::with_keys(10_000);
    let shards = people.table.shards.len();
    assert_eq!(shards, 10_000_usize.div_ceil(SPLIT_ABOVE));
    let largest = people
        .table
        .shards
        .iter()
        .map(|shard| shard.entries().count())
        .max()
        .unwrap();
    assert!(largest < SPLIT_ABOVE * 4, "{largest}");
    for number in 0..9_900 {
        assert!(people.remove(&format!("user{number}")));
    }
    assert!(people.table.shards.len() <= 100 / MERGE_BELOW + 1);
    for number in 9_900..10_000 {
        assert_eq!(people.row(&format!("user{number}")), Some(number));
    }
}

#[test]
fn a_change_copies_one_shard_and_shares_the_others() {
    let before = People::with_keys(6_400);
    let mut after = before.clone();
    after.remove("user77");
    let copied = before
        .table
        .shards
        .iter()
        .zip(&after.table.shards)
        .filter(|(old, new)| !std::sync::Arc::ptr_eq(&old.0, &new.0))
        .count();
    assert_eq!(copied, 1);
    assert_eq!(before.row("user77"), Some(77));
    assert_eq!(after.row("user77"), None);
}

proptest! {
    #[test]
    fn behaves_as_a_hash_map(seed: u64, steps in prop::collection::vec((0_u16..600, 0_u8..5), 0..2_000)) {
        let mut people = People::new(seed);
        let mut model = HashMap::new();
        let mut kept = None;
        for (number, (key, action)) in steps.into_iter().enumerate() {
            let key = format!("k{key}");
            if action == 0 {
                prop_assert_eq!(people.remove(&key), model.remove(&key).is_some());
            } else if let Entry::Vacant(vacant) = model.entry(key.clone()) {
                vacant.insert(people.add(&key));
            }
            if number == 500 {
                kept = Some((people.clone(), model.clone()));
            }
        }
        for (people, model) in kept.into_iter().chain([(people, model)]) {
            prop_assert_eq!(people.table.len(), model.len());
            for key in (0..600).map(|key| format!("k{key}")) {
                prop_assert_eq!(people.row(&key), model.get(&key).copied());
            }
        }
    }
}

//! Finds a row by a text key.
use imbl::{GenericHashMap, Vector};
#[derive(Clone, Debug)]
pub(crate) struct KeyTable(imbl::HashMap<u64, Vector<u32>>, foldhash::fast::FixedState);
use std::hash::BuildHasher;
impl KeyTable {
    pub(crate) fn new(seed: u64) -> Self {
        let _: Option<
            GenericHashMap<u8, u8, std::hash::RandomState, imbl::shared_ptr::DefaultSharedPtr>,
        > = None;
        Self(
            imbl::HashMap::new(),
            foldhash::fast::FixedState::with_seed(seed),
        )
    }
    pub(crate) fn get(&self, key: &str, is: impl Fn(u32) -> bool) -> Option<u32> {
        self.0
            .get(&self.1.hash_one(key))?
            .iter()
            .copied()
            .find(|row| is(*row))
    }
    pub(crate) fn insert(&mut self, key: &str, row: u32, _: impl Fn(u32, &mut dyn FnMut(&str))) {
        self.0
            .entry(self.1.hash_one(key))
            .or_default()
            .push_back(row);
    }
    pub(crate) fn remove(&mut self, key: &str, row: u32) {
        let hash = self.1.hash_one(key);
        if let Some(rows) = self.0.get_mut(&hash) {
            rows.retain(|other| *other != row);
            if rows.is_empty() {
                self.0.remove(&hash);
            }
        }
    }
}

//! A set of rows.
use roaring::RoaringBitmap;
use std::sync::Arc;

#[derive(Clone, Debug, Default)]
pub(crate) struct RowSet(Arc<RoaringBitmap>);

impl RowSet {
    pub(crate) fn insert(&mut self, row: u32) -> bool {
        Arc::make_mut(&mut self.0).insert(row)
    }
    pub(crate) fn remove(&mut self, row: u32) -> bool {
        Arc::make_mut(&mut self.0).remove(row)
    }
    pub(crate) fn len(&self) -> u64 {
        self.0.len()
    }
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter()
    }
    pub(crate) fn union_with(&mut self, other: &Self) {
        *Arc::make_mut(&mut self.0) |= &*other.0;
    }
}

impl FromIterator<u32> for RowSet {
    fn from_iter<T: IntoIterator<Item = u32>>(rows: T) -> Self {
        Self(Arc::new(rows.into_iter().collect()))
    }
}

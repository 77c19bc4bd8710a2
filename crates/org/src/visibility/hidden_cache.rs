//! A cache of the people who are hidden with their departments, kept with the value for viewers who are alike.

use crate::DepartmentId;
use crate::index::row_set::RowSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// Kinds of viewers for whom something is kept. Most are alike: those whom nothing lets in anywhere.
const PLACES: usize = 16;

/// What decides which departments are hidden from a viewer on a surface. Each list is in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Deciding {
    /// Departments that settings of apps, or rules about guests, hide from him.
    pub(super) by_settings: Vec<DepartmentId>,
    /// Departments that the console hides from him.
    pub(super) by_console: Vec<DepartmentId>,
    /// Departments that let him in although the console hides them, where the nearest setting wins.
    pub(super) letting_in: Vec<DepartmentId>,
}

impl Deciding {
    /// Departments that are hidden by a setting of their own.
    pub(super) fn hiding(&self) -> impl Iterator<Item = DepartmentId> + '_ {
        self.by_settings.iter().chain(&self.by_console).copied()
    }

    pub(super) fn in_order(mut self) -> Self {
        for list in [
            &mut self.by_settings,
            &mut self.by_console,
            &mut self.letting_in,
        ] {
            list.sort_unstable();
            list.dedup();
        }
        self
    }
}

/// What was found out for some kinds of viewers. It belongs to one value: the next has none of it. Each place is filled once, without
/// a lock on reading.
#[derive(Debug, Default)]
pub(crate) struct HiddenCache(OnceLock<Box<Places>>);

type Places = [OnceLock<(Deciding, RowSet)>; PLACES];

impl HiddenCache {
    /// The people who are hidden with their departments from such a viewer; `find` finds them out.
    pub(super) fn hidden(&self, deciding: Deciding, find: impl FnOnce() -> RowSet) -> RowSet {
        let mut hasher = DefaultHasher::new();
        deciding.hash(&mut hasher);
        let places = self.0.get_or_init(Box::default);
        let place = &places[(hasher.finish() % PLACES as u64) as usize];
        match place.get() {
            Some((known, rows)) if *known == deciding => return rows.clone(),
            Some(_) => return find(),
            None => {}
        }
        let rows = find();
        // Somebody else may have been first.
        let _ = place.set((deciding, rows.clone()));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deciding(ids: &[i64]) -> Deciding {
        let by_settings = ids.iter().map(|id| DepartmentId(*id)).collect();
        Deciding {
            by_settings,
            ..Deciding::default()
        }
        .in_order()
    }

    #[test]
    fn what_was_found_out_is_kept_for_viewers_who_are_alike() {
        let cache = HiddenCache::default();
        let rows = |row: u32| move || RowSet::from_iter([row]);
        let found = |cache: &HiddenCache, ids: &[i64], row| {
            let rows = cache.hidden(deciding(ids), rows(row));
            rows.iter().collect::<Vec<_>>()
        };
        assert_eq!(found(&cache, &[3, 2], 7), [7]);
        assert_eq!(found(&cache, &[2, 3, 3], 8), [7]);
        // Whatever else comes to the same place is found out each time, and right.
        for id in 10..100 {
            assert_eq!(found(&cache, &[id], id as u32), [id as u32]);
            assert_eq!(found(&cache, &[2, 3], 9), [7]);
        }
        assert_eq!(found(&HiddenCache::default(), &[2, 3], 9), [9]);
    }
}

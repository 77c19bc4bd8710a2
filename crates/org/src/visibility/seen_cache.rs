//! Who is hidden from and seen by viewers who are alike, found out once and kept with the value.
//!
//! A write about one person makes a value in which that one alone may be seen by others than before, so what was kept with the
//! value before stays right but for him, and is carried on. Any other write begins anew.

use super::selection::Selection;
use crate::index::row_set::RowSet;
use crate::{DepartmentId, SettingId};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

/// Kinds of viewers for whom something is kept. Most are alike: those whom nothing lets in anywhere.
const PLACES: usize = 16;
/// Large departments of them for which that is kept: those directly below the root are looked at together.
const LISTING_PLACES: usize = 32;
/// Earlier values of which something is still taken over.
const EARLIER_MAX: usize = 4;
/// Beyond so many people who have changed since, an earlier value is left.
const CHANGED_MAX: usize = 128;

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

/// All that decides whom a viewer sees on a surface, himself aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Looks {
    pub(super) deciding: Deciding,
    /// Settings that hide people by name or role from him.
    pub(super) by_name: Vec<SettingId>,
    /// To what his view is restricted, to each of these.
    pub(super) ranges: Vec<Selection>,
    /// Departments whose people he manages.
    pub(super) managed: Vec<DepartmentId>,
}

/// All that decides who is listed in a department or below it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Listing {
    pub(super) below: DepartmentId,
    pub(super) deciding: Deciding,
    /// Departments that are open because the viewer manages them.
    pub(super) managed: Vec<DepartmentId>,
}

/// What was found out for some kinds of viewers.
#[derive(Debug, Default)]
pub(crate) struct SeenCache {
    /// Those who are hidden with their departments.
    pub(super) hidden: Kept<Deciding>,
    /// Those who are seen.
    pub(super) seen: Kept<Looks>,
    /// Those whom some settings hide by name or role.
    pub(super) by_name: Kept<Vec<SettingId>>,
    /// Those who are listed in large departments.
    pub(super) listed: Kept<Listing, LISTING_PLACES>,
    /// Those who may be hidden from anybody.
    pub(super) hideable: Kept<()>,
    /// Departments that decide who is hidden from anybody, and all above them. People have no part in it.
    pub(super) ways: Arc<OnceLock<BTreeSet<DepartmentId>>>,
}

impl SeenCache {
    /// For the value after this one, in which the person in a row is new, another or gone.
    pub(crate) fn after(&self, row: impl Fn() -> Option<u32>) -> Self {
        Self {
            hidden: self.hidden.after(&row),
            seen: self.seen.after(&row),
            by_name: self.by_name.after(&row),
            listed: self.listed.after(&row),
            hideable: self.hideable.after(&row),
            ways: self.ways.clone(),
        }
    }
}

/// Sets of people by kind of viewer. Each place is filled once, without a lock on reading.
#[derive(Debug)]
pub(super) struct Kept<Kind, const COUNT: usize = PLACES> {
    own: OnceLock<Arc<Places<Kind, COUNT>>>,
    /// Of values before, the latest last, each with how many of the changed came before it.
    earlier: Vec<(Arc<Places<Kind, COUNT>>, usize)>,
    /// The rows of people who have changed since the first of those values.
    changed: Vec<u32>,
}

type Places<Kind, const COUNT: usize> = [OnceLock<(Kind, RowSet)>; COUNT];

fn no_places<Kind, const COUNT: usize>() -> Arc<Places<Kind, COUNT>> {
    Arc::new(std::array::from_fn(|_| OnceLock::new()))
}

impl<Kind, const COUNT: usize> Default for Kept<Kind, COUNT> {
    fn default() -> Self {
        Self {
            own: OnceLock::new(),
            earlier: Vec::new(),
            changed: Vec::new(),
        }
    }
}

impl<Kind: Eq + Hash, const COUNT: usize> Kept<Kind, COUNT> {
    /// The people of such a viewer. `find` finds them out, `refresh` puts right what is told of one who has changed.
    pub(super) fn of(
        &self,
        kind: Kind,
        find: impl FnOnce(&Kind) -> RowSet,
        refresh: impl Fn(&mut RowSet, u32),
    ) -> RowSet {
        let mut hasher = DefaultHasher::new();
        kind.hash(&mut hasher);
        let at = (hasher.finish() % COUNT as u64) as usize;
        let known = |places: &Places<Kind, COUNT>| {
            let known = places[at].get().filter(|(known, _)| *known == kind);
            known.map(|(_, rows)| rows.clone())
        };
        if let Some(rows) = self.own.get().and_then(|own| known(own)) {
            return rows;
        }
        let rows = self.carried(known, refresh);
        let rows = rows.unwrap_or_else(|| find(&kind));
        let own = self.own.get_or_init(no_places);
        // Somebody else may have been first, or of another kind.
        let _ = own[at].set((kind, rows.clone()));
        rows
    }

    /// What an earlier value knew, put right.
    fn carried(
        &self,
        known: impl Fn(&Places<Kind, COUNT>) -> Option<RowSet>,
        refresh: impl Fn(&mut RowSet, u32),
    ) -> Option<RowSet> {
        let earlier = self.earlier.iter().rev();
        let mut earlier = earlier.filter_map(|(places, from)| Some((known(places)?, *from)));
        let (mut rows, from) = earlier.next()?;
        let mut changed = self.changed[from..].to_vec();
        changed.sort_unstable();
        changed.dedup();
        changed.into_iter().for_each(|row| refresh(&mut rows, row));
        Some(rows)
    }

    fn after(&self, row: &impl Fn() -> Option<u32>) -> Self {
        let own = self.own.get();
        if own.is_none() && self.earlier.is_empty() {
            return Self::default();
        }
        let mut next = Self {
            own: OnceLock::new(),
            earlier: self.earlier.clone(),
            changed: self.changed.clone(),
        };
        next.earlier
            .extend(own.map(|own| (own.clone(), self.changed.len())));
        next.changed.extend(row());
        let count = next.changed.len();
        next.earlier.retain(|(_, from)| count - from <= CHANGED_MAX);
        if next.earlier.len() > EARLIER_MAX {
            next.earlier.remove(0);
        }
        let first = next.earlier.first().map_or(count, |(_, from)| *from);
        next.changed.drain(..first);
        for (_, from) in &mut next.earlier {
            *from -= first;
        }
        next
    }
}

impl Kept<()> {
    /// The same of what is alike for all viewers.
    pub(super) fn rows(
        &self,
        find: impl FnOnce() -> RowSet,
        refresh: impl Fn(&mut RowSet, u32),
    ) -> &RowSet {
        let known = |places: &Places<(), PLACES>| places[0].get().map(|(_, rows)| rows.clone());
        let own = self.own.get_or_init(no_places);
        let (_, rows) = own[0].get_or_init(|| {
            let rows = self.carried(known, refresh);
            ((), rows.unwrap_or_else(find))
        });
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

    /// What is told of a kind, where finding out tells one row and whoever changed is in from then on.
    fn found(kept: &Kept<Deciding>, ids: &[i64], row: u32) -> Vec<u32> {
        let find = |_: &Deciding| RowSet::from_iter([row]);
        let rows = kept.of(deciding(ids), find, |rows, changed| {
            rows.insert(changed);
        });
        rows.iter().collect()
    }

    #[test]
    fn what_was_found_out_is_kept_for_viewers_who_are_alike() {
        let kept = Kept::default();
        assert_eq!(found(&kept, &[3, 2], 7), [7]);
        assert_eq!(found(&kept, &[2, 3, 3], 8), [7]);
        // Whatever else comes to the same place is found out each time, and right.
        for id in 10..100 {
            assert_eq!(found(&kept, &[id], id as u32), [id as u32]);
            assert_eq!(found(&kept, &[2, 3], 9), [7]);
        }
        assert_eq!(found(&Kept::default(), &[2, 3], 9), [9]);
    }

    #[test]
    fn the_next_value_takes_over_all_but_who_has_changed() {
        let first = Kept::default();
        assert_eq!(found(&first, &[2], 7), [7]);
        let second = first.after(&|| Some(20));
        let third = second.after(&|| Some(21));
        assert_eq!(found(&third, &[2], 8), [7, 20, 21]);
        // What is found out later of a value before is taken over as well.
        assert_eq!(found(&first, &[3], 5), [5]);
        assert_eq!(found(&second, &[3], 6), [5, 20]);
        assert_eq!(found(&second, &[2], 8), [7, 20]);
        let fourth = second.after(&|| Some(22));
        assert_eq!(found(&fourth, &[3], 8), [5, 20, 22]);
        assert_eq!(found(&fourth, &[2], 8), [7, 20, 22]);
        assert_eq!(found(&first, &[2], 8), [7]);
    }

    #[test]
    fn values_that_are_long_gone_are_left() {
        let mut kept = Kept::default();
        assert_eq!(found(&kept, &[2], 7), [7]);
        for row in 0..CHANGED_MAX as u32 {
            kept = kept.after(&|| Some(100 + row));
        }
        assert_eq!(found(&kept, &[2], 8).len(), CHANGED_MAX + 1);
        for row in 0..=CHANGED_MAX as u32 {
            kept = kept.after(&|| Some(100 + row));
        }
        assert_eq!(found(&kept, &[2], 8), [8]);
        // One kind is asked of each value: the other is left after so many.
        found(&kept, &[3], 9);
        for row in 0..=EARLIER_MAX as u32 {
            kept = kept.after(&|| Some(row));
            found(&kept, &[2], 0);
        }
        kept = kept.after(&|| Some(50));
        assert_eq!(found(&kept, &[3], 9), [9]);
        assert!(kept.earlier.len() <= EARLIER_MAX && kept.changed.len() <= CHANGED_MAX);
    }
}

//! Everybody whom the log lets go stands in the history.

use super::tell;
use crate::limits;
use crate::model::Verified;
use org::{Change, Millis, Org, OrgId, Resignation, UserId};
use std::collections::BTreeMap;
use store::{Store, StoreError};

/// Those who left, by the log, each as often as in that moment.
#[derive(Default)]
pub(super) struct Left(BTreeMap<(Millis, UserId), u32>);

impl Left {
    /// Takes note of what a change means for the value before it.
    pub(super) fn note(&mut self, at: Millis, change: &Change, before: &Org) {
        if let Change::UserRemoved(id) = change
            && !before.is_kept_elsewhere(id)
        {
            *self.0.entry((at, id.clone())).or_default() += 1;
        }
    }

    /// Tells of those whom the history does not have. What it has besides may belong to entries that followed.
    pub(super) async fn compare(
        mut self,
        store: &dyn Store,
        id: &OrgId,
        verified: &mut Verified,
    ) -> Result<(), StoreError> {
        let (Some(first), Some(last)) = (self.0.keys().next(), self.0.keys().last()) else {
            return Ok(());
        };
        let until = Millis(last.0.0.saturating_add(1));
        let mut from = (first.0, String::new());
        loop {
            let rows = store
                .history(
                    id,
                    Resignation::KIND,
                    (from.0, &from.1),
                    until,
                    limits::HISTORY_ROWS,
                )
                .await?;
            let is_last = rows.len() < limits::HISTORY_ROWS as usize;
            // The last row of a full read begins the next one.
            let counted = rows.len() - usize::from(!is_last);
            for row in &rows[..counted] {
                let key = (row.at, UserId::new(Resignation::userid_of(&row.key)));
                if let Some(count) = self.0.get_mut(&key) {
                    *count = count.saturating_sub(1);
                }
            }
            match rows.into_iter().last() {
                Some(row) if !is_last => from = (row.at, row.key),
                _ => break,
            }
        }
        for ((_, userid), _) in self.0.iter().filter(|(_, count)| **count > 0) {
            tell(
                verified,
                format!("{id}: {userid} left by the log, and the history does not have it"),
            );
        }
        Ok(())
    }
}

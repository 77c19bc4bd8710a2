//! How figures reach the trunks that may see them.

use super::super::Draft;
use crate::change::Change;
use crate::partner::{SharedData, SharedDataKey};
use crate::{OrgId, Refusal, limits};
use std::collections::BTreeSet;

impl Draft {
    /// Gives figures to each organization in which this one takes part and that it lets see their kind. Replaces those of the same
    /// day and kind; those of the last days are kept. Says to how many.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for what is no day or too much, [`Refusal::OrganizationNeeded`].
    pub fn share_data(&mut self, data: Vec<SharedData>) -> Result<u64, Refusal> {
        for one in &data {
            one.check()?;
        }
        let here = self.org.info.id.clone();
        let hosts: Vec<OrgId> = self.org.partners.hosts.keys().cloned().collect();
        self.ask_for(&hosts)?;
        let mut reached = 0;
        for host in hosts {
            let Some(other) = self.other(&host)? else {
                continue;
            };
            let link = other.org.partners.guests.get(&here).cloned();
            let Some(link) = link.filter(|link| link.is_joined()) else {
                continue;
            };
            let before = other.changes.len();
            for one in data.iter().filter(|one| link.data.contains(&one.code)) {
                other.change(Change::SharedDataSet(Box::new(SharedData {
                    org: here.clone(),
                    ..one.clone()
                })));
            }
            reached += u64::from(other.changes.len() > before);
            let days = other.org.partners.data_of(&here).map(|data| &data.day);
            let days: BTreeSet<String> = days.cloned().collect();
            if let Some(oldest) = days.iter().rev().nth(limits::SHARED_DATA_DAYS - 1) {
                other.forget_data(&here, |key| key.day < *oldest);
            }
        }
        Ok(reached)
    }

    pub(super) fn forget_data(&mut self, guest: &OrgId, is_over: impl Fn(&SharedDataKey) -> bool) {
        let keys = self.org.partners.data_of(guest).map(SharedData::key);
        let over: Vec<SharedDataKey> = keys.filter(|key| is_over(key)).collect();
        for key in over {
            self.change(Change::SharedDataRemoved(key.to_string()));
        }
    }
}

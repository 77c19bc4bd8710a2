//! Organizations that hang one below the other: no circles, and not too deep.

use super::super::Draft;
use crate::change::Change;
use crate::org::Org;
use crate::partner::{Guest, LinkState};
use crate::sentence;
use crate::{OrgId, Refusal, limits};
use std::collections::{BTreeSet, VecDeque};

impl Draft {
    /// An organization at hand: this one or another.
    fn at_hand(&mut self, id: &OrgId) -> Result<Option<&mut Self>, Refusal> {
        if *id == self.org.info.id {
            Ok(Some(self))
        } else {
            self.other(id)
        }
    }

    /// An organization and all above it in which it takes part.
    pub(super) fn hosts_above(&mut self, id: &OrgId) -> Result<BTreeSet<OrgId>, Refusal> {
        let mut above = BTreeSet::new();
        let mut waiting = VecDeque::from([id.clone()]);
        while let Some(id) = waiting.pop_front() {
            if !above.insert(id.clone()) {
                continue;
            }
            if let Some(draft) = self.at_hand(&id)? {
                waiting.extend(draft.joined_hosts());
            }
        }
        Ok(above)
    }

    fn joined_hosts(&self) -> Vec<OrgId> {
        let hosts = self.org.partners.hosts.values();
        let joined = hosts.filter(|host| host.state == LinkState::Joined);
        joined.map(|host| host.org.clone()).collect()
    }

    /// Tells all above how many levels hang below them now.
    pub(super) fn settle_levels(&mut self) -> Result<(), Refusal> {
        self.settle_levels_from(self.org.info.id.clone())
    }

    /// The same for all above an organization at hand.
    pub(super) fn settle_levels_from(&mut self, id: OrgId) -> Result<(), Refusal> {
        let mut waiting = VecDeque::from([id]);
        while let Some(id) = waiting.pop_front() {
            let Some(draft) = self.at_hand(&id)? else {
                continue;
            };
            let levels = draft.org.levels_below();
            if levels >= limits::ORGANIZATION_LEVELS_MAX {
                return Err(Refusal::Invalid(sentence!(
                    "organizations hang at most {max} levels deep, counting the topmost",
                    "组织最多挂 {max} 层，最上面一层也算",
                    max = limits::ORGANIZATION_LEVELS_MAX
                )));
            }
            for host in draft.joined_hosts() {
                let Some(above) = self.at_hand(&host)? else {
                    continue;
                };
                let link = above.org.partners.guests.get(&id).cloned();
                if let Some(link) = link.filter(|link| link.levels != levels) {
                    above.change(Change::GuestSet(Box::new(Guest {
                        levels,
                        ..(*link).clone()
                    })));
                    waiting.push_back(host);
                }
            }
        }
        Ok(())
    }
}

impl Org {
    /// Levels of organizations that hang below this one.
    pub(crate) fn levels_below(&self) -> u8 {
        let guests = self.partners.guests.values();
        let joined = guests.filter(|guest| guest.is_joined());
        joined.map(|guest| guest.levels + 1).max().unwrap_or(0)
    }
}

//! How people and departments of a guest come to appear in their host, and stay as the guest has them.

mod mirroring;

use super::Draft;
use crate::change::Change;
use crate::org::Org;
use crate::partner::{Guest, MirroredUser, Share};
use crate::user::Membership;
use crate::{DepartmentId, OrgId, User, UserId, limits, rules};
use mirroring::Mirroring;
use std::collections::BTreeSet;

/// What of a guest may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Whether everything may have.
    pub everything: bool,
    /// These people.
    pub users: BTreeSet<UserId>,
    /// These departments.
    pub departments: BTreeSet<DepartmentId>,
}

impl Touched {
    /// Everything.
    pub fn everything() -> Self {
        Self {
            everything: true,
            ..Self::default()
        }
    }

    /// Adds what changes of a guest touched.
    pub fn add(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::UserAdded(user) | Change::UserUpdated(user) => {
                    self.users.insert(user.userid.clone());
                }
                Change::UserRemoved(id) => {
                    self.users.insert(id.clone());
                }
                Change::DepartmentAdded(department) | Change::DepartmentUpdated(department) => {
                    self.departments.insert(department.id);
                }
                Change::DepartmentRemoved(id) => {
                    self.departments.insert(*id);
                }
                _ => {}
            }
        }
    }

    /// Whether nothing may have.
    pub fn is_nothing(&self) -> bool {
        !self.everything && self.users.is_empty() && self.departments.is_empty()
    }
}

/// How far a guest was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// Its people here are as it has them.
    Whole,
    /// There was more to change than one write may.
    Partly,
    /// The guest's value is older than what is here, or of another agreement.
    NotYet,
}

impl Draft {
    /// Brings what appears here of a guest up to a value of that guest, of which `touched` may have changed.
    pub fn follow_guest(&mut self, guest: &Org, number: u64, touched: &Touched) -> Followed {
        let here = self.org.info.id.clone();
        let Some(link) = self.org.partners.guests.get(&guest.info.id).cloned() else {
            return Followed::NotYet;
        };
        let agreed = guest.partners.hosts.get(&here);
        let is_same = agreed.is_some_and(|host| host.revision == link.revision);
        if !link.is_joined() || !is_same || number < link.followed {
            return Followed::NotYet;
        }
        let before = self.changes.len();
        if !self.mirror(guest, touched) {
            return Followed::Partly;
        }
        let changed = Guest {
            share: still_there(&link.share, guest),
            ..(*link).clone()
        };
        if self.changes.len() > before || changed != *link {
            self.change(Change::GuestSet(Box::new(Guest {
                followed: number,
                ..changed
            })));
        }
        Followed::Whole
    }

    /// Makes people and departments of a joined guest appear as the guest has them. Says whether all is done.
    pub(super) fn mirror(&mut self, guest: &Org, touched: &Touched) -> bool {
        let Some(link) = self.org.partners.guests.get(&guest.info.id).cloned() else {
            return true;
        };
        let Some(mount) = link.mount else {
            return true;
        };
        let budget = self.changes.len() + limits::MIRROR_CHANGES_MAX;
        let mut mirroring = Mirroring {
            guest,
            link: &link,
            mount,
            budget,
            draft: self,
        };
        mirroring.run(touched)
    }

    /// Takes away everything that appears here of a guest, also the department at which it hangs.
    pub(super) fn unmirror(&mut self, guest: &OrgId) {
        let rows: Vec<u32> = self
            .org
            .partners
            .users_of(guest)
            .map(|(_, row)| row)
            .collect();
        for row in rows {
            let user = self.org.people.get(row).to_user();
            self.set_mirror(&user, user.clone(), guest, None);
        }
        let departments = self.org.partners.departments_of(guest);
        let departments: Vec<DepartmentId> = departments.map(|(_, ours)| ours).collect();
        self.drop_mirrored_departments(departments);
    }

    fn drop_mirrored_departments(&mut self, mut ids: Vec<DepartmentId>) {
        ids.sort_by_cached_key(|id| std::cmp::Reverse(self.org.lineage(*id).len()));
        self.remember_largest(&ids);
        for id in ids {
            rules::department_goes(self, id);
            self.change(Change::DepartmentRemoved(id));
        }
    }

    /// Sets what somebody here is through a guest: nothing for `None`. Whoever has no place left goes, but for the main administrator,
    /// without whom there is no organization.
    fn set_mirror(
        &mut self,
        old: &User,
        mut user: User,
        guest: &OrgId,
        places: Option<(UserId, Vec<Membership>)>,
    ) {
        user.mirrors.retain(|mirror| mirror.org != *guest);
        user.departments.retain(|place| {
            let node = self.org.departments.get(&place.department);
            let of = node.and_then(|node| node.department.mirrors.as_deref());
            of.is_none_or(|of| of.org != *guest)
        });
        if let Some((userid, places)) = places {
            user.mirrors.push(MirroredUser {
                org: guest.clone(),
                userid,
            });
            user.mirrors.sort();
            user.departments.extend(places);
            self.sort_places(&mut user);
        }
        if user.departments.is_empty() && self.org.info.main_admin == user.userid {
            user.departments.push(Membership {
                department: DepartmentId::ROOT,
                joined_at: self.now(),
                changed_at: self.now(),
                ..Membership::default()
            });
        }
        if user.departments.is_empty() {
            rules::user_goes(self, old);
            self.change(Change::UserRemoved(old.userid.clone()));
            return;
        }
        self.replace_user_told(old, user);
    }

    /// Replaces the record of somebody who loses a place. What another told of him so far is what the next one has to tell now.
    pub(super) fn replace_user_told(&mut self, old: &User, user: User) {
        let userid = old.userid.as_str();
        let before = self.org.teller(userid);
        self.replace_user(old, user);
        let after = self.org.teller(userid);
        let Some(guest) = after.filter(|after| before.as_ref() != Some(after)) else {
            return;
        };
        let base = self.base.as_ref().unwrap_or(&self.org);
        let known = base.partners.guests.get(&guest);
        let retold = known.map_or(0, |link| link.retold) + 1;
        let link = self.org.partners.guests.get(&guest);
        if let Some(link) = link.filter(|link| link.retold != retold) {
            let link = Guest {
                retold,
                ..(**link).clone()
            };
            self.change(Change::GuestSet(Box::new(link)));
        }
    }

    /// Own places first, then those of each guest.
    fn sort_places(&self, user: &mut User) {
        user.departments.sort_by_cached_key(|place| {
            let node = self.org.departments.get(&place.department);
            let of = node.and_then(|node| node.department.mirrors.as_deref());
            of.map(|of| of.org.clone())
        });
    }
}

/// What of a choice the guest still has.
fn still_there(share: &Share, guest: &Org) -> Share {
    match share {
        Share::Everybody => Share::Everybody,
        Share::Part { departments, users } => Share::Part {
            departments: departments
                .iter()
                .filter(|id| guest.departments.contains_key(*id))
                .copied()
                .collect(),
            users: users
                .iter()
                .filter(|id| guest.has_member(id))
                .cloned()
                .collect(),
        },
    }
}

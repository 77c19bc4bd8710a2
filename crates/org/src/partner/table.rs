//! Guests and hosts of an organization, with what finds what appears here of each guest.

use super::{Guest, Host, LinkState, SharedData, SharedDataKey};
use crate::index::row_set::RowSet;
use crate::org::Org;
use crate::user::{MirrorRef, UserRef};
use crate::{Department, DepartmentId, OrgId, UserId};
use imbl::OrdMap;
use std::sync::Arc;

/// Guests, hosts and mirrors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Partners {
    pub(crate) guests: OrdMap<OrgId, Arc<Guest>>,
    pub(crate) hosts: OrdMap<OrgId, Arc<Host>>,
    pub(crate) data: OrdMap<SharedDataKey, Arc<SharedData>>,
    /// By the guest's department.
    departments: OrdMap<(OrgId, DepartmentId), DepartmentId>,
    /// By the guest's person.
    users: OrdMap<(OrgId, UserId), u32>,
    /// Those who have no place but those that guests gave them.
    mirrored_only: RowSet,
}

impl Partners {
    pub(crate) fn set_guest(&mut self, guest: &Guest) {
        let org = guest.org.clone();
        self.guests.insert(org, Arc::new(guest.clone()));
    }

    pub(crate) fn remove_guest(&mut self, org: &OrgId) {
        self.guests.remove(org);
    }

    pub(crate) fn set_host(&mut self, host: &Host) {
        let org = host.org.clone();
        self.hosts.insert(org, Arc::new(host.clone()));
    }

    pub(crate) fn remove_host(&mut self, org: &OrgId) {
        self.hosts.remove(org);
    }

    pub(crate) fn set_data(&mut self, data: &SharedData) {
        self.data.insert(data.key(), Arc::new(data.clone()));
    }

    pub(crate) fn remove_data(&mut self, key: &str) {
        if let Some(key) = SharedDataKey::parse(key) {
            self.data.remove(&key);
        }
    }

    /// The figures that a guest gave.
    pub(crate) fn data_of(&self, guest: &OrgId) -> impl Iterator<Item = &SharedData> {
        let guest = guest.clone();
        let from = SharedDataKey {
            org: guest.clone(),
            day: String::new(),
            code: String::new(),
        };
        let data = self.data.range(from..);
        data.take_while(move |(key, _)| key.org == guest)
            .map(|(_, data)| &**data)
    }

    /// The department here that mirrors one of a guest; of the guest's root the one at which the guest hangs.
    pub(crate) fn department(&self, guest: &OrgId, id: DepartmentId) -> Option<DepartmentId> {
        self.departments.get(&(guest.clone(), id)).copied()
    }

    /// All that mirror departments of a guest: the guest's id of each, then ours.
    pub(crate) fn departments_of(
        &self,
        guest: &OrgId,
    ) -> impl Iterator<Item = (DepartmentId, DepartmentId)> + '_ {
        let guest = guest.clone();
        let from = (guest.clone(), DepartmentId(i64::MIN));
        self.departments
            .range(from..)
            .take_while(move |((org, _), _)| *org == guest)
            .map(|((_, theirs), ours)| (*theirs, *ours))
    }

    /// The row of the person here who mirrors one of a guest.
    pub(crate) fn user(&self, guest: &OrgId, id: &UserId) -> Option<u32> {
        self.users.get(&(guest.clone(), id.clone())).copied()
    }

    /// All who mirror people of a guest: the guest's id of each, then the row here.
    pub(crate) fn users_of(&self, guest: &OrgId) -> impl Iterator<Item = (&UserId, u32)> + '_ {
        let guest = guest.clone();
        let from = (guest.clone(), UserId::new(""));
        self.users
            .range(from..)
            .take_while(move |((org, _), _)| *org == guest)
            .map(|((_, id), row)| (id, *row))
    }

    /// Those who have no place but those that guests gave them.
    pub(crate) fn mirrored_only(&self) -> &RowSet {
        &self.mirrored_only
    }

    pub(crate) fn enter_department(&mut self, department: &Department) {
        if let Some(of) = &department.mirrors {
            let key = (of.org.clone(), of.department);
            self.departments.insert(key, department.id);
        }
    }

    pub(crate) fn leave_department(&mut self, department: &Department) {
        if let Some(of) = &department.mirrors {
            self.departments.remove(&(of.org.clone(), of.department));
        }
    }

    pub(crate) fn enter_user(&mut self, row: u32, user: &UserRef<'_>, is_native: bool) {
        for mirror in user.mirrors() {
            self.users.insert(key_of(&mirror), row);
        }
        if !is_native {
            self.mirrored_only.insert(row);
        }
    }

    pub(crate) fn leave_user(&mut self, row: u32, user: &UserRef<'_>) {
        for mirror in user.mirrors() {
            self.users.remove(&key_of(&mirror));
        }
        self.mirrored_only.remove(row);
    }
}

/// Tells a guest that has to be looked at as a whole from one whose log says what may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// As [`Guest::revision`].
    pub revision: u64,
    /// As [`Guest::retold`].
    pub retold: u64,
}

impl Org {
    /// Whether it takes part in another organization, or another in it.
    pub fn is_linked(&self) -> bool {
        !self.partners.guests.is_empty() || !self.partners.hosts.is_empty()
    }

    /// Whether somebody is here through organizations that take part alone: who leaves so has not resigned.
    pub fn is_kept_elsewhere(&self, id: &UserId) -> bool {
        let row = self.people.row(id.as_str());
        row.is_some_and(|row| self.partners.mirrored_only.contains(row))
    }

    /// Organizations in which it takes part.
    pub fn hosts_joined(&self) -> impl Iterator<Item = &OrgId> {
        let hosts = self.partners.hosts.values();
        let joined = hosts.filter(|host| host.state == LinkState::Joined);
        joined.map(|host| &host.org)
    }

    /// Organizations that take part in it.
    pub fn guests_joined(&self) -> impl Iterator<Item = &OrgId> {
        let guests = self.partners.guests.values();
        let joined = guests.filter(|guest| guest.is_joined());
        joined.map(|guest| &guest.org)
    }

    /// What is shown of one that takes part.
    pub fn telling_of(&self, id: &OrgId) -> Option<Telling> {
        let guest = self.partners.guests.get(id)?;
        guest.is_joined().then_some(Telling {
            revision: guest.revision,
            retold: guest.retold,
        })
    }

    /// Who says what is written here of somebody: `None` for the organization itself.
    pub(crate) fn teller(&self, userid: &str) -> Option<OrgId> {
        let user = self.people.find(userid)?;
        let first = user.mirrors().next().filter(|_| !self.is_native(&user));
        first.map(|mirror| OrgId::new(mirror.org))
    }
}

fn key_of(mirror: &MirrorRef<'_>) -> (OrgId, UserId) {
    (OrgId::new(mirror.org), UserId::new(mirror.userid))
}

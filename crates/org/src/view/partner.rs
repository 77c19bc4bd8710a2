//! Organizations that take part in the caller's, or in which it takes part. None of it is narrowed.

use super::View;
use crate::partner::{Guest, Host, LinkState, MirroredDepartment, SharedData, SharedDataKey};
use crate::{DepartmentId, OrgId};

impl<'a> View<'a> {
    /// Organizations that take part, or have asked to, by id.
    pub fn guests(&self, state: LinkState) -> impl Iterator<Item = &'a Guest> + use<'a> {
        let guests = self.org.partners.guests.values();
        let guests = guests.map(|guest| &**guest);
        guests.filter(move |guest| guest.state == state)
    }

    /// Organizations in which this one takes part, or has asked to, by id.
    pub fn hosts(&self, state: LinkState) -> impl Iterator<Item = &'a Host> + use<'a> {
        let hosts = self.org.partners.hosts.values().map(|host| &**host);
        hosts.filter(move |host| host.state == state)
    }

    /// An organization that takes part.
    pub fn joined_guest(&self, id: &str) -> Option<&'a Guest> {
        let guest = self.org.partners.guests.get(id)?;
        Some(&**guest).filter(|guest| guest.is_joined())
    }

    /// What an organization that takes part keeps of a department.
    pub fn mirrored_department(&self, id: DepartmentId) -> Option<&'a MirroredDepartment> {
        self.org.departments.get(&id)?.department.mirrors.as_deref()
    }

    /// The name of the department at which a guest hangs.
    pub fn mount_name(&self, guest: &Guest) -> Option<&'a str> {
        let node = self.org.departments.get(&guest.mount?)?;
        Some(&node.department.name)
    }

    /// Figures that a guest lets this organization see.
    pub fn shared_data(&self, guest: &str, code: &str, day: &str) -> Option<&'a SharedData> {
        let key = SharedDataKey {
            org: OrgId::new(guest),
            day: day.to_owned(),
            code: code.to_owned(),
        };
        let guest = self.joined_guest(guest)?;
        let data = self.org.partners.data.get(&key)?;
        guest.data.contains(code).then_some(&**data)
    }
}

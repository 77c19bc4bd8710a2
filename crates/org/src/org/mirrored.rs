//! What is known of people and departments that organizations taking part in this one keep.

use super::Org;
use crate::{DepartmentId, OrgId, Refusal, UserRef};

impl Org {
    pub(super) fn enter_mirrored_user(&mut self, row: u32) {
        let user = self.people.get(row);
        if user.is_mirrored() {
            let is_native = self.is_native(&user);
            self.partners.enter_user(row, &user, is_native);
        }
    }

    /// The same for everybody, once all departments are there.
    pub(crate) fn enter_mirrored_users(&mut self) {
        if self.partners.guests.is_empty() {
            return;
        }
        let rows: Vec<u32> = self.people.rows().collect();
        for row in rows {
            self.enter_mirrored_user(row);
        }
    }

    /// Whether a department is kept here.
    pub(crate) fn is_native_department(&self, id: DepartmentId) -> bool {
        let node = self.departments.get(&id);
        node.is_none_or(|node| node.department.mirrors.is_none())
    }

    /// Whether somebody has a place that this organization gave.
    pub(crate) fn is_native(&self, user: &UserRef<'_>) -> bool {
        let mut places = user.departments();
        !user.is_mirrored() || places.any(|place| self.is_native_department(place.department))
    }

    /// Refuses somebody who is here through other organizations alone.
    pub(crate) fn check_native(&self, user: &UserRef<'_>) -> Result<(), Refusal> {
        let keeper = user.mirrors().next();
        match keeper.filter(|_| !self.is_native(user)) {
            Some(keeper) => Err(Refusal::UserMirrored(OrgId::new(keeper.org))),
            None => Ok(()),
        }
    }
}

//! The bytes of a person's departments and roles, inside those of the person.

use super::{Reader, UserRow};
use crate::user::{GivenRole, Membership};
use crate::{DepartmentId, Millis, RoleId};

const ORDER: u64 = 1;
const TITLE: u64 = 1 << 1;
const WORK_PLACE: u64 = 1 << 2;
const MAIN: u64 = 1 << 3;

/// A person in a department, borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MembershipRef<'a> {
    /// The department.
    pub department: DepartmentId,
    /// Position among the members, larger first.
    pub order: Option<i64>,
    /// The title here.
    pub title: &'a str,
    /// The place of work here.
    pub work_place: &'a str,
    /// Whether this is the main position.
    pub is_main: bool,
    /// When the person joined the department.
    pub joined_at: Millis,
    /// When anything about this place last changed.
    pub changed_at: Millis,
}

impl UserRow {
    pub(super) fn given_role(&mut self, given: &GivenRole, created_at: Millis) {
        self.signed(given.role.0);
        self.signed(given.given_at.0.wrapping_sub(created_at.0));
        let Some(departments) = &given.departments else {
            return self.number(0);
        };
        self.number(departments.len() as u64 + 1);
        for department in departments {
            self.signed(department.0);
        }
    }

    pub(super) fn membership(&mut self, membership: &Membership, created_at: Millis) {
        let mut flags = 0;
        for (flag, on) in [
            (ORDER, membership.order.is_some()),
            (TITLE, !membership.title.is_empty()),
            (WORK_PLACE, !membership.work_place.is_empty()),
            (MAIN, membership.is_main),
        ] {
            flags |= if on { flag } else { 0 };
        }
        self.signed(membership.department.0);
        self.number(flags);
        if let Some(order) = membership.order {
            self.signed(order);
        }
        for text in [&membership.title, &membership.work_place] {
            if !text.is_empty() {
                self.text(text);
            }
        }
        self.signed(membership.joined_at.0.wrapping_sub(created_at.0));
        self.signed(membership.changed_at.0.wrapping_sub(membership.joined_at.0));
    }
}

impl<'a> Reader<'a> {
    pub(super) fn membership(&mut self) -> MembershipRef<'a> {
        let department = DepartmentId(self.signed());
        let flags = self.number();
        let order = (flags & ORDER != 0).then(|| self.signed());
        let title = self.text_if(flags & TITLE != 0);
        let work_place = self.text_if(flags & WORK_PLACE != 0);
        let joined_at = Millis(self.signed().wrapping_add(self.created_at.0));
        let changed_at = Millis(self.signed().wrapping_add(joined_at.0));
        MembershipRef {
            department,
            order,
            title,
            work_place,
            is_main: flags & MAIN != 0,
            joined_at,
            changed_at,
        }
    }

    pub(super) fn given_role(&mut self) -> GivenRole {
        let role = RoleId(self.signed());
        let given_at = Millis(self.signed().wrapping_add(self.created_at.0));
        let departments = match self.number() {
            0 => None,
            count => Some((1..count).map(|_| DepartmentId(self.signed())).collect()),
        };
        GivenRole {
            role,
            given_at,
            departments,
        }
    }

    pub(super) fn skip_memberships(&mut self) {
        for _ in 0..self.number() {
            self.membership();
        }
    }
}

impl MembershipRef<'_> {
    /// An owned copy.
    pub(crate) fn to_membership(self) -> Membership {
        Membership {
            department: self.department,
            order: self.order,
            title: self.title.to_owned(),
            work_place: self.work_place.to_owned(),
            is_main: self.is_main,
            joined_at: self.joined_at,
            changed_at: self.changed_at,
        }
    }
}

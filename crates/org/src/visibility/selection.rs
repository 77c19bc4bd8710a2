//! People, departments and roles, named together.

use crate::{DepartmentId, RoleId, UserId};
use serde::{Deserialize, Serialize};

/// People, departments and roles. A department stands for everybody in it and below it, a role for its holders.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selection {
    /// People.
    #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<UserId>,
    /// Departments.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<DepartmentId>,
    /// Roles.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
}

/// What a caller gives for a selection; `None` leaves a list as it is, an empty one clears it.
#[derive(Clone, Debug, Default)]
pub struct SelectionFields {
    /// Userids.
    pub users: Option<Vec<String>>,
    /// Departments.
    pub departments: Option<Vec<DepartmentId>>,
    /// Roles.
    pub roles: Option<Vec<RoleId>>,
}

impl SelectionFields {
    /// How many are named where these lists take the place of stored ones.
    pub(crate) fn len_over(&self, stored: &Selection) -> usize {
        let users = self.users.as_ref().map_or(stored.users.len(), Vec::len);
        let departments = self.departments.as_ref();
        let departments = departments.map_or(stored.departments.len(), Vec::len);
        let roles = self.roles.as_ref().map_or(stored.roles.len(), Vec::len);
        users + departments + roles
    }
}

/// One of those whom a selection names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Named {
    User(UserId),
    Department(DepartmentId),
    Role(RoleId),
}

impl Selection {
    /// How many are named.
    pub fn len(&self) -> usize {
        self.users.len() + self.departments.len() + self.roles.len()
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn named(&self) -> impl Iterator<Item = Named> + '_ {
        let users = self.users.iter().cloned().map(Named::User);
        let departments = self.departments.iter().copied().map(Named::Department);
        let roles = self.roles.iter().copied().map(Named::Role);
        users.chain(departments).chain(roles)
    }

    pub(crate) fn forget(&mut self, gone: &Named) {
        match gone {
            Named::User(gone) => self.users.retain(|id| id != gone),
            Named::Department(gone) => self.departments.retain(|id| id != gone),
            Named::Role(gone) => self.roles.retain(|id| id != gone),
        }
    }
}

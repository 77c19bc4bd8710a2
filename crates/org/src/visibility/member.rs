//! A person with the departments above him, as the rules ask for them.

use super::{Selection, Setting};
use crate::org::Org;
use crate::user::UserRef;
use crate::{Department, DepartmentId, RoleId};
use std::sync::Arc;

/// A member of the organization.
#[derive(Clone)]
pub(crate) struct Member<'a> {
    pub(crate) row: u32,
    pub(crate) user: UserRef<'a>,
    /// For each department of the person: itself, then all above it up to the root.
    pub(crate) lineages: Vec<Vec<&'a Department>>,
}

impl<'a> Member<'a> {
    pub(crate) fn of(org: &'a Org, row: u32) -> Self {
        let user = org.people.get(row);
        let lineages = user
            .departments()
            .map(|place| org.departments_above(place.department))
            .filter(|lineage| !lineage.is_empty())
            .collect();
        Self {
            row,
            user,
            lineages,
        }
    }

    /// The departments that the person is directly in.
    pub(crate) fn direct(&self) -> impl Iterator<Item = &'a Department> + '_ {
        self.lineages.iter().map(|lineage| lineage[0])
    }

    /// Whether the person is in one of the departments or below it.
    pub(crate) fn is_in(&self, departments: &[DepartmentId]) -> bool {
        !departments.is_empty()
            && self
                .lineages
                .iter()
                .flatten()
                .any(|above| departments.contains(&above.id))
    }

    pub(crate) fn holds(&self, org: &Org, roles: &[RoleId]) -> bool {
        roles.iter().any(|role| org.holds_role(&self.user, *role))
    }

    /// Whether a selection names the person, or something that stands for him.
    pub(crate) fn matches(&self, org: &Org, selection: &Selection) -> bool {
        let mut users = selection.users.iter();
        users.any(|id| id.as_str() == self.user.userid)
            || self.is_in(&selection.departments)
            || self.holds(org, &selection.roles)
    }

    /// The settings that are about the person by name or by role.
    pub(crate) fn named_by(&self, org: &'a Org) -> impl Iterator<Item = &'a Arc<Setting>> {
        let settings = &org.settings;
        let by_role = org
            .roles_held(&self.user)
            .filter(|_| settings.are_about_roles())
            .flat_map(|role| settings.of_role(role));
        settings.of_user(self.user.userid).iter().chain(by_role)
    }
}

impl Org {
    /// A department, then all above it up to the root.
    pub(crate) fn departments_above(&self, id: DepartmentId) -> Vec<&Department> {
        let mut lineage = Vec::with_capacity(8);
        let mut next = Some(id);
        while let Some(node) = next.and_then(|id| self.departments.get(&id)) {
            lineage.push(&*node.department);
            next = node.department.parent;
        }
        lineage
    }
}

//! A person with the departments above him, as the rules ask for them.

use super::{Selection, Setting};
use crate::org::Org;
use crate::user::UserRef;
use crate::{Department, DepartmentId, RoleId};
use std::sync::{Arc, OnceLock};

/// A member of the organization.
#[derive(Clone)]
pub(crate) struct Member<'a> {
    org: &'a Org,
    pub(crate) row: u32,
    pub(crate) user: UserRef<'a>,
    /// Found once a rule asks for it.
    above: OnceLock<Above<'a>>,
}

/// The departments above a person.
#[derive(Clone)]
struct Above<'a> {
    lineages: Vec<Vec<&'a Department>>,
    /// All of them, side by side.
    ids: Vec<DepartmentId>,
}

impl<'a> Member<'a> {
    pub(crate) fn of(org: &'a Org, row: u32) -> Self {
        Self {
            org,
            row,
            user: org.people.get(row),
            above: OnceLock::new(),
        }
    }

    /// For each department of the person: itself, then all above it up to the root.
    pub(crate) fn lineages(&self) -> &[Vec<&'a Department>] {
        &self.above().lineages
    }

    fn above(&self) -> &Above<'a> {
        self.above.get_or_init(|| {
            let places = self.user.departments();
            let lineages = places.map(|place| self.org.departments_above(place.department));
            let lineages: Vec<_> = lineages.filter(|lineage| !lineage.is_empty()).collect();
            let mut ids: Vec<_> = lineages.iter().flatten().map(|above| above.id).collect();
            ids.sort_unstable();
            ids.dedup();
            Above { lineages, ids }
        })
    }

    /// The departments that the person is directly in.
    pub(crate) fn direct(&self) -> impl Iterator<Item = &'a Department> + '_ {
        self.lineages().iter().map(|lineage| lineage[0])
    }

    /// Whether the person is in one of the departments or below it.
    pub(crate) fn is_in(&self, departments: &[DepartmentId]) -> bool {
        !departments.is_empty() && {
            let above = &self.above().ids;
            departments.iter().any(|id| above.contains(id))
        }
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
        let held = settings
            .are_about_roles()
            .then(|| org.roles_held(&self.user));
        let by_role = held.into_iter().flatten();
        let by_role = by_role.flat_map(|role| settings.of_role(role));
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

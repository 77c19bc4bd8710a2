//! Roles and who holds them.

use super::View;
use crate::index::role_members::RoleMembers;
use crate::index::row_set::RowSet;
use crate::organization::{BuiltInRole, Role, RoleGroup};
use crate::user::UserRef;
use crate::{Department, Refusal, RoleId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Somebody who holds a role.
pub struct RoleMember<'a> {
    /// The person.
    pub user: UserRef<'a>,
    /// Departments managed in this role; none is everybody.
    pub manages: Vec<&'a Department>,
}

/// Gathering somebody in scope costs as much as looking at so many members of a role.
const GATHERING_COST: usize = 8;

/// A page of those who hold a role.
#[derive(Default)]
pub struct RoleMemberPage<'a> {
    /// Them.
    pub members: Vec<RoleMember<'a>>,
    /// Whether more follow.
    pub has_more: bool,
}

impl<'a> View<'a> {
    /// A role group.
    pub fn role_group(&self, id: RoleId) -> Option<&'a RoleGroup> {
        self.org.roles.groups.get(&id).map(|group| &**group)
    }

    /// Role groups in the order of their creation, from one on.
    pub fn role_groups(&self, offset: usize) -> impl Iterator<Item = &'a RoleGroup> + use<'a> {
        let groups = self.org.roles.groups.values();
        groups.skip(offset).map(|group| &**group)
    }

    /// The roles of a group, in the order of their creation.
    pub fn roles_of_group(&self, group: RoleId) -> impl Iterator<Item = &'a Role> + use<'a> {
        self.org.roles.of_group(group).map(|role| &**role)
    }

    /// A role.
    ///
    /// # Errors
    /// [`Refusal::RoleNotFound`].
    pub fn role(&self, id: RoleId) -> Result<&'a Role, Refusal> {
        match self.org.roles.all.get(&id) {
            Some(role) => Ok(role),
            None => Err(Refusal::RoleNotFound(id.0)),
        }
    }

    /// The roles of a person: the built-in ones that apply, then those that were given.
    pub fn roles_of(&self, user: &UserRef<'_>) -> Vec<(&'a Role, &'a RoleGroup)> {
        let applies = |role: BuiltInRole| self.org.has_built_in(user, role);
        let roles = &self.org.roles;
        let with_group = |role: &'a Arc<Role>| {
            let group = roles.groups.get(&role.group);
            group.map(|group| (&**role, &**group))
        };
        // An organization starts with these, so their ids are the smallest.
        let built_in = (roles.all.values()).take_while(|role| role.built_in.is_some());
        let applying = built_in.filter(|role| role.built_in.is_some_and(applies));
        let given = user.roles().filter_map(|id| roles.all.get(&id));
        applying.chain(given).filter_map(with_group).collect()
    }

    /// Those who hold a role and whom the caller sees, in the order in which it was given; of a built-in one by userid.
    ///
    /// # Errors
    /// [`Refusal::RoleNotFound`].
    pub fn role_members(
        &self,
        role: RoleId,
        offset: usize,
        size: usize,
    ) -> Result<RoleMemberPage<'a>, Refusal> {
        let org = self.org;
        // Who sees everybody need not look at those before the page.
        let (skipped, left) = match self.scope {
            None => (offset, 0),
            Some(_) => (0, offset),
        };
        let Some(kind) = self.role(role)?.built_in else {
            let Some(members) = org.roles.members(role) else {
                return Ok(RoleMemberPage::default());
            };
            let gathered = self.rows_in_scope(members.len() / GATHERING_COST);
            let seen = gathered.map(|rows| RoleMembers::among(rows, role, &org.people));
            let users = seen.as_ref().unwrap_or(members).from(skipped);
            let users = users.map(|row| org.people.get(row));
            return Ok(self.page(users, left, size, |user| {
                let mut given = user.given_roles();
                let departments = given.find(|given| given.role == role)?.departments;
                departments.map(|ids| self.named(ids))
            }));
        };
        let userids = org.built_in_members(kind).skip(skipped);
        let users = userids.filter_map(|id| org.people.find(id.as_str()));
        Ok(self.page(users, left, size, |user| {
            if kind != BuiltInRole::DepartmentManager {
                return None;
            }
            let places = user.departments().map(|place| place.department);
            let managed = places.filter(|id| self.manages(user.userid, *id));
            Some(self.named(managed))
        }))
    }

    /// Everybody whom a narrowed caller sees, when they are at most so many.
    fn rows_in_scope(&self, count_max: usize) -> Option<BTreeSet<u32>> {
        let (org, scope) = (self.org, self.scope?);
        let nodes = scope.departments.iter();
        let subtrees: Vec<&RowSet> = nodes
            .filter_map(|id| org.departments.get(id))
            .map(|node| &node.subtree)
            .collect();
        let admins = scope.admins.then_some(&org.admins);
        let below: u64 = subtrees.iter().map(|rows| rows.len()).sum();
        let count = below as usize + scope.users.len() + admins.map_or(0, |admins| admins.len());
        if count > count_max {
            return None;
        }
        let named = scope.users.iter();
        let named = named.chain(admins.into_iter().flat_map(|admins| admins.keys()));
        let named = named.filter_map(|id| org.people.row(id.as_str()));
        let below = subtrees.into_iter().flat_map(RowSet::iter);
        Some(below.chain(named).collect())
    }

    fn named(&self, ids: impl IntoIterator<Item = crate::DepartmentId>) -> Vec<&'a Department> {
        let nodes = ids
            .into_iter()
            .filter(|id| !self.is_cut() || self.sees_department(*id))
            .filter_map(|id| self.org.departments.get(&id));
        nodes.map(|node| &*node.department).collect()
    }

    fn page(
        &self,
        users: impl Iterator<Item = UserRef<'a>>,
        offset: usize,
        size: usize,
        manages: impl Fn(&UserRef<'a>) -> Option<Vec<&'a Department>>,
    ) -> RoleMemberPage<'a> {
        let mut seen = users.filter(|user| self.sees_user(user)).skip(offset);
        let members = seen.by_ref().take(size).map(|user| RoleMember {
            manages: manages(&user).unwrap_or_default(),
            user,
        });
        RoleMemberPage {
            members: members.collect(),
            has_more: seen.next().is_some(),
        }
    }
}

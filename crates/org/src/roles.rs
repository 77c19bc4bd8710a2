//! The roles of an organization, with what finds them and their members.

use crate::index::role_members::RoleMembers;
use crate::org::Org;
use crate::organization::BuiltInRole;
use crate::organization::{Role, RoleGroup};
use crate::people::People;
use crate::user::User;
use crate::user::UserRef;
use crate::{Department, DepartmentId, RoleId, UserId};
use imbl::{OrdMap, OrdSet};
use std::sync::Arc;

/// Groups, roles, and who holds them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) groups: OrdMap<RoleId, Arc<RoleGroup>>,
    pub(crate) all: OrdMap<RoleId, Arc<Role>>,
    /// Pairs of group and role.
    by_group: OrdSet<(RoleId, RoleId)>,
    members: OrdMap<RoleId, RoleMembers>,
    /// Pairs of a department and the row of somebody who manages it in some role.
    scopes: OrdSet<(DepartmentId, u32)>,
    /// Responsible persons of the organization.
    pub(crate) bosses: OrdSet<UserId>,
    /// Pairs of a manager and the department.
    pub(crate) managers: OrdSet<(UserId, DepartmentId)>,
}

impl Roles {
    pub(crate) fn set(&mut self, role: &Role) {
        if let Some(old) = self.all.insert(role.id, Arc::new(role.clone())) {
            self.by_group.remove(&(old.group, old.id));
        }
        self.by_group.insert((role.group, role.id));
    }

    pub(crate) fn remove(&mut self, id: RoleId) {
        if let Some(old) = self.all.remove(&id) {
            self.by_group.remove(&(old.group, old.id));
        }
        self.members.remove(&id);
    }

    /// The roles of a group, in the order of their creation.
    pub(crate) fn of_group(&self, group: RoleId) -> impl Iterator<Item = &Arc<Role>> {
        self.by_group
            .range((group, RoleId(i64::MIN))..=(group, RoleId(i64::MAX)))
            .filter_map(|(_, role)| self.all.get(role))
    }

    /// Rows of those to whom a role was given.
    pub(crate) fn members(&self, role: RoleId) -> Option<&RoleMembers> {
        self.members.get(&role)
    }

    /// Rows of those who manage a department in some role.
    pub(crate) fn managing(&self, department: DepartmentId) -> impl Iterator<Item = u32> + '_ {
        self.scopes
            .range((department, 0)..=(department, u32::MAX))
            .map(|(_, row)| *row)
    }

    /// The row holds the person already.
    pub(crate) fn enter_user(&mut self, row: u32, user: &User, people: &People) {
        for given in &user.roles {
            let members = self.members.entry(given.role).or_default();
            members.insert(given.role, row, people);
        }
        self.enter_facts(row, user);
    }

    /// The same for many who are sorted into the lists together, by [`Roles::sort_members`].
    pub(crate) fn enter_unsorted(&mut self, row: u32, user: &User) {
        for given in &user.roles {
            self.members.entry(given.role).or_default().append(row);
        }
        self.enter_facts(row, user);
    }

    pub(crate) fn sort_members(&mut self, people: &People) {
        let sorted = self.members.iter().map(|(role, members)| {
            let members = members.sorted(*role, people);
            (*role, members)
        });
        self.members = sorted.collect();
    }

    fn enter_facts(&mut self, row: u32, user: &User) {
        for department in user
            .roles
            .iter()
            .flat_map(|given| given.departments.iter().flatten())
        {
            self.scopes.insert((*department, row));
        }
        if user.boss {
            self.bosses.insert(user.userid.clone());
        }
    }

    /// The row still holds the old value.
    pub(crate) fn leave_user(&mut self, row: u32, old: &User, people: &People) {
        for given in &old.roles {
            if let Some(members) = self.members.get_mut(&given.role) {
                members.remove(given.role, row, people);
            }
            for department in given.departments.iter().flatten() {
                self.scopes.remove(&(*department, row));
            }
        }
        self.bosses.remove(&old.userid);
    }

    pub(crate) fn enter_department(&mut self, department: &Department) {
        for manager in &department.managers {
            self.managers.insert((manager.clone(), department.id));
        }
    }

    pub(crate) fn leave_department(&mut self, department: &Department) {
        for manager in &department.managers {
            self.managers.remove(&(manager.clone(), department.id));
        }
    }
}

impl Org {
    /// Whether one of the built-in roles applies to somebody.
    pub(crate) fn has_built_in(&self, user: &UserRef<'_>, role: BuiltInRole) -> bool {
        let is_admin = |primary| {
            let admin = self.admins.get(user.userid);
            admin.is_some_and(|admin| admin.is_primary() == primary)
        };
        match role {
            BuiltInRole::MainAdmin => is_admin(true),
            BuiltInRole::SubAdmin => is_admin(false),
            BuiltInRole::Boss => user.boss,
            BuiltInRole::DepartmentManager => user
                .departments()
                .any(|place| self.manages(user.userid, place.department)),
        }
    }

    /// Whether a person manages a department.
    pub(crate) fn manages(&self, userid: &str, department: DepartmentId) -> bool {
        self.departments.get(&department).is_some_and(|node| {
            let mut managers = node.department.managers.iter();
            managers.any(|id| id.as_str() == userid)
        })
    }

    /// The roles that somebody holds, given or built-in.
    pub(crate) fn roles_held<'a>(
        &'a self,
        user: &UserRef<'a>,
    ) -> impl Iterator<Item = RoleId> + use<'a> {
        let user = *user;
        // An organization starts with these, so their ids are the smallest.
        let built_in = (self.roles.all.values()).map_while(|role| Some((role.id, role.built_in?)));
        let applying = built_in.filter(move |(_, kind)| self.has_built_in(&user, *kind));
        applying.map(|(id, _)| id).chain(user.roles())
    }

    /// Whether somebody holds a role, given or built-in.
    pub(crate) fn holds_role(&self, user: &UserRef<'_>, role: RoleId) -> bool {
        match self.roles.all.get(&role).map(|role| role.built_in) {
            Some(Some(built_in)) => self.has_built_in(user, built_in),
            Some(None) => user.roles().any(|held| held == role),
            None => false,
        }
    }

    /// Those to whom a built-in role applies, by userid.
    pub(crate) fn built_in_members(
        &self,
        kind: BuiltInRole,
    ) -> Box<dyn Iterator<Item = &UserId> + '_> {
        let admins = |primary| {
            let admins = self.admins.values();
            admins
                .filter(move |admin| admin.is_primary() == primary)
                .map(|admin| &admin.userid)
        };
        match kind {
            BuiltInRole::MainAdmin => Box::new(admins(true)),
            BuiltInRole::SubAdmin => Box::new(admins(false)),
            BuiltInRole::Boss => Box::new(self.roles.bosses.iter()),
            BuiltInRole::DepartmentManager => {
                let mut last = None;
                let managers = self.roles.managers.iter().map(|(manager, _)| manager);
                Box::new(managers.filter(move |manager| last.replace(*manager) != Some(*manager)))
            }
        }
    }

    /// The rows of those who hold a role, given or built-in.
    pub(crate) fn role_rows(&self, role: RoleId) -> Vec<u32> {
        match self.roles.all.get(&role).map(|role| role.built_in) {
            Some(Some(built_in)) => self
                .built_in_members(built_in)
                .filter_map(|id| self.people.row(id.as_str()))
                .collect(),
            Some(None) => {
                let members = self.roles.members(role);
                members.map_or_else(Vec::new, |members| members.from(0).collect())
            }
            None => Vec::new(),
        }
    }
}

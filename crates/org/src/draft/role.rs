//! How roles come, change and go, and who holds them.

use super::Draft;
use crate::change::Change;
use crate::organization::{BuiltInRole, Role, RoleGroup};
use crate::sentence;
use crate::user::{GivenRole, User};
use crate::{DepartmentId, Millis, Refusal, RoleId, limits};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Draft {
    /// Takes the next id of the one sequence of roles, groups and labels.
    pub(super) fn next_label_id(&mut self) -> RoleId {
        let mut info = (*self.org.info).clone();
        let id = RoleId(info.next_label_id);
        info.next_label_id += 1;
        self.change(Change::OrganizationSet(Box::new(info)));
        id
    }

    /// Creates a role group.
    ///
    /// # Errors
    /// [`Refusal::RoleNameInvalid`], [`Refusal::RoleNameTaken`], [`Refusal::OrganizationFull`].
    pub fn add_role_group(&mut self, name: &str) -> Result<RoleId, Refusal> {
        let name = checked_name(name)?;
        let mut groups = self.org.roles.groups.values();
        if groups.any(|group| group.name == name) {
            return Err(Refusal::RoleNameTaken(name.to_owned()));
        }
        if self.org.roles.groups.len() >= limits::ROLE_GROUPS_MAX {
            return Err(Refusal::OrganizationFull);
        }
        let id = self.next_label_id();
        self.change(Change::RoleGroupSet(RoleGroup {
            id,
            name: name.to_owned(),
        }));
        Ok(id)
    }

    /// Creates a role in a group.
    ///
    /// # Errors
    /// [`Refusal::RoleGroupNotFound`], [`Refusal::RoleBuiltIn`] for the group of built-in roles,
    /// [`Refusal::RoleNameInvalid`], [`Refusal::RoleNameTaken`], [`Refusal::OrganizationFull`].
    pub fn add_role(&mut self, group: RoleId, name: &str) -> Result<RoleId, Refusal> {
        let is_built_in = |role: &Arc<Role>| role.built_in.is_some();
        if self.org.roles.of_group(group).any(is_built_in) {
            return Err(Refusal::RoleBuiltIn(group.0));
        }
        self.add_role_kind(group, name, None)
    }

    pub(super) fn add_role_kind(
        &mut self,
        group: RoleId,
        name: &str,
        built_in: Option<BuiltInRole>,
    ) -> Result<RoleId, Refusal> {
        let name = checked_name(name)?;
        if !self.org.roles.groups.contains_key(&group) {
            return Err(Refusal::RoleGroupNotFound(group.0));
        }
        if self.org.roles.all.len() >= limits::ROLES_MAX {
            return Err(Refusal::OrganizationFull);
        }
        self.check_role_name(group, name)?;
        let id = self.next_label_id();
        self.change(Change::RoleSet(Role {
            id,
            group,
            name: name.to_owned(),
            built_in,
        }));
        Ok(id)
    }

    /// Renames a role; the name it has makes no change.
    ///
    /// # Errors
    /// [`Refusal::RoleNotFound`], [`Refusal::RoleBuiltIn`], [`Refusal::RoleNameInvalid`], [`Refusal::RoleNameTaken`].
    pub fn rename_role(&mut self, id: RoleId, name: &str) -> Result<(), Refusal> {
        let role = self.given_by_hand(id)?.clone();
        let name = checked_name(name)?;
        if role.name == name {
            return Ok(());
        }
        self.check_role_name(role.group, name)?;
        self.change(Change::RoleSet(Role {
            name: name.to_owned(),
            ..role
        }));
        Ok(())
    }

    /// Deletes a role that nobody holds.
    ///
    /// # Errors
    /// [`Refusal::RoleNotFound`], [`Refusal::RoleBuiltIn`], [`Refusal::RoleHeld`].
    pub fn remove_role(&mut self, id: RoleId) -> Result<(), Refusal> {
        self.given_by_hand(id)?;
        let members = self.org.roles.members(id);
        if members.is_some_and(|members| !members.is_empty()) {
            return Err(Refusal::RoleHeld(id.0));
        }
        crate::rules::role_goes(self, id);
        self.change(Change::RoleRemoved(id));
        Ok(())
    }

    /// Gives each of the people each of the roles; who holds one keeps it as it is.
    ///
    /// # Errors
    /// [`Refusal::RoleNotFound`], [`Refusal::RoleBuiltIn`], [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`],
    /// [`Refusal::Invalid`] for more roles than one person may hold. Nothing has changed then.
    pub fn give_roles(&mut self, roles: &[RoleId], userids: &[String]) -> Result<(), Refusal> {
        let users = self.holders(roles, userids)?;
        for user in &users {
            let others = user
                .roles
                .iter()
                .filter(|given| !roles.contains(&given.role));
            let roles: BTreeSet<&RoleId> = roles.iter().collect();
            if others.count() + roles.len() > limits::USER_ROLES_MAX {
                return Err(Refusal::Invalid(sentence!(
                    "a person has at most {max} roles",
                    "一个人最多有 {max} 个角色",
                    max = limits::USER_ROLES_MAX
                )));
            }
        }
        let roles: Vec<(RoleId, Millis)> = roles
            .iter()
            .map(|role| (*role, self.time_of_giving(*role)))
            .collect();
        for mut user in users {
            let count = user.roles.len();
            for (role, given_at) in &roles {
                if user.roles.iter().all(|given| given.role != *role) {
                    user.roles.push(GivenRole {
                        role: *role,
                        given_at: *given_at,
                        departments: None,
                    });
                }
            }
            if user.roles.len() != count {
                self.change(Change::UserUpdated(Box::new(user)));
            }
        }
        Ok(())
    }

    /// Later than of everybody who holds the role, also when clocks differ, so that pages that were read stay as they are.
    fn time_of_giving(&self, role: RoleId) -> Millis {
        let members = self.org.roles.members(role);
        let last = members.and_then(|members| members.last_given(role, &self.org.people));
        last.map_or(self.now(), |last| self.now().max(Millis(last.0 + 1)))
    }

    /// Takes each of the roles from each of the people; who does not hold one is passed over.
    ///
    /// # Errors
    /// As [`Draft::give_roles`].
    pub fn take_roles(&mut self, roles: &[RoleId], userids: &[String]) -> Result<(), Refusal> {
        for mut user in self.holders(roles, userids)? {
            let count = user.roles.len();
            user.roles.retain(|given| !roles.contains(&given.role));
            if user.roles.len() != count {
                self.change(Change::UserUpdated(Box::new(user)));
            }
        }
        Ok(())
    }

    /// Sets which departments a person manages in a role; everybody for none.
    ///
    /// # Errors
    /// [`Refusal::RoleNotFound`], [`Refusal::RoleBuiltIn`], [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`],
    /// [`Refusal::DepartmentNotFound`], [`Refusal::DepartmentOutOfScope`], [`Refusal::RoleNotHeld`],
    /// [`Refusal::Invalid`] for too many departments.
    pub fn set_role_scope(
        &mut self,
        userid: &str,
        role: RoleId,
        departments: &[DepartmentId],
    ) -> Result<(), Refusal> {
        let old = self.view().user(userid)?.to_user();
        self.given_by_hand(role)?;
        let departments: BTreeSet<DepartmentId> = departments.iter().copied().collect();
        if departments.len() > limits::ROLE_SCOPE_DEPARTMENTS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} departments, got {count}",
                "最多 {max} 个部门，现有 {count} 个",
                max = limits::ROLE_SCOPE_DEPARTMENTS_MAX,
                count = departments.len()
            )));
        }
        for id in &departments {
            self.view().department(*id)?;
        }
        let mut user = old.clone();
        let Some(given) = user.roles.iter_mut().find(|given| given.role == role) else {
            return Err(Refusal::RoleNotHeld(old.userid));
        };
        given.departments = (!departments.is_empty()).then(|| departments.into_iter().collect());
        if user != old {
            self.change(Change::UserUpdated(Box::new(user)));
        }
        Ok(())
    }

    /// Checks all roles, then all people, and tells the people, each once.
    fn holders(&self, roles: &[RoleId], userids: &[String]) -> Result<Vec<User>, Refusal> {
        for role in roles {
            self.given_by_hand(*role)?;
        }
        let mut users: Vec<User> = Vec::with_capacity(userids.len());
        for userid in userids {
            let user = self.view().user(userid)?;
            if users
                .iter()
                .all(|known| known.userid.as_str() != user.userid)
            {
                users.push(user.to_user());
            }
        }
        Ok(users)
    }

    /// A role that people are given, unlike those that follow from other facts.
    fn given_by_hand(&self, id: RoleId) -> Result<&Role, Refusal> {
        match self.org.roles.all.get(&id) {
            None => Err(Refusal::RoleNotFound(id.0)),
            Some(role) if role.built_in.is_some() => Err(Refusal::RoleBuiltIn(id.0)),
            Some(role) => Ok(role),
        }
    }

    fn check_role_name(&self, group: RoleId, name: &str) -> Result<(), Refusal> {
        let mut roles = self.org.roles.of_group(group);
        if roles.any(|role| role.name == name) {
            return Err(Refusal::RoleNameTaken(name.to_owned()));
        }
        Ok(())
    }
}

fn checked_name(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > limits::NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Refusal::RoleNameInvalid);
    }
    Ok(name)
}

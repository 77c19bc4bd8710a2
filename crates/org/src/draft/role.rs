//! How roles come and who holds them.

use super::Draft;
use crate::change::Change;
use crate::organization::{BuiltInRole, Role, RoleGroup};
use crate::user::User;
use crate::{Refusal, RoleId, limits};

impl Draft {
    /// Takes the next id of the one sequence of roles, groups and labels.
    fn next_label_id(&mut self) -> RoleId {
        let mut info = (*self.org.info).clone();
        let id = RoleId(info.next_label_id);
        info.next_label_id += 1;
        self.change(Change::OrganizationSet(Box::new(info)));
        id
    }

    /// Creates a role group.
    ///
    /// # Errors
    /// [`Refusal::RoleNameTaken`], [`Refusal::Invalid`] for a name that is empty or too long.
    pub fn add_role_group(&mut self, name: &str) -> Result<RoleId, Refusal> {
        let name = checked_name(name)?;
        if self
            .org
            .role_groups
            .values()
            .any(|group| group.name == name)
        {
            return Err(Refusal::RoleNameTaken(name.to_owned()));
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
    /// [`Refusal::RoleNotFound`] for an unknown group, [`Refusal::RoleNameTaken`], [`Refusal::Invalid`].
    pub fn add_role(&mut self, group: RoleId, name: &str) -> Result<RoleId, Refusal> {
        self.add_role_kind(group, name, None)
    }

    pub(super) fn add_role_kind(
        &mut self,
        group: RoleId,
        name: &str,
        built_in: Option<BuiltInRole>,
    ) -> Result<RoleId, Refusal> {
        let name = checked_name(name)?;
        if !self.org.role_groups.contains_key(&group) {
            return Err(Refusal::RoleNotFound(group.0));
        }
        if self.org.roles.len() >= limits::ROLES_MAX {
            return Err(Refusal::OrganizationFull);
        }
        if self
            .org
            .roles
            .values()
            .any(|role| role.group == group && role.name == name)
        {
            return Err(Refusal::RoleNameTaken(name.to_owned()));
        }
        let id = self.next_label_id();
        self.change(Change::RoleSet(Role {
            id,
            group,
            name: name.to_owned(),
            built_in,
        }));
        Ok(id)
    }

    /// Gives a person a role; giving it again changes nothing.
    ///
    /// # Errors
    /// [`Refusal::RoleNotFound`], [`Refusal::UserNotFound`], [`Refusal::Invalid`] for a built-in role.
    pub fn give_role(&mut self, userid: &str, role: RoleId) -> Result<(), Refusal> {
        let known = self
            .org
            .roles
            .get(&role)
            .ok_or(Refusal::RoleNotFound(role.0))?;
        if known.built_in.is_some() {
            return Err(Refusal::Invalid(format!(
                "role {} is given by the system",
                known.name
            )));
        }
        let user = self.view().user(userid)?.to_user();
        if user.roles.contains(&role) {
            return Ok(());
        }
        if user.roles.len() >= limits::USER_ROLES_MAX {
            return Err(Refusal::Invalid(format!(
                "a person has at most {} roles",
                limits::USER_ROLES_MAX
            )));
        }
        let roles = user.roles.iter().copied().chain([role]).collect();
        self.change(Change::UserUpdated(Box::new(User { roles, ..user })));
        Ok(())
    }
}

fn checked_name(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > limits::NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Refusal::Invalid(format!(
            "a name has 1 to {} characters",
            limits::NAME_CHARS_MAX
        )));
    }
    Ok(name)
}

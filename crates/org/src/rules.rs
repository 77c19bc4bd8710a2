//! What holds after every write: whatever one thing says of another is true, also when the other moves or goes.
//!
//! One rule a file. Each says what follows from somebody or something going, as further changes of the same draft, and what of it is
//! broken in a value. Nothing else in the crate cleans up after anything.

mod accounts;
mod admins;
mod credentials;
mod department_managers;
mod external_contacts;
mod fields;
mod industry;
mod invites;
mod management_groups;
mod partners;
mod permits;
mod photos;
mod reporting;
mod roles;
mod scopes;
mod settings;

use crate::draft::Draft;
use crate::organization::ManagementGroup;
use crate::{DepartmentId, ManagementGroupId, Org, OrgId, Refusal, RoleId, User, UserId};

/// Before somebody is deleted whose account may also work elsewhere.
pub(crate) fn account_goes(draft: &mut Draft, user: &User) -> Result<(), Refusal> {
    accounts::user_goes(draft, user)
}

/// After the facts of an enterprise account changed.
pub(crate) fn account_changed(draft: &mut Draft, user: &User) -> Result<(), Refusal> {
    accounts::account_changed(draft, user)
}

/// After an organization showed another more or less of its enterprise accounts.
pub(crate) fn accounts_shown(draft: &mut Draft, to: &OrgId) -> Result<(), Refusal> {
    accounts::shown(draft, to)
}

/// After the organization's name or authentication changed.
pub(crate) fn organization_changed(draft: &mut Draft) -> Result<(), Refusal> {
    partners::organization_changed(draft)
}

/// After the organization was renamed.
pub(crate) fn creators_organization_renamed(draft: &mut Draft) -> Result<(), Refusal> {
    accounts::renamed(draft)
}

/// Before a person is taken out of the organization.
pub(crate) fn user_goes(draft: &mut Draft, user: &User) {
    for place in &user.departments {
        user_leaves_department(draft, &user.userid, place.department);
    }
    permits::user_goes(draft, &user.userid);
    photos::user_goes(draft, &user.userid);
    reporting::user_goes(draft, &user.userid);
    admins::user_goes(draft, &user.userid);
    credentials::user_goes(draft, &user.userid);
    scopes::user_goes(draft, &user.userid);
    external_contacts::user_goes(draft, &user.userid);
    settings::user_goes(draft, &user.userid);
    fields::user_goes(draft, &user.userid);
    invites::user_goes(draft, &user.userid);
}

/// After the facts of a person changed.
pub(crate) fn user_changed(draft: &mut Draft, user: &User) {
    settings::user_changed(draft, user);
}

/// Before a role is deleted. Nobody holds it any more.
pub(crate) fn role_goes(draft: &mut Draft, id: RoleId) {
    settings::role_goes(draft, id);
    fields::role_goes(draft, id);
}

/// Before a person stops being a member of a department.
pub(crate) fn user_leaves_department(draft: &mut Draft, user: &UserId, department: DepartmentId) {
    department_managers::user_leaves(draft, user, department);
}

/// Before a department is taken out of the organization. It has no members and nothing below it any more.
pub(crate) fn department_goes(draft: &mut Draft, id: DepartmentId) {
    permits::department_goes(draft, id);
    scopes::department_goes(draft, id);
    admins::department_goes(draft, id);
    management_groups::department_goes(draft, id);
    external_contacts::department_goes(draft, id);
    accounts::department_goes(draft, id);
    roles::department_goes(draft, id);
    settings::department_goes(draft, id);
    fields::department_goes(draft, id);
    invites::department_goes(draft, id);
    partners::department_goes(draft, id);
}

/// After somebody's power as an administrator changed or ended.
pub(crate) fn admin_changed(draft: &mut Draft, user: &UserId) {
    management_groups::admin_changed(draft, user);
}

/// Before somebody takes over another's power as an administrator.
pub(crate) fn maker_succeeded(draft: &mut Draft, giver: &UserId, receiver: &UserId) {
    management_groups::maker_succeeded(draft, giver, receiver);
}

/// After a department went below another.
pub(crate) fn department_moved(draft: &mut Draft) {
    management_groups::department_moved(draft);
}

/// Before an app is removed.
pub(crate) fn app_goes(draft: &mut Draft, agent_id: i64) {
    admins::app_goes(draft, agent_id);
    management_groups::app_goes(draft, agent_id);
}

/// Stores a management group, and gives its members its power.
pub(crate) fn set_management_group(draft: &mut Draft, group: ManagementGroup) {
    management_groups::set(draft, group);
}

/// Deletes a management group.
pub(crate) fn remove_management_group(draft: &mut Draft, id: ManagementGroupId) {
    management_groups::remove(draft, id);
}

impl Org {
    /// One sentence for each rule that this value breaks; a value that drafts made breaks none. Looks at everything.
    pub fn broken_rules(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for rule in [
            accounts::broken,
            admins::broken,
            credentials::broken,
            department_managers::broken,
            external_contacts::broken,
            fields::broken,
            industry::broken,
            invites::broken,
            management_groups::broken,
            partners::broken,
            permits::broken,
            photos::broken,
            reporting::broken,
            roles::broken,
            scopes::broken,
            settings::broken,
        ] {
            rule(self, &mut broken);
        }
        broken
    }

    fn has_user(&self, id: &UserId) -> bool {
        self.has_member(id)
    }
}

//! Administrators are people of the organization, one of them the main one, and manage departments that exist.

use super::management_groups;
use crate::change::Change;
use crate::draft::Draft;
use crate::organization::AdminLevel;
use crate::{DepartmentId, Org, UserId};

pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    if draft.org.admins.contains_key(user) {
        draft.change(Change::AdminRemoved(user.clone()));
        management_groups::admin_changed(draft, user);
    }
}

pub(super) fn app_goes(draft: &mut Draft, agent_id: i64) {
    let admins: Vec<_> = draft.org.admins.values().cloned().collect();
    for admin in admins {
        let mut changed = (*admin).clone();
        if changed.apps.remove(&agent_id) {
            draft.change(Change::AdminSet(changed));
        }
    }
}

/// Somebody left without a department does not come to manage everything.
pub(super) fn department_goes(draft: &mut Draft, gone: DepartmentId) {
    let admins: Vec<_> = draft.org.admins.values().cloned().collect();
    for admin in admins {
        let mut changed = (*admin).clone();
        if changed
            .departments
            .as_mut()
            .is_some_and(|ids| ids.remove(&gone))
        {
            draft.change(Change::AdminSet(changed));
        }
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for admin in org.admins.values() {
        let id = &admin.userid;
        if !org.has_user(id) {
            broken.push(format!("administrator {id} is not there"));
        }
        if (admin.level == AdminLevel::Main) != (*id == org.info.main_admin) {
            broken.push(format!("{id} is the main administrator in one place only"));
        }
        for place in admin.departments.iter().flatten() {
            if !org.departments.contains_key(place) {
                broken.push(format!(
                    "{id} manages department {place}, which is not there"
                ));
            }
        }
    }
}

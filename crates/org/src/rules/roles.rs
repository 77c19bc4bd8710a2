//! A role that somebody holds exists, is none of the built-in ones, and has a group; a scope names only departments that exist.

use crate::change::Change;
use crate::draft::Draft;
use crate::{DepartmentId, Org};

/// Somebody left without a department in a scope does not come to manage everybody.
pub(super) fn department_goes(draft: &mut Draft, gone: DepartmentId) {
    let rows: Vec<u32> = draft.org.roles.managing(gone).collect();
    for row in rows {
        let mut user = draft.org.people.get(row).to_user();
        for departments in user
            .roles
            .iter_mut()
            .filter_map(|given| given.departments.as_mut())
        {
            departments.retain(|id| *id != gone);
        }
        draft.change(Change::UserUpdated(Box::new(user)));
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for role in org.roles.all.values() {
        if !org.roles.groups.contains_key(&role.group) {
            broken.push(format!("role {} has no group", role.id));
        }
    }
    for row in org.people.rows() {
        let user = org.people.get(row);
        for given in user.given_roles() {
            let (userid, id) = (user.userid, given.role);
            if org
                .roles
                .all
                .get(&id)
                .is_none_or(|role| role.built_in.is_some())
            {
                broken.push(format!(
                    "{userid} holds role {id}, which nobody can be given"
                ));
            }
            let places = given.departments.iter().flatten();
            for place in places.filter(|place| !org.departments.contains_key(*place)) {
                broken.push(format!(
                    "{userid} manages department {place} in role {id}, which is not there"
                ));
            }
        }
    }
}

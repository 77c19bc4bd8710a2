//! The managers of a department, and the owner of its group, are members of it.

use crate::change::Change;
use crate::draft::Draft;
use crate::{DepartmentId, Org, UserId};

pub(super) fn user_leaves(draft: &mut Draft, user: &UserId, department: DepartmentId) {
    let Some(node) = draft.org.departments.get(&department) else {
        return;
    };
    let mut changed = (*node.department).clone();
    changed.managers.retain(|manager| manager != user);
    if changed.group_owner.as_ref() == Some(user) {
        changed.group_owner = None;
    }
    if changed != *node.department {
        draft.change(Change::DepartmentUpdated(Box::new(changed)));
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for node in org.departments.values() {
        let department = &node.department;
        for id in department.managers.iter().chain(&department.group_owner) {
            let user = org.people.find(id.as_str());
            if user.is_none_or(|user| user.membership(department.id).is_none()) {
                let place = department.id;
                broken.push(format!("{id} leads department {place} and is no member"));
            }
        }
    }
}

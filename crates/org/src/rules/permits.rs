//! The lists of a department that name people and departments name only those that exist.

use crate::change::Change;
use crate::department::Mention;
use crate::draft::Draft;
use crate::{DepartmentId, Org, UserId};

pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    forget(draft, &Mention::User(user.clone()));
}

pub(super) fn department_goes(draft: &mut Draft, id: DepartmentId) {
    forget(draft, &Mention::Department(id));
}

fn forget(draft: &mut Draft, gone: &Mention) {
    let from = (gone.clone(), DepartmentId(i64::MIN));
    let until = (gone.clone(), DepartmentId(i64::MAX));
    let naming: Vec<DepartmentId> = draft
        .org
        .mentions
        .range(from..=until)
        .map(|(_, department)| *department)
        .collect();
    for id in naming {
        let Some(node) = draft.org.departments.get(&id) else {
            continue;
        };
        let mut department = (*node.department).clone();
        match gone {
            Mention::Department(gone) => {
                department.permit_departments.retain(|id| id != gone);
                department.outer_permit_departments.retain(|id| id != gone);
            }
            Mention::User(gone) => {
                department.permit_users.retain(|id| id != gone);
                department.outer_permit_users.retain(|id| id != gone);
            }
        }
        draft.change(Change::DepartmentUpdated(Box::new(department)));
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for node in org.departments.values() {
        let place = node.department.id;
        for mention in node.department.mentions() {
            let sentence = match &mention {
                Mention::Department(id) if !org.departments.contains_key(id) => {
                    format!("department {place} names department {id}, which is not there")
                }
                Mention::User(id) if !org.has_user(id) => {
                    format!("department {place} names {id}, who is not there")
                }
                _ => continue,
            };
            broken.push(sentence);
        }
    }
}

//! The Contacts scope of an app names only people and departments that exist.

use crate::change::Change;
use crate::draft::Draft;
use crate::organization::ContactsScope;
use crate::{DepartmentId, Org, UserId};

pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    forget(draft, |scope| scope.users.remove(user));
}

pub(super) fn department_goes(draft: &mut Draft, id: DepartmentId) {
    forget(draft, |scope| scope.departments.remove(&id));
}

fn forget(draft: &mut Draft, forget: impl Fn(&mut ContactsScope) -> bool) {
    let apps: Vec<_> = draft.org.apps.values().cloned().collect();
    for app in apps {
        let mut changed = (*app).clone();
        if forget(&mut changed.scope) {
            draft.change(Change::AppSet(Box::new(changed)));
        }
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for app in org.apps.values() {
        let (name, scope) = (&app.name, &app.scope);
        for id in scope.users.iter().filter(|id| !org.has_user(id)) {
            broken.push(format!("app {name} may see {id}, who is not there"));
        }
        for id in &scope.departments {
            if !org.departments.contains_key(id) {
                broken.push(format!(
                    "app {name} may see department {id}, which is not there"
                ));
            }
        }
    }
}

//! A setting about who sees whom, and who may contact somebody in Executive mode, names only people, departments and roles that exist.
//! A setting that is left without anybody to be about stays, and does nothing.

use crate::change::Change;
use crate::draft::Draft;
use crate::visibility::Named;
use crate::visibility::table::Place;
use crate::{DepartmentId, Org, RoleId, Selection, User, UserId};

pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    forget(draft, &Named::User(user.clone()));
    forget_executive(draft, user);
}

pub(super) fn user_changed(draft: &mut Draft, user: &User) {
    if !user.senior {
        forget_executive(draft, &user.userid);
    }
}

pub(super) fn department_goes(draft: &mut Draft, id: DepartmentId) {
    forget(draft, &Named::Department(id));
}

pub(super) fn role_goes(draft: &mut Draft, id: RoleId) {
    forget(draft, &Named::Role(id));
}

fn forget_executive(draft: &mut Draft, user: &UserId) {
    if draft.org.settings.executive(user.as_str()).is_some() {
        draft.change(Change::ExecutiveRemoved(user.clone()));
    }
}

fn forget(draft: &mut Draft, gone: &Named) {
    let places: Vec<Place> = draft.org.settings.places_of(gone).cloned().collect();
    for place in places {
        match place {
            Place::Object(id) | Place::Excluded(id) => {
                let Some(setting) = draft.org.settings.get(id) else {
                    continue;
                };
                let mut setting = (**setting).clone();
                setting.objects.forget(gone);
                setting.excluded.forget(gone);
                draft.change(Change::SettingSet(Box::new(setting)));
            }
            Place::Executive(id) => {
                let Some(executive) = draft.org.settings.executive(id.as_str()) else {
                    continue;
                };
                let mut executive = (**executive).clone();
                executive.permitted.forget(gone);
                draft.change(Change::ExecutiveSet(Box::new(executive)));
            }
        }
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    let mut check = |what: String, selection: &Selection| {
        for named in selection.named() {
            let (is_there, name) = match &named {
                Named::User(id) => (org.has_user(id), format!("user {id}")),
                Named::Department(id) => {
                    (org.departments.contains_key(id), format!("department {id}"))
                }
                Named::Role(id) => (org.roles.all.contains_key(id), format!("role {id}")),
            };
            if !is_there {
                broken.push(format!("{what} names {name}, which is not there"));
            }
        }
    };
    for setting in org.settings.all() {
        check(format!("setting {}", setting.id), &setting.objects);
        check(format!("setting {}", setting.id), &setting.excluded);
    }
    for executive in org.settings.executives() {
        let id = &executive.userid;
        check(format!("the Executive mode of {id}"), &executive.permitted);
    }
    for executive in org.settings.executives() {
        let id = executive.userid.as_str();
        if org.people.find(id).is_none_or(|user| !user.senior) {
            broken.push(format!("{id} has an Executive mode that is not on"));
        }
    }
}

//! Whom a field is shown to are only people, departments and roles that exist. A field that is left without anybody is shown to
//! nobody else, and not to everybody.

use crate::change::Change;
use crate::draft::Draft;
use crate::field::Audience;
use crate::visibility::Named;
use crate::{DepartmentId, Org, RoleId, UserId};

pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    forget(draft, &Named::User(user.clone()));
}

pub(super) fn department_goes(draft: &mut Draft, id: DepartmentId) {
    forget(draft, &Named::Department(id));
}

pub(super) fn role_goes(draft: &mut Draft, id: RoleId) {
    forget(draft, &Named::Role(id));
}

fn forget(draft: &mut Draft, gone: &Named) {
    let names = |audience: &Audience| match audience {
        Audience::Chosen(selection) => selection.named().any(|named| named == *gone),
        Audience::Everybody | Audience::Managers => false,
    };
    let mut narrowed = draft.org.fields.narrowed().iter();
    if !narrowed.any(|field| names(&field.audience)) {
        return;
    }
    let mut settings = (**draft.org.fields.settings()).clone();
    for field in &mut settings.fields {
        if let Audience::Chosen(selection) = &mut field.audience {
            selection.forget(gone);
        }
    }
    draft.change(Change::FieldsSet(Box::new(settings)));
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for field in org.fields.narrowed() {
        let Audience::Chosen(selection) = &field.audience else {
            continue;
        };
        for named in selection.named() {
            let (is_there, name) = match &named {
                Named::User(id) => (org.has_user(id), format!("user {id}")),
                Named::Department(id) => {
                    (org.departments.contains_key(id), format!("department {id}"))
                }
                Named::Role(id) => (org.roles.all.contains_key(id), format!("role {id}")),
            };
            if !is_there {
                let id = &field.id;
                broken.push(format!("field {id} is shown to {name}, which is not there"));
            }
        }
    }
}

//! An external contact names only people, departments and labels that exist, and somebody is responsible for it.

use crate::change::Change;
use crate::draft::Draft;
use crate::{DepartmentId, ExternalContact, Org, UserId};

/// The main administrator takes over what somebody followed.
pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    let Some(row) = draft.org.people.row(user.as_str()) else {
        return;
    };
    let contacts: Vec<ExternalContact> = draft.org.external_contacts.naming_person(row).collect();
    let main_admin = draft.org.info.main_admin.clone();
    for mut contact in contacts {
        contact.share_users.retain(|id| id != user);
        if contact.follower.as_ref() == Some(user) {
            contact.follower = Some(main_admin.clone());
        }
        draft.change(Change::ExternalContactUpdated(Box::new(contact)));
    }
}

pub(super) fn department_goes(draft: &mut Draft, gone: DepartmentId) {
    let contacts = draft.org.external_contacts.naming_department(gone);
    let contacts: Vec<ExternalContact> = contacts.collect();
    for mut contact in contacts {
        contact.share_departments.retain(|id| *id != gone);
        draft.change(Change::ExternalContactUpdated(Box::new(contact)));
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for contact in org.external_contacts.page(0, usize::MAX) {
        let name = &contact.userid;
        if contact.follower.is_none() {
            broken.push(format!("nobody follows external contact {name}"));
        }
        for id in contact.follower.iter().chain(&contact.share_users) {
            if !org.has_user(id) {
                broken.push(format!(
                    "external contact {name} names {id}, who is not there"
                ));
            }
        }
        for id in &contact.share_departments {
            if !org.departments.contains_key(id) {
                broken.push(format!(
                    "external contact {name} names department {id}, which is not there"
                ));
            }
        }
        for id in contact.labels.iter().filter(|id| !org.has_label(**id)) {
            broken.push(format!(
                "external contact {name} has label {id}, which is not there"
            ));
        }
        if org.has_user(name) {
            broken.push(format!("{name} is both a person and an external contact"));
        }
    }
}

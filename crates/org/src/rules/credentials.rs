//! Whoever is gone signs in no more.

use crate::draft::Draft;
use crate::{Org, UserId};

pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    draft.end_credential(user);
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for id in org.credentials.keys() {
        if !org.has_user(id) {
            broken.push(format!("{id} signs in and is not there"));
        }
    }
}

//! Pictures are of people who are there.

use crate::change::Change;
use crate::draft::Draft;
use crate::{Org, UserId};

pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    let photo = draft.org.photos.of(user).map(|photo| photo.id.clone());
    if let Some(id) = photo {
        draft.change(Change::PhotoRemoved(id));
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for photo in org.photos.all() {
        if !org.has_user(&photo.userid) {
            broken.push(format!(
                "photo {} is of {}, who is not there",
                photo.id, photo.userid
            ));
        }
        if org.photos.of(&photo.userid) != Some(photo) {
            broken.push(format!(
                "{} has another photo than {}",
                photo.userid, photo.id
            ));
        }
    }
}

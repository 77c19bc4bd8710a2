//! Everybody's direct manager is a person of the organization.

use crate::change::Change;
use crate::draft::Draft;
use crate::{Org, User, UserId};

pub(super) fn user_goes(draft: &mut Draft, manager: &UserId) {
    let Some(row) = draft.org.people.row(manager.as_str()) else {
        return;
    };
    let reports: Vec<User> = draft
        .org
        .people
        .reports(row)
        .map(|report| draft.org.people.get(report).to_user())
        .collect();
    for report in reports {
        let user = User {
            manager: None,
            ..report
        };
        draft.change(Change::UserUpdated(Box::new(user)));
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    for row in org.people.rows() {
        let user = org.people.get(row).to_user();
        if let Some(manager) = &user.manager
            && !org.has_user(manager)
        {
            let id = &user.userid;
            broken.push(format!("{id} reports to {manager}, who is not there"));
        }
    }
}

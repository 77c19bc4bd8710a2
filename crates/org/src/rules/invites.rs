//! An invitation leads into a department that exists and was made by somebody who is there; so says an application, which
//! outlives both.

use crate::change::Change;
use crate::draft::Draft;
use crate::invite::{Application, Invite};
use crate::{DepartmentId, Org, UserId};

/// What somebody who leaves has invited to ends.
pub(super) fn user_goes(draft: &mut Draft, user: &UserId) {
    forget_invites(draft, |invite| invite.inviter.as_ref() == Some(user));
    change_applications(draft, |application| {
        application.inviter = application.inviter.take().filter(|id| id != user);
    });
}

pub(super) fn department_goes(draft: &mut Draft, gone: DepartmentId) {
    forget_invites(draft, |invite| invite.department == Some(gone));
    change_applications(draft, |application| {
        application.department = application.department.filter(|id| *id != gone);
    });
}

fn forget_invites(draft: &mut Draft, is_gone: impl Fn(&Invite) -> bool) {
    let all = draft.org.invites.all.values();
    let gone = all.filter(|invite| is_gone(invite));
    let gone: Vec<String> = gone.map(|invite| invite.code.clone()).collect();
    for code in gone {
        draft.change(Change::InviteRemoved(code));
    }
}

fn change_applications(draft: &mut Draft, change: impl Fn(&mut Application)) {
    let all = draft.org.invites.applications.values();
    let changed = all.filter_map(|stored| {
        let mut application = (**stored).clone();
        change(&mut application);
        (application != **stored).then_some(application)
    });
    let changed: Vec<Application> = changed.collect();
    for application in changed {
        draft.change(Change::ApplicationSet(Box::new(application)));
    }
}

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    let mut check = |what: String, department: Option<DepartmentId>, inviter: Option<&UserId>| {
        if let Some(id) = department.filter(|id| !org.departments.contains_key(id)) {
            broken.push(format!("{what} leads into {id}, which is not there"));
        }
        if let Some(id) = inviter.filter(|id| !org.has_user(id)) {
            broken.push(format!("{what} names {id}, who is not there"));
        }
    };
    for invite in org.invites.all.values() {
        let what = format!("invitation {}", invite.code);
        check(what, invite.department, invite.inviter.as_ref());
    }
    for application in org.invites.applications.values() {
        let what = format!("application {}", application.id);
        check(what, application.department, application.inviter.as_ref());
    }
}

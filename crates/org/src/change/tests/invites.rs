//! Invitations and applications, with everything set and with as little as there can be.

use crate::change::Change;
use crate::invite::{Applicant, Application, Blocked, Invite};
use crate::{DepartmentId, LabelId, Millis, Mobile, OrgId, UserId};

pub(super) fn changes() -> [Change; 8] {
    let mobile = Mobile::parse("13900000000").expect("a number");
    let invite = Invite {
        code: "abc".to_owned(),
        department: Some(DepartmentId(2)),
        inviter: Some(UserId::new("ann")),
        mobile: Some(mobile.clone()),
        created_at: Millis(1),
        expires_at: Millis(2),
    };
    let application = Application {
        id: "a1".to_owned(),
        name: "Zed".to_owned(),
        mobile: mobile.clone(),
        greeting: "Hello".to_owned(),
        applicant: Some(Applicant {
            org: OrgId::new("dingother"),
            userid: UserId::new("zed"),
        }),
        department: Some(DepartmentId(2)),
        inviter: Some(UserId::new("ann")),
        applied_at: Millis(1),
    };
    [
        Change::LabelGroupRemoved(LabelId(11)),
        Change::InviteSet(Box::new(invite.clone())),
        Change::InviteSet(Box::new(Invite {
            department: None,
            inviter: None,
            mobile: None,
            ..invite
        })),
        Change::InviteRemoved("abc".to_owned()),
        Change::ApplicationSet(Box::new(application.clone())),
        Change::ApplicationSet(Box::new(Application {
            greeting: String::new(),
            applicant: None,
            department: None,
            inviter: None,
            ..application
        })),
        Change::ApplicationRemoved("a1".to_owned()),
        Change::ApplicantBlocked(Box::new(Blocked {
            mobile,
            name: "Zed".to_owned(),
            at: Millis(3),
        })),
    ]
}

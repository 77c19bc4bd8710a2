//! A person, with everything set and with as little as there can be.

use crate::user::{GivenRole, Membership, User};
use crate::{DepartmentId, Millis, Mobile, RoleId, UserId};

pub(super) fn full_user() -> User {
    User {
        userid: UserId::new("ann"),
        union_id: "xiEiE".to_owned(),
        name: "安妮".to_owned(),
        mobile: Some(Mobile::parse("+852-51234567").expect("a number")),
        hide_mobile: true,
        avatar: "https://example.com/a.png".to_owned(),
        telephone: "8001".to_owned(),
        job_number: "7".to_owned(),
        title: "Engineer".to_owned(),
        email: "ann@example.com".to_owned(),
        org_email: "ann@acme.example".to_owned(),
        org_email_type: "base".to_owned(),
        login_email: "ann@login.example".to_owned(),
        work_place: "Hangzhou".to_owned(),
        remark: "tea".to_owned(),
        extension: vec![("hobby".to_owned(), "chess".to_owned())],
        extension_i18n: "{}".to_owned(),
        pinyin: "an ni".to_owned(),
        hired_date: Some(Millis(2)),
        manager: Some(UserId::new("bob")),
        senior: true,
        active: true,
        real_authed: true,
        boss: true,
        departments: vec![Membership {
            department: DepartmentId(2),
            order: Some(-1),
            title: "Lead".to_owned(),
            work_place: "Beijing".to_owned(),
            is_main: true,
            joined_at: Millis(3),
            changed_at: Millis(4),
        }],
        roles: vec![
            GivenRole {
                role: RoleId(5),
                given_at: Millis(7),
                departments: Some(vec![DepartmentId(2)]),
            },
            GivenRole {
                role: RoleId(6),
                given_at: Millis(8),
                departments: None,
            },
        ],
        account: Some(Box::new(super::account())),
        mirrors: vec![super::partners::mirrored_user()],
        created_at: Millis(6),
    }
}

pub(super) fn small_user() -> User {
    User {
        mobile: None,
        hide_mobile: false,
        avatar: String::new(),
        telephone: String::new(),
        job_number: String::new(),
        title: String::new(),
        email: String::new(),
        org_email: String::new(),
        org_email_type: String::new(),
        login_email: String::new(),
        work_place: String::new(),
        remark: String::new(),
        extension: Vec::new(),
        extension_i18n: String::new(),
        pinyin: String::new(),
        hired_date: None,
        manager: None,
        senior: false,
        active: false,
        real_authed: false,
        boss: false,
        departments: vec![Membership {
            department: DepartmentId::ROOT,
            ..Membership::default()
        }],
        roles: Vec::new(),
        mirrors: Vec::new(),
        account: None,
        ..full_user()
    }
}

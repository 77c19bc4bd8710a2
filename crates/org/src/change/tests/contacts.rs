//! External contacts, full and small.

use crate::{DepartmentId, ExternalContact, LabelId, Millis, Mobile, UserId};

pub(super) fn external_contacts() -> [ExternalContact; 2] {
    let full = ExternalContact {
        userid: UserId::new("0125"),
        serial: 7,
        union_id: "xiEiE".to_owned(),
        name: "王".to_owned(),
        mobile: Mobile::parse("13600000000").expect("a number"),
        title: "CFO".to_owned(),
        email: "w@example.com".to_owned(),
        company_name: "Acme".to_owned(),
        address: "Street 1".to_owned(),
        remark: "met in May".to_owned(),
        follower: Some(UserId::new("ann")),
        labels: vec![LabelId(12), LabelId(13)],
        share_departments: vec![DepartmentId(2)],
        share_users: vec![UserId::new("bob")],
        created_at: Millis(1),
    };
    let small = ExternalContact {
        title: String::new(),
        email: String::new(),
        company_name: String::new(),
        address: String::new(),
        remark: String::new(),
        labels: vec![LabelId(12)],
        share_departments: Vec::new(),
        share_users: Vec::new(),
        ..full.clone()
    };
    [full, small]
}

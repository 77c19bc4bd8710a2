//! External contacts and their fields, full and small.

use crate::change::Change;
use crate::external_contact::field::{ContactField, ContactFieldSettings};
use crate::{DepartmentId, ExternalContact, FieldKind, LabelId, Millis, Mobile, UserId};

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
        own: vec![("size".to_owned(), "41".to_owned())],
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
        own: Vec::new(),
        ..full.clone()
    };
    [full, small]
}

pub(super) fn fields() -> [Change; 2] {
    let own = ContactField {
        id: "size".to_owned(),
        label: "Shoe size".to_owned(),
        kind: Some(FieldKind::Number),
        shown: true,
    };
    let built_in = ContactField {
        id: "remark".to_owned(),
        label: String::new(),
        kind: None,
        shown: false,
    };
    [
        Change::ContactFieldsSet(Box::new(ContactFieldSettings {
            fields: vec![own, built_in],
            removed: ["gone".to_owned()].into(),
        })),
        Change::ContactFieldsSet(Box::default()),
    ]
}

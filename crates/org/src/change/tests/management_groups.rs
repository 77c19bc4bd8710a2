//! Management groups and pictures, with everything set and with as little as there can be.

use crate::change::Change;
use crate::organization::{ManagementGroup, Module};
use crate::{DepartmentId, ManagementGroupId, Millis, Photo, UserId};
use std::collections::BTreeSet;

pub(super) fn changes() -> [Change; 6] {
    let group = ManagementGroup {
        id: ManagementGroupId(77),
        name: "East".to_owned(),
        departments: Some([DepartmentId(2)].into()),
        apps: [5].into(),
        modules: Some([Module::Contacts].into()),
        maker: Some(UserId::new("ann")),
    };
    let admin = group.admin(UserId::new("bob"));
    let small = ManagementGroup {
        departments: None,
        apps: BTreeSet::new(),
        modules: None,
        maker: None,
        ..group.clone()
    };
    [
        Change::ManagementGroupSet(Box::new(group)),
        Change::ManagementGroupSet(Box::new(small)),
        Change::AdminSet(admin),
        Change::ManagementGroupRemoved(ManagementGroupId(77)),
        Change::PhotoSet(Box::new(Photo {
            id: "pic".to_owned(),
            userid: UserId::new("ann"),
            content: "data:image/png;base64,iVBORw0KGgo=".into(),
            set_at: Millis(9),
        })),
        Change::PhotoRemoved("pic".to_owned()),
    ]
}

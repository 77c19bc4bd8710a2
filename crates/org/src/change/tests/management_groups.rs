//! Management groups, with everything set and with as little as there can be.

use crate::change::Change;
use crate::organization::{ManagementGroup, Module};
use crate::{DepartmentId, ManagementGroupId, UserId};
use std::collections::BTreeSet;

pub(super) fn changes() -> [Change; 4] {
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
    ]
}

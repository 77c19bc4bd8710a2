//! What calls about administrators share.

use crate::prelude::*;
use org::{Module, Refusal};
use std::collections::BTreeSet;

/// How these calls say why not.
pub(super) fn fault(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) | Refusal::UserIdInvalid => {
            PERSON.into()
        }
        Refusal::DepartmentNotFound(_) | Refusal::DepartmentOutOfScope(_) => DEPARTMENT.into(),
        Refusal::MainAdminStays => CREATOR.into(),
        Refusal::UserMirrored(_) => Fault::invalid("userId", &refusal),
        Refusal::ManagementGroupNotFound(_) => MANAGEMENT_GROUP.into(),
        Refusal::ManagementGroupInvalid(field, sentence) => Fault::invalid(field, sentence),
        Refusal::AppNotFound(_) => Fault::invalid("appIds", &refusal),
        Refusal::PrimaryOnly | Refusal::CreatorOnly => Fault::because(NOT_ALLOWED, &refusal),
        Refusal::Invalid(sentence) => Fault::invalid("deptIds", sentence),
        other => other.into(),
    }
}

/// The codes of [`fault`].
pub(super) const FAULTS: &[&Code] = &[PERSON, DEPARTMENT, CREATOR, NOT_ALLOWED];

/// The codes of [`fault`] where a group is named.
pub(super) const GROUP_FAULTS: &[&Code] =
    &[PERSON, DEPARTMENT, CREATOR, NOT_ALLOWED, MANAGEMENT_GROUP];

/// Modules by their names.
pub(super) fn modules(names: Vec<String>) -> Reply<BTreeSet<Module>> {
    let named = names.into_iter().map(|name| {
        Module::named(&name).ok_or_else(|| {
            let known = Module::ALL.map(Module::as_str).join(", ");
            let detail = sentence!(
                "a module is one of {known}, got {name}",
                "模块为 {known} 之一，收到的是 {name}"
            );
            Fault::invalid("modules", detail)
        })
    });
    named.collect()
}

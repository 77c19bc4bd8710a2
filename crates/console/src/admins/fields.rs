//! What calls about administrators share.

use crate::prelude::*;
use org::Refusal;

/// How these calls say why not.
pub(super) fn fault(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) | Refusal::UserIdInvalid => {
            PERSON.into()
        }
        Refusal::DepartmentNotFound(_) | Refusal::DepartmentOutOfScope(_) => DEPARTMENT.into(),
        Refusal::MainAdminStays => CREATOR.into(),
        Refusal::UserMirrored(_) => Fault::invalid("userId", &refusal),
        Refusal::AppNotFound(_) => Fault::invalid("appIds", &refusal),
        Refusal::PrimaryOnly | Refusal::CreatorOnly => Fault::because(NOT_ALLOWED, &refusal),
        Refusal::Invalid(sentence) => Fault::invalid("deptIds", sentence),
        other => other.into(),
    }
}

/// The codes of [`fault`].
pub(super) const FAULTS: &[&Code] = &[PERSON, DEPARTMENT, CREATOR, NOT_ALLOWED];

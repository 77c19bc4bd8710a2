//! What goes over the wire of those who leave.

use crate::prelude::*;
use org::{Asset, Refusal};

/// The name of what is handed over.
pub(crate) fn name(asset: Asset) -> &'static str {
    match asset {
        Asset::Departments => "departments",
        Asset::Roles => "roles",
        Asset::Reports => "reports",
        Asset::ExternalContacts => "externalContacts",
        Asset::AdminRights => "adminRights",
    }
}

/// What a name stands for.
pub(crate) fn asset(text: &str) -> Reply<Asset> {
    let known = Asset::ALL.into_iter().find(|asset| name(*asset) == text);
    known.ok_or_else(|| {
        let names = Asset::ALL.map(name).join(", ");
        Fault::invalid(
            "tasks",
            sentence!(
                "resource is one of {names}, got {text}",
                "resource 为 {names} 之一，收到的是 {text}"
            ),
        )
    })
}

/// Why somebody could not hand over or come back.
pub(crate) fn refused(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) => PERSON.into(),
        Refusal::DepartmentNotFound(_) | Refusal::DepartmentOutOfScope(_) => DEPARTMENT.into(),
        // The lane brings the other organization and runs it again.
        Refusal::OrganizationNeeded(_) => Fault::Refused(refusal),
        other => Fault::because(PARAMETER, &other),
    }
}

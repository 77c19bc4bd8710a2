//! What calls about linked organizations have in common.

use crate::prelude::*;
use org::{AuthenticationLevel, GuestPlace, LinkState, OrgId, Refusal, limits};

/// Where and under which name an organization is to hang.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The organization.
    branch_corp_id: Option<String>,
    /// The name.
    union_root_name: Option<String>,
    /// The department above; -1 is the root.
    link_dept_id: Option<i64>,
}

/// Reads a list of places. `complete` ones name everything.
pub(super) fn places(list: Vec<Place>, complete: bool) -> Reply<Vec<GuestPlace>> {
    check_count(list.len())?;
    let place = |place: Place| {
        let org = text(place.branch_corp_id).ok_or_else(|| Fault::code(PARTNER_BLANK))?;
        let alias = text(place.union_root_name);
        if complete && (alias.is_none() || place.link_dept_id.is_none()) {
            return Err(Fault::code(PARTNER_BLANK));
        }
        let parent = match place.link_dept_id {
            None | Some(-1) => DepartmentId::ROOT,
            Some(id) => DepartmentId(id),
        };
        Ok(GuestPlace {
            org: OrgId::new(&org),
            alias,
            parent,
        })
    };
    list.into_iter().map(place).collect()
}

pub(super) fn check_count(count: usize) -> Reply<()> {
    if count == 0 {
        return Err(Fault::code(PARTNER_BLANK));
    }
    if count > limits::PARTNERS_AT_ONCE_MAX {
        return Err(Fault::code(TOO_MANY_PARTNERS));
    }
    Ok(())
}

/// A text that is there and not blank.
pub(super) fn text(given: Option<String>) -> Option<String> {
    let given = given?.trim().to_owned();
    (!given.is_empty()).then_some(given)
}

/// Whatever an organization says no to here is a wrong parameter.
pub(super) fn wrong(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::OrganizationNeeded(_) | Refusal::OrganizationFull => refusal.into(),
        other => Fault::because(PARTNER_WRONG, &other),
    }
}

/// `0` for those that have asked, `1` for those that take part.
pub(super) fn state(status: i64) -> Reply<LinkState> {
    match status {
        0 => Ok(LinkState::Applying),
        1 => Ok(LinkState::Joined),
        other => Err(Fault::invalid(
            "status",
            sentence!(
                "status is 0 or 1, got {other}",
                "status 为 0 或 1，收到的是 {other}"
            ),
        )),
    }
}

/// How well an organization is authenticated, on the wire.
pub(super) fn level(authentication: Option<AuthenticationLevel>) -> i64 {
    match authentication {
        None => 0,
        Some(AuthenticationLevel::High) => 1,
        Some(AuthenticationLevel::Middle) => 2,
    }
}

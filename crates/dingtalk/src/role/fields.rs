//! What several role endpoints read alike.

use crate::prelude::*;
use endpoint::{Code, limits};
use org::{Refusal, RoleId};

/// Roles and people of a bulk call.
pub(crate) struct Pairs {
    pub(crate) roles: Vec<RoleId>,
    pub(crate) userids: Vec<String>,
}

impl Pairs {
    /// Refuses lists that are empty or too long.
    pub(crate) fn checked(
        roles: CommaList<i64>,
        userids: CommaList<String>,
        userids_max: usize,
    ) -> Reply<Self> {
        check_count("roleIds", roles.0.len(), limits::ROLES_AT_ONCE)?;
        check_count("userIds", userids.0.len(), userids_max)?;
        Ok(Self {
            roles: roles.0.into_iter().map(RoleId).collect(),
            userids: userids.0,
        })
    }
}

fn check_count(field: &str, count: usize, count_max: usize) -> Reply<()> {
    if count == 0 || count > count_max {
        return Err(Fault::because(
            PARAMETER_WRONG,
            sentence!(
                "{field} names 1 to {count_max}, got {count}",
                "{field} 为 1 到 {count_max} 个，收到的是 {count} 个"
            ),
        ));
    }
    Ok(())
}

/// The fault of a refusal of a bulk call, which has codes of its own for its lists.
pub(crate) fn bulk_fault(refusal: Refusal, users: &'static Code) -> Fault {
    let code = match refusal {
        Refusal::RoleNotFound(_) => ROLE_IDS,
        Refusal::UserNotFound(_) | Refusal::UserIdInvalid => users,
        other => return other.into(),
    };
    Fault::because(code, &refusal)
}

/// Offset and size, which count only when both are given.
pub(crate) fn window(
    offset: Option<i64>,
    size: Option<i64>,
    size_code: &'static Code,
) -> Reply<(usize, usize)> {
    let (Some(offset), Some(size)) = (offset, size) else {
        return Ok((0, limits::ROLE_PAGE_USUAL));
    };
    let size_max = limits::ROLE_PAGE_MAX;
    let Some(size) = usize::try_from(size)
        .ok()
        .filter(|size| (1..=size_max).contains(size))
    else {
        return Err(Fault::because(
            size_code,
            sentence!(
                "size is 1 to {size_max}, got {size}",
                "size 为 1 到 {size_max}，收到的是 {size}"
            ),
        ));
    };
    let Ok(offset) = usize::try_from(offset) else {
        return Err(Fault::because(
            EXTERNAL_OFFSET,
            sentence!(
                "offset is 0 or more, got {offset}",
                "offset 不小于 0，收到的是 {offset}"
            ),
        ));
    };
    Ok((offset, size))
}

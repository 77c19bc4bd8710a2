//! What several industry endpoints share: a flag beside the result, positions that begin at 1, features as text.

use crate::prelude::*;
use endpoint::{Code, limits};
use org::Refusal;
use org::industry::IndustryPlace;

/// The result beside the flag that only these calls have.
#[derive(Serialize, JsonSchema)]
pub struct Answer<T> {
    pub(crate) success: bool,
    pub(crate) result: T,
}

impl<T> Answer<T> {
    pub(crate) fn of(result: T) -> Self {
        Self {
            success: true,
            result,
        }
    }
}

/// What somebody is in a department.
#[derive(Serialize, JsonSchema)]
pub struct Role {
    id: i64,
    name: String,
}

pub(crate) fn roles(view: &View<'_>, place: &IndustryPlace) -> Vec<Role> {
    let roles = view.industry_roles(&place.roles);
    let shown = roles.map(|(id, name)| Role {
        id: id.0,
        name: name.to_owned(),
    });
    shown.collect()
}

/// A JSON object as text, also when there is none.
pub(crate) fn feature(text: &str) -> String {
    if text.is_empty() { "{}" } else { text }.to_owned()
}

/// The position to begin at and how many to give. 0 and 1 are both the first position.
pub(crate) fn window(cursor: Option<i64>, size: i64) -> Reply<(u64, usize)> {
    let size_max = limits::INDUSTRY_PAGE_MAX;
    let Some(size) = usize::try_from(size)
        .ok()
        .filter(|size| (1..=size_max).contains(size))
    else {
        return Err(Fault::because(
            EXTERNAL_SIZE,
            sentence!(
                "size is 1 to {size_max}, got {size}",
                "size 为 1 到 {size_max}，收到的是 {size}"
            ),
        ));
    };
    let cursor = cursor.unwrap_or(1);
    let Ok(from) = u64::try_from(cursor) else {
        return Err(Fault::invalid(
            "cursor",
            sentence!(
                "cursor is 0, 1 or the next_cursor of an answer, got {cursor}",
                "cursor 为 0、1 或应答里的 next_cursor，收到的是 {cursor}"
            ),
        ));
    };
    Ok((from, size))
}

/// The fault of a department that is not there.
pub(crate) fn unknown(code: &'static Code) -> impl Fn(Refusal) -> Fault {
    move |refusal| match refusal {
        Refusal::DepartmentNotFound(_) => Fault::because(code, &refusal),
        other => other.into(),
    }
}

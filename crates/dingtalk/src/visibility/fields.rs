//! What the calls about settings have in common: who is named, and pages.

use crate::prelude::*;
use org::{RoleId, Selection, SelectionFields, Setting, SettingId, SettingKind, UserId};

/// Settings on one page.
const PAGE_SETTINGS_MAX: i64 = 100;

/// Who is named, by the lists of a request.
pub(crate) fn selection(
    users: Option<Vec<String>>,
    departments: Option<Vec<i64>>,
    roles: Option<Vec<i64>>,
) -> SelectionFields {
    SelectionFields {
        users,
        departments: departments.map(|ids| ids.into_iter().map(DepartmentId).collect()),
        roles: roles.map(|ids| ids.into_iter().map(RoleId).collect()),
    }
}

/// Userids of a selection.
pub(crate) fn users(selection: &Selection) -> Vec<UserId> {
    selection.users.clone()
}

/// Ids of departments of a selection.
pub(crate) fn departments(selection: &Selection) -> Vec<i64> {
    selection.departments.iter().map(|id| id.0).collect()
}

/// Ids of roles of a selection.
pub(crate) fn roles(selection: &Selection) -> Vec<i64> {
    selection.roles.iter().map(|id| id.0).collect()
}

/// A page of settings.
pub(crate) struct Page<'a> {
    pub(crate) settings: Vec<&'a Setting>,
    /// Where the next page begins, when there is one.
    pub(crate) next: Option<i64>,
}

/// One page of the settings of a kind, by id. No cursor, 0 and -1 mean the first page.
pub(crate) fn page<'a>(
    view: &View<'a>,
    kind: SettingKind,
    cursor: Option<i64>,
    size: Option<i64>,
) -> Reply<Page<'a>> {
    let size = size.unwrap_or(PAGE_SETTINGS_MAX);
    if !(1..=PAGE_SETTINGS_MAX).contains(&size) {
        let detail = sentence!(
            "maxResults is 1 to {PAGE_SETTINGS_MAX}, got {size}",
            "maxResults 为 1 到 {PAGE_SETTINGS_MAX}，收到的是 {size}"
        );
        return Err(Fault::invalid("maxResults", detail));
    }
    let after = SettingId(cursor.unwrap_or(0).max(0));
    let mut following = view.settings_after(kind, after);
    let settings: Vec<&Setting> = following.by_ref().take(size as usize).collect();
    let next = following.next().and(settings.last());
    Ok(Page {
        next: next.map(|last| last.id.0),
        settings,
    })
}

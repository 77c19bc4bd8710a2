//! People and departments as rows.

use crate::limits::{QUERY_CHARS_MAX, ROW_DEPARTMENTS_MAX, TABLE_OFFSET_MAX};
use crate::people::fields::{Step, number};
use crate::prelude::*;
use org::{AccountKind, Branch, Refusal, UserRef};

/// A person as a row of a table. A field is absent when it is empty.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    user_id: String,
    name: String,
    /// In the department of the table, else in general.
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    avatar: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    job_number: String,
    /// The first ten that are administered, the department of the table among them.
    departments: Vec<Step>,
    /// Whether the person manages the department of the table, or any that is administered.
    leader: bool,
    /// Whether the person has ever signed in.
    active: bool,
    /// Whether the person's account may not enter.
    disabled: bool,
    /// Whether the person is in Executive mode.
    protected: bool,
    /// Whether the number is hidden from other people.
    hide_mobile: bool,
    /// Whether another organization keeps the person.
    mirrored: bool,
    /// `creator`, `primary`, `sub` or `none`.
    admin_kind: &'static str,
    /// `normal`, `sso` or `builtIn`.
    account_kind: &'static str,
    /// In the department of the table: larger stands higher.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<i64>,
}

impl Row {
    pub(super) fn of(
        view: &View<'_>,
        user: &UserRef<'_>,
        department: Option<DepartmentId>,
    ) -> Self {
        let place = department.and_then(|id| user.membership(id));
        let title = place
            .map(|place| place.title)
            .filter(|title| !title.is_empty());
        let seen = user.departments().map(|place| place.department);
        let seen: Vec<_> = seen.filter_map(|id| view.department(id).ok()).collect();
        let leads = |id: DepartmentId| view.manages(user.userid, id);
        Self {
            user_id: user.userid.to_owned(),
            name: user.name.to_owned(),
            title: title.unwrap_or(user.title).to_owned(),
            avatar: user.avatar.to_owned(),
            mobile: mobile(user),
            email: user.email.to_owned(),
            job_number: user.job_number.to_owned(),
            leader: match place {
                Some(place) => leads(place.department),
                None => seen.iter().any(|department| leads(department.id)),
            },
            departments: seen
                .iter()
                .take(ROW_DEPARTMENTS_MAX)
                .map(|department| Step::of(department))
                .collect(),
            active: user.active,
            disabled: user.account.is_some_and(|account| account.barred),
            protected: user.senior,
            hide_mobile: user.hide_mobile,
            mirrored: user.is_mirrored(),
            admin_kind: view.admin_kind(user.userid),
            account_kind: account_kind(user),
            order: place.and_then(|place| place.order),
        }
    }
}

/// The number to reach somebody by.
pub(super) fn mobile(user: &UserRef<'_>) -> Option<String> {
    let own = user.account.and_then(|account| account.mobile);
    user.mobile.or(own).map(number)
}

pub(crate) fn account_kind(user: &UserRef<'_>) -> &'static str {
    match user.account.map(|account| account.kind) {
        None => "normal",
        Some(AccountKind::Sso) => "sso",
        Some(AccountKind::BuiltIn) => "builtIn",
    }
}

/// A department as a node of a tree.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Node {
    dept_id: i64,
    name: String,
    /// Absent at the root, and where what is above is not administered.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<i64>,
    /// Among its siblings: smaller stands higher.
    order: i64,
    /// Departments directly below.
    child_count: usize,
    /// People in it and below it, each once.
    member_count: u64,
    /// People directly in it.
    direct_member_count: usize,
    /// Whether it is hidden from people outside.
    hidden: bool,
    /// Whether its members may see a part of the organization alone.
    limited: bool,
    /// Whether somebody manages it.
    has_leaders: bool,
    /// Whether another organization keeps it.
    mirrored: bool,
}

impl Node {
    pub(super) fn of(view: &View<'_>, branch: &Branch<'_>) -> Self {
        let department = branch.department;
        let parent = department.parent.filter(|id| view.department(*id).is_ok());
        Self {
            dept_id: department.id.0,
            name: department.name.clone(),
            parent_id: parent.map(|parent| parent.0),
            order: department.order,
            child_count: branch.child_count,
            member_count: branch.member_count,
            direct_member_count: branch.direct_member_count,
            hidden: department.hide,
            limited: department.outer,
            has_leaders: !department.managers.is_empty(),
            mirrored: department.mirrors.is_some(),
        }
    }
}

/// From the topmost department that is administered to one.
pub(super) fn path(view: &View<'_>, id: DepartmentId) -> Vec<Step> {
    let path = view.path(id).unwrap_or_default();
    path.into_iter().map(Step::of).collect()
}

/// How these calls say that somebody or something is not there.
pub(crate) fn fault(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::DepartmentNotFound(_) | Refusal::DepartmentOutOfScope(_) => DEPARTMENT.into(),
        _ => PERSON.into(),
    }
}

/// What is looked for; `None` is nothing.
pub(crate) fn query(given: Option<&str>) -> Reply<Option<&str>> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let length = text.chars().count();
    if length > QUERY_CHARS_MAX {
        let detail = sentence!(
            "q has at most {QUERY_CHARS_MAX} characters, got {length}",
            "最多搜索 {QUERY_CHARS_MAX} 个字符，现有 {length} 个"
        );
        return Err(Fault::invalid("q", detail));
    }
    Ok(Some(text))
}

/// Rows before the page.
pub(crate) fn offset(given: Option<i64>) -> Reply<usize> {
    let offset = given.unwrap_or_default();
    if !(0..=TABLE_OFFSET_MAX).contains(&offset) {
        let detail = sentence!(
            "offset is 0 to {TABLE_OFFSET_MAX}, got {offset}",
            "offset 为 0 到 {TABLE_OFFSET_MAX}，收到的是 {offset}"
        );
        return Err(Fault::invalid("offset", detail));
    }
    Ok(offset as usize)
}

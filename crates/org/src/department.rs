//! A department: the value, what a caller may set, and what is allowed.

use crate::sentence;
use crate::{DepartmentId, Millis, MirroredDepartment, Refusal, UserId, limits};
use serde::{Deserialize, Serialize};

/// A department. The root stands for the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// 1 is the root.
    pub id: DepartmentId,
    /// Unique among siblings.
    pub name: String,
    /// `None` for the root alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<DepartmentId>,
    /// Position among siblings, smaller first.
    pub order: i64,
    /// The caller's own key, not unique.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source_identifier: String,
    /// Short code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Short description.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub brief: String,
    /// Contact number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    /// Custom values, JSON text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extension: String,
    /// Managers, all of them members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub managers: Vec<UserId>,
    /// Whether the department is hidden from the organization's contacts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hide: bool,
    /// Departments whose members see it although hidden. Kept while `hide` is off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permit_departments: Vec<DepartmentId>,
    /// People who see it although hidden.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub permit_users: Vec<UserId>,
    /// Whether its members see only part of the contacts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub outer: bool,
    /// With `outer`: whether members see their own department and below instead of themselves alone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub outer_only_self: bool,
    /// With `outer`: further departments the members see. Kept while `outer` is off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outer_permit_departments: Vec<DepartmentId>,
    /// With `outer`: further people the members see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outer_permit_users: Vec<UserId>,
    /// Whether a chat group is tied to the department.
    #[serde(default, skip_serializing_if = "is_false")]
    pub create_group: bool,
    /// Whether new members join the group.
    #[serde(default, skip_serializing_if = "is_false")]
    pub auto_add_user: bool,
    /// The group's id, empty without a group.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group_chat_id: String,
    /// The group's owner, a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_owner: Option<UserId>,
    /// Whether the group takes in departments below.
    #[serde(default, skip_serializing_if = "is_false")]
    pub group_contain_sub: bool,
    /// Whether the group takes in outer departments.
    #[serde(default, skip_serializing_if = "is_false")]
    pub group_contain_outer: bool,
    /// Whether the group takes in hidden departments.
    #[serde(default, skip_serializing_if = "is_false")]
    pub group_contain_hidden: bool,
    /// Whether applications to join are approved without an administrator.
    #[serde(default, skip_serializing_if = "is_false")]
    pub auto_approve_apply: bool,
    /// Set when an organization that takes part in this one keeps the department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mirrors: Option<Box<MirroredDepartment>>,
    /// When it was created.
    pub created_at: Millis,
}

/// What a caller gives for a new department.
#[derive(Clone, Debug, Default)]
pub struct NewDepartment {
    /// Wanted id; made up when absent.
    pub id: Option<DepartmentId>,
    /// Above it.
    pub parent: DepartmentId,
    /// Everything that can also be changed later; the name is needed.
    pub fields: DepartmentFields,
}

/// What a caller gives to set; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of `Department`")]
pub struct DepartmentFields {
    pub name: Option<String>,
    pub parent: Option<DepartmentId>,
    pub order: Option<i64>,
    pub source_identifier: Option<String>,
    pub code: Option<String>,
    pub brief: Option<String>,
    pub telephone: Option<String>,
    pub extension: Option<String>,
    pub managers: Option<Vec<String>>,
    pub hide: Option<bool>,
    pub permit_departments: Option<Vec<DepartmentId>>,
    pub permit_users: Option<Vec<String>>,
    pub outer: Option<bool>,
    pub outer_only_self: Option<bool>,
    pub outer_permit_departments: Option<Vec<DepartmentId>>,
    pub outer_permit_users: Option<Vec<String>>,
    pub create_group: Option<bool>,
    pub auto_add_user: Option<bool>,
    pub group_owner: Option<String>,
    pub group_contain_sub: Option<bool>,
    pub group_contain_outer: Option<bool>,
    pub group_contain_hidden: Option<bool>,
    pub auto_approve_apply: Option<bool>,
}

impl Department {
    /// A department with nothing set.
    pub(crate) fn named(
        id: DepartmentId,
        name: &str,
        parent: Option<DepartmentId>,
        created_at: Millis,
    ) -> Self {
        Self {
            id,
            name: name.to_owned(),
            parent,
            order: id.0,
            source_identifier: String::new(),
            code: String::new(),
            brief: String::new(),
            telephone: String::new(),
            extension: String::new(),
            managers: Vec::new(),
            hide: false,
            permit_departments: Vec::new(),
            permit_users: Vec::new(),
            outer: false,
            outer_only_self: false,
            outer_permit_departments: Vec::new(),
            outer_permit_users: Vec::new(),
            create_group: false,
            auto_add_user: false,
            group_chat_id: String::new(),
            group_owner: None,
            group_contain_sub: false,
            group_contain_outer: false,
            group_contain_hidden: false,
            auto_approve_apply: false,
            mirrors: None,
            created_at,
        }
    }

    /// Everything outside the department's members that it names: permit lists.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = Mention> + '_ {
        let departments = self
            .permit_departments
            .iter()
            .chain(&self.outer_permit_departments);
        let users = self.permit_users.iter().chain(&self.outer_permit_users);
        departments
            .map(|id| Mention::Department(*id))
            .chain(users.map(|id| Mention::User(id.clone())))
    }
}

/// Something that a department's permit lists name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mention {
    Department(DepartmentId),
    User(UserId),
}

/// Checks a name and returns it without surrounding blanks.
pub(crate) fn checked_name(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > limits::DEPARTMENT_NAME_CHARS_MAX {
        return Err(Refusal::DepartmentNameInvalid);
    }
    if name.contains(['-', ',', '，']) {
        return Err(Refusal::DepartmentNameCharacters);
    }
    if name.chars().any(char::is_control) {
        return Err(Refusal::DepartmentNameCharacters);
    }
    Ok(name)
}

/// Checks the texts that have a length and nothing else.
pub(crate) fn check_texts(fields: &DepartmentFields) -> Result<(), Refusal> {
    let within = |text: &Option<String>, chars_max: usize| {
        text.as_ref()
            .is_none_or(|text| text.chars().count() <= chars_max)
    };
    let checks = [
        (
            within(&fields.code, limits::DEPARTMENT_CODE_CHARS_MAX),
            sentence!("code has at most 30 characters", "部门编码最多 30 个字符"),
        ),
        (
            within(&fields.brief, limits::DEPARTMENT_BRIEF_CHARS_MAX),
            sentence!(
                "brief has at most 255 characters",
                "部门简介最多 255 个字符"
            ),
        ),
        (
            within(&fields.telephone, limits::DEPARTMENT_TELEPHONE_CHARS_MAX),
            sentence!(
                "telephone has at most 50 characters",
                "部门电话最多 50 个字符"
            ),
        ),
        (
            within(
                &fields.source_identifier,
                limits::SOURCE_IDENTIFIER_CHARS_MAX,
            ),
            sentence!(
                "source_identifier has at most 255 characters",
                "来源标识最多 255 个字符"
            ),
        ),
        (
            within(&fields.extension, limits::DEPARTMENT_EXTENSION_CHARS_MAX)
                && fields
                    .extension
                    .as_ref()
                    .is_none_or(|text| text.is_empty() || is_json_object(text)),
            sentence!(
                "extension is a JSON object of at most 2000 characters",
                "扩展字段是一个 JSON 对象，最多 2000 个字符"
            ),
        ),
    ];
    match checks.into_iter().find(|(fits, _)| !fits) {
        Some((_, sentence)) => Err(Refusal::DepartmentFieldInvalid(sentence)),
        None => Ok(()),
    }
}

fn is_json_object(text: &str) -> bool {
    serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text).is_ok()
}

fn is_false(flag: &bool) -> bool {
    !flag
}

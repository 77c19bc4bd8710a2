//! Industry contacts: a tree of departments of its own, with its own people, for schools, villages and the like. It shares nothing with
//! the ordinary contacts but the organization.

pub(crate) mod tree;

use crate::sentence;
use crate::{DepartmentId, Refusal, RoleId, UserId, limits};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What the organization is to its industry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Industry {
    /// `school`, `village` or `custom`.
    pub kind: String,
    /// Administrative division code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region_id: String,
    /// Names of the region from the country down, joined with underscores.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region_location: String,
    /// Level of the region.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region_type: String,
    /// Roles that somebody was given so far, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<IndustryRole>,
}

/// What somebody is in a department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryRole {
    /// Its id.
    pub id: RoleId,
    /// One of [`ROLES`].
    pub code: String,
}

/// Codes and names of the roles there are.
pub const ROLES: [(&str, &str); 8] = [
    ("teacher", "老师"),
    ("guardian", "家长"),
    ("student", "学生"),
    ("GroupManager", "组长"),
    ("HeadOfHouseHold", "户主"),
    ("HouseAdmin", "户管理员"),
    ("Villager", "村民"),
    ("Leaseholder", "租户"),
];

/// A role by its code, without regard to case.
pub fn role(code: &str) -> Option<(&'static str, &'static str)> {
    let found = ROLES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(code));
    found.copied()
}

/// A department of the industry tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryDepartment {
    /// Larger than 1, which is the root that is not stored.
    pub id: DepartmentId,
    /// Above it.
    pub parent: DepartmentId,
    /// Its name.
    pub name: String,
    /// Which kind of tree it is in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact_type: String,
    /// What it is in that tree.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub department_type: String,
    /// A JSON object as text; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feature: String,
    /// Where it stands below its parent, from 1. It keeps that when others go, so that whoever reads page by page misses none.
    pub position: u64,
}

/// What somebody is in one department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryPlace {
    /// The department.
    pub department: DepartmentId,
    /// A JSON object as text; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub feature: String,
    /// Role codes, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Where the person stands in the department, from 1, likewise.
    pub position: u64,
}

/// A person of the industry tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustryUser {
    /// Unique in the industry tree.
    pub userid: UserId,
    /// Made from the organization and the userid.
    pub union_id: String,
    /// Name.
    pub name: String,
    /// At least one.
    pub places: Vec<IndustryPlace>,
}

/// Refuses a text that is empty or too long.
pub(crate) fn checked<'a>(
    [english, chinese]: [&str; 2],
    text: &'a str,
    chars_max: usize,
) -> Result<&'a str, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 || length > chars_max || text.chars().any(char::is_control) {
        return Err(Refusal::Invalid(sentence!(
            "{english} has 1 to {chars_max} characters",
            "{chinese}长度为 1 到 {chars_max} 个字符"
        )));
    }
    Ok(text)
}

/// Refuses features that are too long or no object.
pub(crate) fn check_feature(feature: &str) -> Result<(), Refusal> {
    if feature.chars().count() > limits::INDUSTRY_FEATURE_CHARS_MAX {
        return Err(Refusal::Invalid(sentence!(
            "features have at most {max} characters as JSON",
            "特征的 JSON 最多 {max} 个字符",
            max = limits::INDUSTRY_FEATURE_CHARS_MAX
        )));
    }
    if !feature.is_empty() && serde_json::from_str::<Map<String, Value>>(feature).is_err() {
        return Err(Refusal::Invalid(sentence!(
            "features are a JSON object",
            "特征是一个 JSON 对象"
        )));
    }
    Ok(())
}

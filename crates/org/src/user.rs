//! A person: the value, what a caller may set, and what is allowed.

mod account;
pub(crate) mod check;
mod mobile;
mod password;
mod row;

pub use account::{
    Account, AccountFields, AccountGrant, AccountKind, AccountOwner, CreatedOrganization,
};
pub use mobile::Mobile;
pub use password::password_flaw;
pub use row::{AccountOwnerRef, AccountRef, MembershipRef, MirrorRef, UserRef};
pub(crate) use row::{UserRow, userid_of};

use crate::{DepartmentId, Millis, MirroredUser, RoleId, UserId};
use serde::{Deserialize, Serialize};

/// A person's place in one department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Membership {
    /// The department.
    #[serde(rename = "d")]
    pub department: DepartmentId,
    /// Position among the members, larger first; unset comes after all that are set.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub order: Option<i64>,
    /// The title here; the main title applies where it is empty.
    #[serde(rename = "t", default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The place of work here.
    #[serde(rename = "w", default, skip_serializing_if = "String::is_empty")]
    pub work_place: String,
    /// Whether this is the main position.
    #[serde(rename = "m", default, skip_serializing_if = "is_false")]
    pub is_main: bool,
    /// When the person joined the department.
    #[serde(rename = "j", default, skip_serializing_if = "is_epoch")]
    pub joined_at: Millis,
    /// When the person's departments, or anything about the person in one of them, last changed.
    #[serde(rename = "c", default, skip_serializing_if = "is_epoch")]
    pub changed_at: Millis,
}

/// A role that somebody was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenRole {
    /// The role.
    #[serde(rename = "r")]
    pub role: RoleId,
    /// When it was given.
    #[serde(rename = "g")]
    pub given_at: Millis,
    /// Departments that the person manages in this role, with all below; `None` is everybody.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub departments: Option<Vec<DepartmentId>>,
}

/// A person. Absent texts are empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Unique in the organization, never changed.
    pub userid: UserId,
    /// The same for one person over all organizations of the installation.
    pub union_id: String,
    /// Display name.
    pub name: String,
    /// The number that identifies the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Mobile>,
    /// Whether the number is hidden on the profile page.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hide_mobile: bool,
    /// Address of a picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub avatar: String,
    /// Extension number, unique in the organization.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    /// Employee number, not unique.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub job_number: String,
    /// Main title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Personal mail address, unique in the organization.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// The organization's mail address for this person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub org_email: String,
    /// Edition of that mail address: `profession` or `base`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub org_email_type: String,
    /// Mail address of a mail account.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub login_email: String,
    /// Place of work.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub work_place: String,
    /// Remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// Custom values by field name, in the order they were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<(String, String)>,
    /// Translations of custom values, JSON text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extension_i18n: String,
    /// Pinyin of the name where the reading that the name suggests is wrong.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pinyin: String,
    /// Date of joining the organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hired_date: Option<Millis>,
    /// Direct manager.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<UserId>,
    /// Executive mode.
    #[serde(default, skip_serializing_if = "is_false")]
    pub senior: bool,
    /// Whether the person has signed in at least once.
    #[serde(default, skip_serializing_if = "is_false")]
    pub active: bool,
    /// Whether the person's real name is verified.
    #[serde(default, skip_serializing_if = "is_false")]
    pub real_authed: bool,
    /// Whether this is a responsible person of the organization.
    #[serde(default, skip_serializing_if = "is_false")]
    pub boss: bool,
    /// Departments, in the order of joining them.
    pub departments: Vec<Membership>,
    /// Roles given by administrators; the built-in ones follow from other facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<GivenRole>,
    /// Set when the account is an enterprise account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Box<Account>>,
    /// Whom this is in organizations that take part in this one, one for each, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mirrors: Vec<MirroredUser>,
    /// When the person was added.
    pub created_at: Millis,
}

impl User {
    /// Somebody with nothing but an id.
    pub(crate) fn blank(userid: UserId, created_at: Millis) -> Self {
        Self {
            userid,
            union_id: String::new(),
            name: String::new(),
            mobile: None,
            hide_mobile: false,
            avatar: String::new(),
            telephone: String::new(),
            job_number: String::new(),
            title: String::new(),
            email: String::new(),
            org_email: String::new(),
            org_email_type: String::new(),
            login_email: String::new(),
            work_place: String::new(),
            remark: String::new(),
            extension: Vec::new(),
            extension_i18n: String::new(),
            pinyin: String::new(),
            hired_date: None,
            manager: None,
            senior: false,
            active: false,
            real_authed: false,
            boss: false,
            departments: Vec::new(),
            roles: Vec::new(),
            account: None,
            mirrors: Vec::new(),
            created_at,
        }
    }
}

/// What a caller gives for a new person.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    /// Wanted id; made up when absent.
    pub userid: Option<String>,
    /// Everything that can also be changed later.
    pub fields: UserFields,
    /// Mail address of a mail account.
    pub login_email: Option<String>,
}

/// A title or place of work in one department.
#[derive(Clone, Debug, Default)]
pub struct Position {
    /// The department; others than the person's own are ignored.
    pub department: DepartmentId,
    /// Whether it is the main one; `None` leaves that open.
    pub is_main: Option<bool>,
    /// Title; `None` leaves it as it is.
    pub title: Option<String>,
    /// Place of work; `None` leaves it as it is.
    pub work_place: Option<String>,
}

/// How new custom values meet the stored ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExtensionMode {
    /// What is not repeated is cleared.
    #[default]
    Replace,
    /// What is not repeated stays.
    Merge,
}

/// What a caller gives to set; `None` leaves a field as it is, an empty text clears it.
#[derive(Clone, Debug, Default)]
pub struct UserFields {
    /// Display name.
    pub name: Option<String>,
    /// Mobile as the caller writes it.
    pub mobile: Option<String>,
    /// Whether the number is hidden on the profile page.
    pub hide_mobile: Option<bool>,
    /// Extension number.
    pub telephone: Option<String>,
    /// Employee number.
    pub job_number: Option<String>,
    /// Main title.
    pub title: Option<String>,
    /// Personal mail address.
    pub email: Option<String>,
    /// The organization's mail address.
    pub org_email: Option<String>,
    /// Its edition.
    pub org_email_type: Option<String>,
    /// Place of work.
    pub work_place: Option<String>,
    /// Remark.
    pub remark: Option<String>,
    /// Custom values; an empty value drops its field.
    pub extension: Option<Vec<(String, String)>>,
    /// How they meet the stored ones.
    pub extension_mode: ExtensionMode,
    /// Translations of custom values, JSON text.
    pub extension_i18n: Option<String>,
    /// Executive mode.
    pub senior: Option<bool>,
    /// Date of joining.
    pub hired_date: Option<i64>,
    /// Direct manager; `Some(None)` clears.
    pub manager: Option<Option<String>>,
    /// The full set of departments.
    pub departments: Option<Vec<DepartmentId>>,
    /// Positions among the members of departments.
    pub department_orders: Vec<(DepartmentId, i64)>,
    /// Titles in departments, older form; the newer form wins.
    pub department_titles: Vec<(DepartmentId, String)>,
    /// Positions in departments.
    pub positions: Option<Vec<Position>>,
    /// What concerns an enterprise account; others have none of it.
    pub account: AccountFields,
    /// How long the texts may be.
    pub texts: crate::limits::UserTexts,
}

impl Default for DepartmentId {
    fn default() -> Self {
        Self::ROOT
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_epoch(time: &Millis) -> bool {
    time.0 == 0
}

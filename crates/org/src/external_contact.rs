//! People outside the organization whom its people keep.

pub(crate) mod field;
pub(crate) mod row;
pub(crate) mod table;

use crate::sentence;
use crate::{DepartmentId, LabelId, Millis, Mobile, Refusal, UserId, limits};
use serde::{Deserialize, Serialize};

/// Somebody outside the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalContact {
    /// Unique among people and external contacts together.
    pub userid: UserId,
    /// Larger than that of every contact that was there when this one came: the order of lists.
    pub serial: u32,
    /// The same as of a person with this mobile.
    pub union_id: String,
    /// Name.
    pub name: String,
    /// Unique among the external contacts. It never changes.
    pub mobile: Mobile,
    /// Title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Mail address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Company.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub company_name: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// Who is responsible. `None` only for a reader who may not see that person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follower: Option<UserId>,
    /// At least one label.
    pub labels: Vec<LabelId>,
    /// Departments whose people, also those below, see the contact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub share_departments: Vec<DepartmentId>,
    /// People who see the contact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub share_users: Vec<UserId>,
    /// When the contact was added.
    pub created_at: Millis,
    /// What stands in fields of the organization's own, by their ids, each once. Those of deleted fields stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<(String, String)>,
}

/// What a caller gives for a new contact.
#[derive(Clone, Debug, Default)]
pub struct NewExternalContact {
    /// Country code, digits.
    pub state_code: String,
    /// National number.
    pub mobile: String,
    /// Everything that can also be changed later; name, follower and labels are needed.
    pub fields: ExternalContactFields,
}

/// What a caller gives to set; `None` leaves a field as it is, an empty text or list clears it.
#[derive(Clone, Debug, Default)]
pub struct ExternalContactFields {
    /// Name.
    pub name: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Company.
    pub company_name: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Remark.
    pub remark: Option<String>,
    /// Userid of the responsible person.
    pub follower: Option<String>,
    /// Labels.
    pub labels: Option<Vec<LabelId>>,
    /// Departments to share with.
    pub share_departments: Option<Vec<DepartmentId>>,
    /// Userids of people to share with.
    pub share_users: Option<Vec<String>>,
    /// Values of the organization's own fields by their ids; an empty one clears, the others stay.
    pub own: Vec<(String, String)>,
}

impl ExternalContactFields {
    /// Checks everything that needs nobody else.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let chars_max = limits::EXTERNAL_CONTACT_NAME_CHARS_MAX;
        if let Some(name) = &self.name
            && (name.trim().is_empty()
                || name.chars().count() > chars_max
                || name.chars().any(char::is_control))
        {
            return Err(Refusal::UserNameInvalid(chars_max));
        }
        let text_max = limits::EXTERNAL_CONTACT_TEXT_CHARS_MAX;
        for (english, chinese, text, chars_max) in [
            ("title", "职位", &self.title, text_max),
            ("mail address", "邮箱", &self.email, text_max),
            ("company name", "公司名称", &self.company_name, text_max),
            (
                "address",
                "地址",
                &self.address,
                limits::EXTERNAL_CONTACT_ADDRESS_CHARS_MAX,
            ),
            (
                "remark",
                "备注",
                &self.remark,
                limits::EXTERNAL_CONTACT_REMARK_CHARS_MAX,
            ),
        ] {
            let length = text.as_deref().unwrap_or_default().chars().count();
            if length > chars_max {
                return Err(Refusal::Invalid(sentence!(
                    "the {english} of an external contact has at most {chars_max} characters, got {length}",
                    "外部联系人的{chinese}最多 {chars_max} 个字符，现有 {length} 个"
                )));
            }
        }
        let length = |list: Option<usize>| list.unwrap_or_default();
        let shares_max = limits::EXTERNAL_CONTACT_SHARES_MAX;
        for (english, chinese, length, length_max) in [
            (
                "labels",
                "标签",
                length(self.labels.as_ref().map(Vec::len)),
                limits::EXTERNAL_CONTACT_LABELS_MAX,
            ),
            (
                "departments to share with",
                "共享的部门",
                length(self.share_departments.as_ref().map(Vec::len)),
                shares_max,
            ),
            (
                "people to share with",
                "共享的人",
                length(self.share_users.as_ref().map(Vec::len)),
                shares_max,
            ),
        ] {
            if length > length_max {
                return Err(Refusal::Invalid(sentence!(
                    "an external contact has at most {length_max} {english}, got {length}",
                    "外部联系人的{chinese}最多 {length_max} 个，现有 {length} 个"
                )));
            }
        }
        Ok(())
    }
}

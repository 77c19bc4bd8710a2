//! How an external contact looks on the wire, and which part of a list is asked for.

use crate::prelude::*;
use endpoint::Code;
use endpoint::limits::PAGE_SIZE_MAX;
use org::{ExternalContact, LabelId, Refusal};

const PAGE_SIZE_UNSAID: usize = 20;

/// An external contact as it is told.
#[derive(Serialize, JsonSchema)]
pub struct Contact {
    userid: String,
    name: String,
    mobile: String,
    /// Without plus.
    state_code: String,
    /// Left out when that person is outside the app's Contacts scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    follower_user_id: Option<String>,
    label_ids: Vec<i64>,
    /// Those within the app's Contacts scope.
    share_dept_ids: Vec<i64>,
    /// Those within the app's Contacts scope.
    share_user_ids: Vec<String>,
    title: String,
    company_name: String,
    address: String,
    remark: String,
    email: String,
}

impl From<ExternalContact> for Contact {
    fn from(contact: ExternalContact) -> Self {
        let shares = contact.share_users.iter();
        Self {
            userid: contact.userid.to_string(),
            name: contact.name,
            mobile: contact.mobile.number,
            state_code: contact.mobile.state_code,
            follower_user_id: contact.follower.map(|id| id.to_string()),
            label_ids: contact.labels.iter().map(|id| id.0).collect(),
            share_dept_ids: contact.share_departments.iter().map(|id| id.0).collect(),
            share_user_ids: shares.map(ToString::to_string).collect(),
            title: contact.title,
            company_name: contact.company_name,
            address: contact.address,
            remark: contact.remark,
            email: contact.email,
        }
    }
}

/// Offset and size of a page. Each counts only together with the other.
pub(crate) fn window(offset: Option<i64>, size: Option<i64>) -> Reply<(usize, usize)> {
    if let Some(size) = size
        && !(1..=PAGE_SIZE_MAX).contains(&size)
    {
        let told = sentence!(
            "size is a whole number from 1 to {PAGE_SIZE_MAX}, got {size}",
            "size 为 1 到 {PAGE_SIZE_MAX} 的整数，收到的是 {size}"
        );
        return Err(Fault::invalid("size", told));
    }
    if let Some(offset) = offset
        && offset < 0
    {
        let told = sentence!(
            "offset is a whole number of at least 0, got {offset}",
            "offset 为不小于 0 的整数，收到的是 {offset}"
        );
        return Err(Fault::invalid("offset", told));
    }
    Ok(match (offset, size) {
        (Some(offset), Some(size)) => (
            usize::try_from(offset).unwrap_or(usize::MAX),
            size.unsigned_abs() as usize,
        ),
        _ => (0, PAGE_SIZE_UNSAID),
    })
}

/// A text that must be given, also not empty.
pub(crate) fn needed(field: &str, text: Option<String>) -> Reply<String> {
    text.filter(|text| !text.is_empty())
        .ok_or_else(|| Fault::missing(field))
}

/// Labels, which have a code of their own when they are not there.
pub(crate) fn labels(ids: Option<Vec<i64>>, missing: &'static Code) -> Reply<Vec<LabelId>> {
    let ids = ids.ok_or_else(|| {
        Fault::because(
            missing,
            sentence!("contact.label_ids is missing", "缺少 contact.label_ids"),
        )
    })?;
    Ok(ids.into_iter().map(LabelId).collect())
}

/// Ids of departments as the organization takes them.
pub(crate) fn department_ids(ids: Vec<i64>) -> Vec<DepartmentId> {
    ids.into_iter().map(DepartmentId).collect()
}

/// What create and update answer to what is wrong with a contact.
pub(crate) fn fault(refusal: Refusal) -> Fault {
    let code = match refusal {
        Refusal::UserNameInvalid(_) => EXTERNAL_NAME,
        Refusal::MobileInvalid => {
            let told = sentence!(
                "a mobile has 11 digits beginning with 1 in mainland China (state_code 86), 4 to 14 digits elsewhere",
                "手机号在中国大陆（state_code 86）为以 1 开头的 11 位数字，其他地区为 4 到 14 位"
            );
            return Fault::because(EXTERNAL_MOBILE, told);
        }
        Refusal::DepartmentNotFound(_) => DEPARTMENT_NOT_FOUND,
        other => return other.into(),
    };
    Fault::because(code, &refusal)
}

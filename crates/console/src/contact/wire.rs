//! External contacts as they go over the wire.

use crate::limits::CONTACT_VALUES_MAX;
use crate::prelude::*;
use org::{LabelId, Refusal};

/// A contact. What the caller may not see of people and departments is left out.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactAnswer {
    user_id: String,
    name: String,
    /// National number.
    mobile: String,
    /// Country code without plus.
    state_code: String,
    title: String,
    company_name: String,
    email: String,
    address: String,
    remark: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    follower_user_id: Option<String>,
    label_ids: Vec<i64>,
    share_dept_ids: Vec<i64>,
    share_user_ids: Vec<String>,
    /// What stands in the organization's own fields, in their order; those that are empty are left out.
    fields: Vec<ValueAnswer>,
}

/// What stands in a field.
#[derive(Serialize, JsonSchema)]
struct ValueAnswer {
    id: String,
    value: String,
}

impl ContactAnswer {
    pub(super) fn of(view: &View<'_>, userid: &str) -> Reply<Self> {
        let contact = view.external_contact(userid).map_err(refused)?;
        let fields = view.contact_fields().own().map(|field| ValueAnswer {
            id: field.id.clone(),
            value: contact.own_value(&field.id).to_owned(),
        });
        let shares = contact.share_users.iter();
        Ok(Self {
            user_id: contact.userid.to_string(),
            follower_user_id: contact.follower.as_ref().map(ToString::to_string),
            label_ids: contact.labels.iter().map(|id| id.0).collect(),
            share_dept_ids: contact.share_departments.iter().map(|id| id.0).collect(),
            share_user_ids: shares.map(ToString::to_string).collect(),
            fields: fields.filter(|field| !field.value.is_empty()).collect(),
            name: contact.name,
            mobile: contact.mobile.number,
            state_code: contact.mobile.state_code,
            title: contact.title,
            company_name: contact.company_name,
            email: contact.email,
            address: contact.address,
            remark: contact.remark,
        })
    }
}

/// What is to stand in a field.
#[derive(Clone, Deserialize, JsonSchema)]
pub(super) struct ValueGiven {
    id: String,
    /// As the field's type wants it; several choices with commas between. Empty for nothing.
    value: String,
}

pub(super) fn values(given: Option<Vec<ValueGiven>>) -> Reply<Vec<(String, String)>> {
    let given = given.unwrap_or_default();
    if given.len() > CONTACT_VALUES_MAX {
        let detail = sentence!(
            "fields has at most {CONTACT_VALUES_MAX} values, got {count}",
            "fields 最多 {CONTACT_VALUES_MAX} 个值，现有 {count} 个",
            count = given.len()
        );
        return Err(Fault::invalid("fields", detail));
    }
    Ok(given.into_iter().map(|one| (one.id, one.value)).collect())
}

pub(super) fn labels(ids: Vec<i64>) -> Vec<LabelId> {
    ids.into_iter().map(LabelId).collect()
}

pub(super) fn departments(ids: Vec<i64>) -> Vec<DepartmentId> {
    ids.into_iter().map(DepartmentId).collect()
}

/// Why something was refused of a contact.
pub(super) fn refused(refusal: Refusal) -> Fault {
    let code = match refusal {
        Refusal::ExternalContactNotFound(_) => return CONTACT.into(),
        Refusal::ExternalContactExists(_) => CONTACT_EXISTS,
        Refusal::LabelsInvalid(_) => LABELS,
        Refusal::DepartmentNotFound(_) => return DEPARTMENT.into(),
        Refusal::FieldNotFound(_) => FIELD,
        _ => PARAMETER,
    };
    Fault::because(code, &refusal)
}

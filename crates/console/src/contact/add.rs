//! Add an external contact: `POST /v1.0/orgbook/console/externalContacts`.

use super::wire::{ContactAnswer, ValueGiven, departments, labels, refused, values};
use crate::prelude::*;
use org::{ExternalContactFields, NewExternalContact};

/// The contact.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    name: String,
    /// National number; it never changes.
    mobile: String,
    /// Country code without plus; `86` when absent.
    state_code: Option<String>,
    /// Who is responsible.
    follower_user_id: String,
    /// 1 to 20.
    label_ids: Vec<i64>,
    title: Option<String>,
    company_name: Option<String>,
    email: Option<String>,
    address: Option<String>,
    remark: Option<String>,
    /// At most 20.
    share_dept_ids: Option<Vec<i64>>,
    /// At most 20.
    share_user_ids: Option<Vec<String>>,
    /// Values of the organization's own fields.
    fields: Option<Vec<ValueGiven>>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/externalContacts",
        PARAMETER,
    )
    .needs("qyapi_ext_write")
    .faults(&[LABELS, DEPARTMENT, FIELD, CONTACT_EXISTS]);
    type Response = ContactAnswer;

    fn write(self, draft: &mut Draft) -> Reply<ContactAnswer> {
        let new = NewExternalContact {
            state_code: self.state_code.unwrap_or_else(|| "86".to_owned()),
            mobile: self.mobile,
            fields: ExternalContactFields {
                name: Some(self.name),
                follower: Some(self.follower_user_id),
                labels: Some(labels(self.label_ids)),
                title: self.title,
                company_name: self.company_name,
                email: self.email,
                address: self.address,
                remark: self.remark,
                share_departments: self.share_dept_ids.map(departments),
                share_users: self.share_user_ids,
                own: values(self.fields)?,
            },
        };
        let userid = draft.add_external_contact(new).map_err(refused)?;
        ContactAnswer::of(&draft.view(), userid.as_str())
    }
}

//! Change an external contact: `PUT /v1.0/orgbook/console/externalContacts/{contactId}`.

use super::wire::{ContactAnswer, ValueGiven, departments, labels, refused, values};
use crate::prelude::*;
use org::ExternalContactFields;

/// Whom, and what changes; what is left out stays, and an empty text or list clears.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    contact_id: String,
    name: Option<String>,
    /// Who is responsible.
    follower_user_id: Option<String>,
    /// 1 to 20.
    label_ids: Option<Vec<i64>>,
    title: Option<String>,
    company_name: Option<String>,
    email: Option<String>,
    address: Option<String>,
    remark: Option<String>,
    /// At most 20.
    share_dept_ids: Option<Vec<i64>>,
    /// At most 20.
    share_user_ids: Option<Vec<String>>,
    /// Values of the organization's own fields; the others stay.
    fields: Option<Vec<ValueGiven>>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/externalContacts/{contactId}",
        PARAMETER,
    )
    .needs("qyapi_ext_write")
    .faults(&[CONTACT, LABELS, DEPARTMENT, FIELD]);
    type Response = ContactAnswer;

    fn write(self, draft: &mut Draft) -> Reply<ContactAnswer> {
        let fields = ExternalContactFields {
            name: self.name,
            follower: self.follower_user_id,
            labels: self.label_ids.map(labels),
            title: self.title,
            company_name: self.company_name,
            email: self.email,
            address: self.address,
            remark: self.remark,
            share_departments: self.share_dept_ids.map(departments),
            share_users: self.share_user_ids,
            own: values(self.fields)?,
        };
        let changed = draft.update_external_contact(&self.contact_id, fields);
        changed.map_err(refused)?;
        ContactAnswer::of(&draft.view(), &self.contact_id)
    }
}

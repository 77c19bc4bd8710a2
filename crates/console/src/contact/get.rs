//! An external contact with everything it has: `GET /v1.0/orgbook/console/externalContacts/{contactId}`.

use super::wire::ContactAnswer;
use crate::prelude::*;

/// Whom.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    contact_id: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/externalContacts/{contactId}",
        PARAMETER,
    )
    .needs("qyapi_ext_read")
    .faults(&[CONTACT]);
    type Response<'a> = ContactAnswer;

    fn read(self, view: &View<'_>) -> Reply<ContactAnswer> {
        ContactAnswer::of(view, &self.contact_id)
    }
}

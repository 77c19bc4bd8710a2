//! Do not let an organization take part: `POST /v1.0/orgbook/console/partners/{corpId}/reject`.

use crate::prelude::*;
use org::{Module, OrgId, Refusal};

/// Which; it has asked to and may ask again.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    corp_id: String,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/partners/{corpId}/reject",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::Partners)
    .faults(&[PARTNER]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let rejected = draft.reject_guest(&OrgId::new(&self.corp_id));
        rejected.map_err(refused)?;
        Ok(Response {})
    }
}

/// Why a link could not end.
pub(super) fn refused(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::NotLinked(_) => PARTNER.into(),
        // The lane brings the other organization and runs it again.
        Refusal::OrganizationNeeded(_) => Fault::Refused(refusal),
        other => Fault::because(PARAMETER, &other),
    }
}

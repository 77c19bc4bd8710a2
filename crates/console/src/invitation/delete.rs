//! Take an invitation back: `DELETE /v1.0/orgbook/console/invitations/{code}`.

use super::wire::refused;
use crate::prelude::*;
use org::split_code;

/// Which: its code as it was answered.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    code: String,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/invitations/{code}",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .scoped()
    .faults(&[INVITATION]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let (_, code) = split_code(&self.code).ok_or(INVITATION)?;
        draft.remove_invite(code, None).map_err(refused)?;
        Ok(Response {})
    }
}

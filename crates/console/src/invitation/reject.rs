//! Do not let somebody in: `POST /v1.0/orgbook/console/applications/{id}/reject`.

use super::wire::refused;
use crate::prelude::*;

/// Whom. The person may apply again.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    id: String,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/applications/{id}/reject",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .scoped()
    .faults(&[APPLICATION]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        draft.reject_application(&self.id).map_err(refused)?;
        Ok(Response {})
    }
}

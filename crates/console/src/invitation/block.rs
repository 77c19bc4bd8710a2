//! Do not let somebody in, and show nothing of later applications: `POST /v1.0/orgbook/console/applications/{id}/block`.

use super::reject::Response;
use super::wire::refused;
use crate::prelude::*;

/// Whom. Administrators may still add the person themselves.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/applications/{id}/block",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .scoped()
    .faults(&[APPLICATION]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        draft.block_application(&self.id).map_err(refused)?;
        Ok(Response {})
    }
}

//! A code for a page inside an app: `GET /v1.0/orgbook/login-free-code`.

use super::inside_code::{FAULTS, Response, answer};
use crate::prelude::*;
use endpoint::{Answer, Context, InsideCode, Task};

/// For which app.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    client_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/login-free-code", PARAMETER)
        .token(TokenKind::Person)
        .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        answer(context, self.client_id, InsideCode::LoginFree)
    }
}

//! Make a second factor count: `POST /v1.0/orgbook/second-factor/confirm`.

use super::fields::{FAULTS, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// What the authenticator shows.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    code: String,
}

/// Shown once.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// For the day the authenticator is lost; each is good once.
    recovery_codes: Vec<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/second-factor/confirm",
        PARAMETER,
    )
    .token(TokenKind::None)
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let codes = context.confirm_second_factor(&self.code).await;
            Ok(Response {
                recovery_codes: codes.map_err(refused)?,
            })
        })
    }
}

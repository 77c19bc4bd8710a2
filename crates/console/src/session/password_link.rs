//! A link by which somebody sets a new password: `POST /v1.0/orgbook/console/people/{userId}/password-link`.

use super::fields::{FAULTS, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Who.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

/// To be given to the person; shown once. An earlier link no longer counts.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    url: String,
    /// Milliseconds.
    expires_at: i64,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/people/{userId}/password-link",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .scoped()
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let made = context.make_password_link(&self.user_id).await;
            let (url, until) = made.map_err(refused)?;
            Ok(Response {
                url,
                expires_at: until.0,
            })
        })
    }
}

//! Sign out: `DELETE /v1.0/orgbook/session`.

use super::fields::{FAULTS, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Nothing: the browser's cookie says all. Without a session there is nothing to end, and no error.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Delete, "/v1.0/orgbook/session", PARAMETER)
        .token(TokenKind::None)
        .faults(FAULTS);
    type Response = ();

    fn run(self, context: &dyn Context) -> Answer<'_, ()> {
        Box::pin(async move { context.sign_out().await.map_err(refused) })
    }
}

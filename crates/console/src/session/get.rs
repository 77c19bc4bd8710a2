//! Whether somebody is signed in: `GET /v1.0/orgbook/session`.

use super::fields::{FAULTS, Session, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Nothing: the browser's cookie says all.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/session", PARAMETER)
        .token(TokenKind::None)
        .faults(FAULTS);
    type Response = Session;

    fn run(self, context: &dyn Context) -> Answer<'_, Session> {
        Box::pin(async move {
            let session = context.session().await.map_err(refused)?;
            Ok(Session::of(session))
        })
    }
}

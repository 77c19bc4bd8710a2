//! Choose a password in place of the first one: `POST /v1.0/orgbook/sign-in/new-password`.

use super::fields::{FAULTS, Session, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// What somebody typed.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    password: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/sign-in/new-password",
        PARAMETER,
    )
    .token(TokenKind::None)
    .faults(FAULTS);
    type Response = Session;

    fn run(self, context: &dyn Context) -> Answer<'_, Session> {
        Box::pin(async move {
            let session = context.choose_password(self.password).await;
            Ok(Session::of(Some(session.map_err(refused)?)))
        })
    }
}

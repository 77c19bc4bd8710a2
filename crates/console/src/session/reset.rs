//! Set a password by a link that an administrator made: `POST /v1.0/orgbook/sign-in/reset`.

use super::fields::{FAULTS, Session, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// What the link holds, and what somebody typed.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// The end of the link.
    code: String,
    password: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/sign-in/reset", PARAMETER)
        .token(TokenKind::None)
        .faults(FAULTS);
    type Response = Session;

    fn run(self, context: &dyn Context) -> Answer<'_, Session> {
        Box::pin(async move {
            let session = context.use_password_link(&self.code, self.password).await;
            Ok(Session::of(Some(session.map_err(refused)?)))
        })
    }
}

//! Show the second factor after the password: `POST /v1.0/orgbook/sign-in/second-factor`.

use super::fields::{FAULTS, Session, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// What somebody typed.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// A code of the authenticator, or one for the day it is lost.
    code: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/sign-in/second-factor",
        PARAMETER,
    )
    .token(TokenKind::None)
    .faults(FAULTS);
    type Response = Session;

    fn run(self, context: &dyn Context) -> Answer<'_, Session> {
        Box::pin(async move {
            let session = context.show_second_factor(&self.code).await;
            Ok(Session::of(Some(session.map_err(refused)?)))
        })
    }
}

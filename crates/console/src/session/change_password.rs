//! Change one's own password: `PUT /v1.0/orgbook/password`.

use super::fields::{FAULTS, Session, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// What somebody typed. All other sessions end.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    old: String,
    new: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Put, "/v1.0/orgbook/password", PARAMETER)
        .token(TokenKind::None)
        .faults(FAULTS);
    type Response = Session;

    fn run(self, context: &dyn Context) -> Answer<'_, Session> {
        Box::pin(async move {
            let session = context.change_password(self.old, self.new).await;
            Ok(Session::of(Some(session.map_err(refused)?)))
        })
    }
}

//! Choose an organization, or switch to another one: `POST /v1.0/orgbook/session/organization`.

use super::fields::{FAULTS, Session, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// One of the organizations that the session names.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    corp_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/session/organization",
        PARAMETER,
    )
    .token(TokenKind::None)
    .faults(FAULTS);
    type Response = Session;

    fn run(self, context: &dyn Context) -> Answer<'_, Session> {
        Box::pin(async move {
            let session = context.choose_organization(&self.corp_id).await;
            Ok(Session::of(Some(session.map_err(refused)?)))
        })
    }
}

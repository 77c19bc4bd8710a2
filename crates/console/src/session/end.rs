//! End one of one's sessions: `DELETE /v1.0/orgbook/sessions/{sessionId}`.

use super::codes::SESSION_UNKNOWN;
use super::fields::{FAULTS_OF_SESSIONS, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Which.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    session_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/sessions/{sessionId}",
        PARAMETER,
    )
    .token(TokenKind::None)
    .faults(FAULTS_OF_SESSIONS);
    type Response = ();

    fn run(self, context: &dyn Context) -> Answer<'_, ()> {
        Box::pin(async move {
            match context
                .end_session(&self.session_id)
                .await
                .map_err(refused)?
            {
                true => Ok(()),
                false => Err(SESSION_UNKNOWN.into()),
            }
        })
    }
}

//! One's sessions: `GET /v1.0/orgbook/sessions`.

use super::fields::{FAULTS, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Nothing: the browser's cookie says all.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// Sessions in this organization.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// The newest first.
    sessions: Vec<Listed>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Listed {
    session_id: String,
    /// Whether it is the one that asks.
    current: bool,
    /// Milliseconds.
    began_at: i64,
    /// Milliseconds, within some minutes.
    used_at: i64,
    /// The network address at its beginning.
    from: String,
    /// What the browser said of itself.
    agent: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/sessions", PARAMETER)
        .token(TokenKind::None)
        .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let sessions = context.sessions().await.map_err(refused)?.into_iter();
            let sessions = sessions.map(|one| Listed {
                session_id: one.id,
                current: one.is_current,
                began_at: one.began_at.0,
                used_at: one.used_at.0,
                from: one.from,
                agent: one.agent,
            });
            Ok(Response {
                sessions: sessions.collect(),
            })
        })
    }
}

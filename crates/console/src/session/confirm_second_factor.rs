//! Make a second factor count: `POST /v1.0/orgbook/second-factor/confirm`.

use super::fields::{FAULTS, Session, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// What the authenticator shows.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    code: String,
}

/// The session, which goes on under another text; all others of the person have ended.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    #[serde(flatten)]
    session: Session,
    /// For the day the authenticator is lost; each is good once. Shown once.
    recovery_codes: Vec<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/second-factor/confirm",
        PARAMETER,
    )
    .token(TokenKind::None)
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let confirmed = context.confirm_second_factor(&self.code).await;
            let (session, recovery_codes) = confirmed.map_err(refused)?;
            Ok(Response {
                session: Session::of(Some(session)),
                recovery_codes,
            })
        })
    }
}

//! Sign in by password: `POST /v1.0/orgbook/sign-in`.

use super::fields::{FAULTS, Session, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, SignIn, Task};

/// What somebody typed.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// A mobile, or the login id of an enterprise account.
    login: String,
    password: String,
    /// The organization's code. Login ids need it; a mobile signs in to this organization alone with it.
    organization_code: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/sign-in", PARAMETER)
        .token(TokenKind::None)
        .faults(FAULTS);
    type Response = Session;

    fn run(self, context: &dyn Context) -> Answer<'_, Session> {
        Box::pin(async move {
            let given = SignIn {
                login: self.login,
                password: self.password,
                organization_code: self.organization_code,
            };
            let session = context.sign_in(given).await.map_err(refused)?;
            Ok(Session::of(Some(session)))
        })
    }
}

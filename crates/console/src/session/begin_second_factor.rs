//! Begin a second factor: `POST /v1.0/orgbook/second-factor`.

use super::fields::{FAULTS, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// What an authenticator takes. It counts once a code of it was confirmed.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// To be typed.
    secret: String,
    /// An `otpauth` address.
    uri: String,
    /// The address as a QR code.
    svg: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/second-factor", PARAMETER)
        .token(TokenKind::None)
        .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let begun = context.begin_second_factor().await.map_err(refused)?;
            Ok(Response {
                secret: begun.secret,
                uri: begun.uri,
                svg: begun.picture,
            })
        })
    }
}

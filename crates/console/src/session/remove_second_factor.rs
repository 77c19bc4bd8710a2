//! Take one's second factor away: `DELETE /v1.0/orgbook/second-factor`.

use super::fields::{FAULTS, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// In the query: calls with this method have no body.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// A code of the authenticator, or one for the day it is lost.
    code: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Delete, "/v1.0/orgbook/second-factor", PARAMETER)
        .token(TokenKind::None)
        .faults(FAULTS);
    type Response = ();

    fn run(self, context: &dyn Context) -> Answer<'_, ()> {
        Box::pin(async move {
            let removed = context.remove_second_factor(&self.code).await;
            removed.map_err(refused)
        })
    }
}

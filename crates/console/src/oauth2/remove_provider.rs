//! Let no provider sign anybody in any more: `DELETE /v1.0/orgbook/console/sign-in-provider`. Sessions go on until they end.

use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// Nothing to say.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/sign-in-provider",
        PARAMETER,
    )
    .administrators(Module::Organization);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            context.set_sign_in_provider(None, None).await?;
            Ok(Response {})
        })
    }
}

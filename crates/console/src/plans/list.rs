//! The newest plans: `GET /v1.0/orgbook/console/plans`.

use super::kept::seen;
use super::plan::Summary;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The newest 50 that the caller may see, the newest first.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    plans: Vec<Summary>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/plans", PARAMETER)
        .administrators(Module::Contacts)
        .or_module(Module::ExternalContacts)
        .scoped();
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let plans = seen(context).await?;
            Ok(Response { plans })
        })
    }
}

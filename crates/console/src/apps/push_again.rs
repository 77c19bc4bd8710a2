//! Tell an app once more: `POST /v1.0/orgbook/console/apps/{appKey}/pushes`.

use super::fields::{FAULTS, app};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which push to which app.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
    /// The entry of the log that it tells of.
    number: u64,
    /// Its place among the pushes of that entry.
    index: u32,
}

/// What came of it.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Whether the receiver took it.
    taken: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/apps/{appKey}/pushes",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let app = app(context, &self.app_key)?;
            let outcome = context.push_again(&app, self.number, self.index).await?;
            Ok(Response {
                taken: outcome.is_ok(),
                reason: outcome.err(),
            })
        })
    }
}

//! An app and how it is told what happens: `GET /v1.0/orgbook/console/apps/{appKey}`.

use super::fields::{FAULTS, Shown, app};
use crate::limits::APP_FAILED_COUNTED_MAX;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
}

/// The app.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    app: Shown,
    push: Push,
}

/// How far the app has been told what happened.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Push {
    /// `callback`, `stream` or `none`.
    way: &'static str,
    /// Entries of the log that it has not been told yet.
    lag: u64,
    /// Whether a Stream connection to the node that answers is open.
    connected: bool,
    /// Whether the node that answers has paused telling: several events in a row were not taken, and all wait.
    paused: bool,
    /// Failed pushes on the list, at most 200 counted.
    failed: usize,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/apps/{appKey}",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let app = app(context, &self.app_key)?;
            let state = context.push_state(&app).await?;
            let failed = context
                .failed_pushes(&app, None, APP_FAILED_COUNTED_MAX)
                .await?;
            Ok(Response {
                app: Shown::of(&app),
                push: Push {
                    way: state.way,
                    lag: state.lag,
                    connected: state.is_connected,
                    paused: state.is_paused,
                    failed: failed.len(),
                },
            })
        })
    }
}

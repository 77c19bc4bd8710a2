//! The last calls of an app: `GET /v1.0/orgbook/console/apps/{appKey}/requests`.

use super::fields::{FAULTS, app};
use crate::directory::fields::offset;
use crate::people::paging::size;
use crate::prelude::*;
use endpoint::{Answer, Context, RecordedCall, Task};
use org::Module;

/// Of which app, and which page.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
    /// Calls before the page; 0 when absent.
    offset: Option<i64>,
    /// Calls of the page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// What the node that answers has recorded within an hour, the newest first, at most 200. Others may have answered more.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Until when calls are recorded, in milliseconds; absent when they never were.
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_until: Option<i64>,
    /// Which node it is: a name that it drew when it started.
    node: String,
    requests: Vec<Call>,
    row_count: usize,
}

/// A call.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Call {
    request_id: String,
    /// In milliseconds.
    at: i64,
    method: String,
    path: String,
    status: u16,
    /// The number of the older generation, the name of the newer one; empty for a success of the newer.
    code: String,
    /// From head to answer, in microseconds.
    duration_us: u64,
    /// The address from which it came.
    from: String,
}

impl Call {
    pub(super) fn of(call: &RecordedCall) -> Self {
        Self {
            request_id: call.request_id.clone(),
            at: call.at.0,
            method: call.method.clone(),
            path: call.path.clone(),
            status: call.status,
            code: call.code.clone(),
            duration_us: call.duration_us,
            from: call.from.clone(),
        }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/apps/{appKey}/requests",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let app = app(context, &self.app_key)?;
            let (offset, size) = (offset(self.offset)?, size(self.size)?);
            let recorded = context.recorded_calls(&app);
            let page = recorded.calls.iter().skip(offset).take(size);
            Ok(Response {
                recorded_until: app.recorded_until.map(|until| until.0),
                node: recorded.node,
                requests: page.map(|call| Call::of(call)).collect(),
                row_count: recorded.calls.len(),
            })
        })
    }
}

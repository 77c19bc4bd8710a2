//! One of the last calls of an app, with what came and what was answered: `GET /v1.0/orgbook/console/apps/{appKey}/requests/{requestId}`.

use super::fields::{APP_REQUEST_FAULTS, app};
use super::requests::Call;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;
use std::collections::BTreeMap;

/// Which call of which app.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
    request_id: String,
}

/// The call, where the node that answers has recorded it.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Which node it is: a name that it drew when it started.
    node: String,
    request: Call,
    /// The parameters behind the path.
    query: BTreeMap<String, String>,
    /// The headers that say how to read it.
    headers: Vec<Header>,
    body: Part,
    answer: Part,
}

/// A header.
#[derive(Serialize, JsonSchema)]
struct Header {
    name: String,
    value: String,
}

/// JSON, with `***` in place of secrets, tokens, passwords and phone numbers.
#[derive(Serialize, JsonSchema)]
struct Part {
    /// Its first 8 KiB; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Whether there was more.
    cut: bool,
}

impl From<endpoint::Cut> for Part {
    fn from(cut: endpoint::Cut) -> Self {
        Self {
            text: cut.text,
            cut: cut.is_cut,
        }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/apps/{appKey}/requests/{requestId}",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(APP_REQUEST_FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let app = app(context, &self.app_key)?;
            let recorded = context.recorded_calls(&app);
            let mut calls = recorded.calls.iter();
            let found = calls.find(|call| call.request_id == self.request_id);
            let call = found.ok_or(REQUEST)?;
            let headers = call.headers.iter().cloned();
            Ok(Response {
                node: recorded.node.clone(),
                request: Call::of(call),
                query: call.query.iter().cloned().collect(),
                headers: headers
                    .map(|(name, value)| Header { name, value })
                    .collect(),
                body: call.body.clone().into(),
                answer: call.answer.clone().into(),
            })
        })
    }
}

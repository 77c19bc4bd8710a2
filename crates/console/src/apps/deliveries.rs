//! The last events that went to an app: `GET /v1.0/orgbook/console/apps/{appKey}/deliveries`.

use super::fields::{FAULTS, app};
use crate::prelude::*;
use endpoint::{Answer, Context, Delivered, Task};
use org::Module;

/// Of which app.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
}

/// What went out from the node that answers since it started, the newest first, at most 50. Others may have sent more.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Which node it is: a name that it drew when it started.
    node: String,
    deliveries: Vec<Delivery>,
}

/// An event that was taken, or was given up and stands on the list of failed pushes.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Delivery {
    /// `callback` or `stream`.
    way: &'static str,
    /// When that was over, in milliseconds.
    at: i64,
    /// For example `user_add_org`.
    kind: &'static str,
    /// The entry of the log that it tells of.
    number: u64,
    /// Its place among the events of that entry.
    index: u32,
    taken: bool,
    /// How often it was tried.
    attempts: u32,
    /// From the first attempt to the end of the last, with the waits between.
    took_ms: u64,
    /// Why the last attempt failed that did.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Whether an administrator had it sent again.
    again: bool,
}

impl From<Delivered> for Delivery {
    fn from(told: Delivered) -> Self {
        Self {
            way: told.way,
            at: told.at.0,
            kind: told.kind,
            number: told.number,
            index: told.index,
            taken: told.taken,
            attempts: told.attempts,
            took_ms: told.took_ms,
            reason: told.reason,
            again: told.again,
        }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/apps/{appKey}/deliveries",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let app = app(context, &self.app_key)?;
            let (node, told) = context.deliveries(&app)?;
            Ok(Response {
                node,
                deliveries: told.into_iter().map(Delivery::from).collect(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn what_was_taken_and_what_was_given_up_is_told() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        let view = View::new(&acme.org, &org::Eye::Operator);
        let key = view.apps().next().map(|app| app.key.to_string());
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key})), @r#"{"node":"still","deliveries":[{"way":"callback","at":2,"kind":"user_add_org","number":7,"index":0,"taken":true,"attempts":1,"tookMs":12,"again":true},{"way":"callback","at":1,"kind":"user_add_org","number":7,"index":0,"taken":false,"attempts":3,"tookMs":40012,"reason":"the receiver answered with status 500","again":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": "nobody"})), @"404 app.notFound There is no such app");
    }
}

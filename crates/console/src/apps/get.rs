//! An app and how it is told what happens: `GET /v1.0/orgbook/console/apps/{appKey}`.

use super::fields::{FAULTS, Shown, app};
use super::hours::Hour;
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
    /// The last 24 hours by the clock, the oldest first, the last of them begun; empty for an app that is not told.
    hours: Vec<Hour>,
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
                app: Shown::seen(context, &app)?,
                push: Push {
                    way: state.way,
                    lag: state.lag,
                    connected: state.is_connected,
                    paused: state.is_paused,
                    failed: failed.len(),
                    hours: Hour::all(state.hours),
                },
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    fn told(acme: &mut testkit::Place, key: &str) -> serde_json::Value {
        let told = acme.call(ROUTE, json!({"appKey": key}));
        serde_json::from_str(&told).expect("an app")
    }

    #[test]
    fn how_often_an_app_was_told_is_said_hour_by_hour() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        let key = View::new(&acme.org, &org::Eye::Operator)
            .apps()
            .next()
            .map(|app| app.key.to_string())
            .expect("a place has an app");
        let untold = told(&mut acme, &key);
        assert_eq!(untold["push"]["hours"], json!([]), "it has no callback");
        acme.operate(|draft| {
            let kinds = ["user_add_org".to_owned()];
            draft.set_callback(&key, "https://example.com/hook", &kinds, true)
        });
        let hours = json!([{"from": 0, "delivered": 0, "failed": 0}, {"from": 3_600_000, "delivered": 5, "failed": 3}]);
        assert_eq!(told(&mut acme, &key)["push"]["hours"], hours);
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": "of another organization"})), @"404 app.notFound There is no such app");
    }
}

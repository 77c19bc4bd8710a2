//! Record an app's calls for a while: `POST /v1.0/orgbook/console/apps/{appKey}/recording`.

use super::fields::{FAULTS, fault};
use crate::limits::{RECORDED_MINUTES_MAX, RECORDED_MINUTES_USUAL};
use crate::prelude::*;
use org::Module;

/// Which app, and for how long.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
    /// 1 to 60, 15 when absent; from now on, also where it is recorded already.
    minutes: Option<i64>,
}

/// Every node records from then on what it answers, without secrets, tokens, passwords and phone numbers.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// In milliseconds.
    until: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/apps/{appKey}/recording",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let minutes = self.minutes.unwrap_or(RECORDED_MINUTES_USUAL);
        if !(1..=RECORDED_MINUTES_MAX).contains(&minutes) {
            let detail = sentence!(
                "minutes are 1 to {RECORDED_MINUTES_MAX}, got {minutes}",
                "分钟数为 1 到 {RECORDED_MINUTES_MAX}，收到的是 {minutes}"
            );
            return Err(Fault::invalid("minutes", detail));
        }
        let until = draft.record_app(&self.app_key, Some(minutes));
        let until = until.map_err(fault)?;
        Ok(Response {
            until: until.map_or(0, |until| until.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apps::{request, requests, stop_recording};

    const ROUTE: Route = Route::write::<Request>();
    const STOP: Route = Route::write::<stop_recording::Request>();
    const REQUESTS: Route = Route::task::<requests::Request>();
    const REQUEST: Route = Route::task::<request::Request>();

    /// The only app's key.
    fn key(acme: &testkit::Place) -> String {
        let view = View::new(&acme.org, &org::Eye::Operator);
        let app = view.apps().next().expect("a place has an app");
        app.key.to_string()
    }

    #[test]
    fn a_recording_begins_and_ends() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        let key = key(&acme);
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key})), @r#"{"until":1767323947000}"#);
        assert_snapshot!(acme.changes(), @r#"{"app_set":{"key":"dingotb7zlsbzycvdopy","agent_id":8986432818,"name":"Test","points":"all","scope":{"departments":[1]},"created_at":1767323246000,"recorded_until":1767323947000}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key, "minutes": 60})), @r#"{"until":1767326648000}"#);
        assert_snapshot!(acme.call(STOP, json!({"appKey": key})), @"null");
        acme.changes();
        acme.call(STOP, json!({"appKey": key}));
        assert_eq!(acme.changes(), "", "there is nothing to end");
    }

    #[test]
    fn what_was_recorded_is_told() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        let key = key(&acme);
        assert_snapshot!(acme.call(REQUESTS, json!({"appKey": key})), @r#"{"node":"still","requests":[{"requestId":"second","at":2,"method":"POST","path":"/topapi/v2/user/get","status":200,"code":"0","durationUs":87,"from":"192.0.2.1"},{"requestId":"first","at":1,"method":"POST","path":"/topapi/v2/user/get","status":200,"code":"0","durationUs":87,"from":"192.0.2.1"}],"rowCount":2}"#);
        assert_snapshot!(acme.call(REQUESTS, json!({"appKey": key, "offset": 1, "size": 1})), @r#"{"node":"still","requests":[{"requestId":"first","at":1,"method":"POST","path":"/topapi/v2/user/get","status":200,"code":"0","durationUs":87,"from":"192.0.2.1"}],"rowCount":2}"#);
        assert_snapshot!(acme.call(REQUEST, json!({"appKey": key, "requestId": "first"})), @r#"{"node":"still","request":{"requestId":"first","at":1,"method":"POST","path":"/topapi/v2/user/get","status":200,"code":"0","durationUs":87,"from":"192.0.2.1"},"query":{"access_token":"***"},"headers":[],"body":{"text":"{\"userid\":\"ann\"}","cut":false},"answer":{"cut":false}}"#);
        assert_snapshot!(acme.call(REQUEST, json!({"appKey": key, "requestId": "third"})), @"404 request.notFound No such call is recorded on the node that answers");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        let key = key(&acme);
        for minutes in [0, -1, 61] {
            let refused = acme.call(ROUTE, json!({"appKey": key, "minutes": minutes}));
            assert!(refused.contains("minutes are 1 to 60"), "{refused}");
        }
        for route in [ROUTE, STOP, REQUESTS] {
            let refused = acme.call(route, json!({"appKey": "nobody"}));
            assert_eq!(refused, "404 app.notFound There is no such app");
        }
        let refused = acme.call(REQUEST, json!({"appKey": "nobody", "requestId": "first"}));
        assert_eq!(refused, "404 app.notFound There is no such app");
        assert_eq!(acme.changes(), "");
    }
}

//! Pushes that failed within a time: `GET /v1.0/event/callbacks/failedResults`.

use super::fields::{EVER, corp_id, failed, failed_kind};
use crate::prelude::*;
use endpoint::limits::FAILED_PUSHES_MAX;
use endpoint::{Answer, Context, Method, Task};
use org::Millis;
use serde_json::Value;

/// Which time, by when pushes had failed; both ends belong to it.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// In milliseconds since 1970; from the first when absent.
    begin_time: Option<i64>,
    /// In milliseconds since 1970; until now when absent.
    end_time: Option<i64>,
}

/// The oldest within that time.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    failed_list: Vec<FailedPush>,
    has_more: bool,
}

/// A push.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct FailedPush {
    /// JSON.
    call_back_data: String,
    call_back_tag: String,
    corp_id: String,
    event_time: i64,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/event/callbacks/failedResults", ILLEGAL)
        .needs("qyapi_base")
        .apps_only()
        .faults(&[BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let from = self.begin_time.map_or(EVER.0, Millis);
            let until = match self.end_time {
                Some(end) => Millis(end.saturating_add(1)),
                None => EVER.1,
            };
            if from > until {
                let detail = sentence!("beginTime lies before endTime", "beginTime 早于 endTime");
                return Err(Fault::invalid("beginTime", detail));
            }
            let kind = failed_kind(context);
            let wanted = u32::try_from(FAILED_PUSHES_MAX + 1).unwrap_or(u32::MAX);
            let mut rows = context.past(&kind, (from, ""), until, wanted).await?;
            let has_more = rows.len() > FAILED_PUSHES_MAX;
            rows.truncate(FAILED_PUSHES_MAX);
            let corp_id = corp_id(context);
            let list = failed(rows).map(|failed| FailedPush {
                call_back_data: Value::Object(failed.data).to_string(),
                call_back_tag: failed.kind,
                corp_id: corp_id.clone(),
                event_time: failed.at_ms,
            });
            Ok(Response {
                failed_list: list.collect(),
                has_more,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn times_are_checked() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"failedList":[],"hasMore":false}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"beginTime": 1, "endTime": 1})), @r#"{"failedList":[],"hasMore":false}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"beginTime": 3, "endTime": 1})), @"400 invalidParameter 不合法的参数: beginTime lies before endTime");
        assert_snapshot!(acme.call(ROUTE, json!({"beginTime": "then"})), @r#"400 invalidParameter 不合法的参数: beginTime: expected a whole number of 64 bits, got the text "then""#);
    }
}

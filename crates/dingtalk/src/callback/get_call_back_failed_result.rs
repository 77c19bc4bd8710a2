//! List pushes that failed, each once: `GET /call_back/get_call_back_failed_result`.

use super::fields::{Failed, corp_id, failed};
use crate::prelude::*;
use endpoint::limits::FAILED_PUSHES_MAX;
use endpoint::{Answer, Context, Task};
use serde_json::{Map, Value};

/// Nothing: the caller's own.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The oldest that were not handed out in an answer before the last one.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    has_more: bool,
    failed_list: Vec<Map<String, Value>>,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/call_back/get_call_back_failed_result", ILLEGAL)
        .needs("qyapi_base")
        .apps_only()
        .faults(&[BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let (rows, has_more) = context.next_failed_pushes(FAILED_PUSHES_MAX).await?;
            let corp_id = corp_id(context);
            let list = failed(rows).map(|failed| told(failed, &corp_id));
            Ok(Response {
                has_more,
                failed_list: list.collect(),
            })
        })
    }
}

/// One push. What it tells of stands under the name of its kind.
fn told(failed: Failed, corp_id: &str) -> Map<String, Value> {
    let Failed { kind, at_ms, data } = failed;
    let mut what = Map::new();
    what.insert("corpid".to_owned(), corp_id.into());
    if let Some(users) = data.get("userId") {
        what.insert("userid".to_owned(), users.clone());
    } else if let Some(departments) = data.get("deptId").and_then(Value::as_array) {
        let ids = departments.iter().map(|id| Value::String(id.to_string()));
        what.insert("deptid".to_owned(), ids.collect());
    } else if kind.starts_with("label_") {
        what.insert("roleLabelChange".to_owned(), Value::Object(data));
    } else {
        what.insert("callbackData".to_owned(), Value::Object(data));
    }
    let mut push = Map::new();
    push.insert("call_back_tag".to_owned(), kind.clone().into());
    push.insert("event_time".to_owned(), at_ms.into());
    push.insert(kind, Value::Object(what));
    push
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_failed() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(Route::task::<Request>(), json!({})), @r#"{"has_more":false,"failed_list":[]}"#);
    }

    #[test]
    fn what_a_push_tells_of_stands_under_its_kind() {
        let told = |kind: &str, data: Value| {
            let failed = Failed {
                kind: kind.to_owned(),
                at_ms: 17,
                data: data.as_object().expect("an object").clone(),
            };
            Value::Object(told(failed, "ding1")).to_string()
        };
        assert_snapshot!(told("user_add_org", json!({"timeStamp": "17", "userId": ["u1", "u2"]})), @r#"{"call_back_tag":"user_add_org","event_time":17,"user_add_org":{"corpid":"ding1","userid":["u1","u2"]}}"#);
        assert_snapshot!(told("org_dept_create", json!({"deptId": [101]})), @r#"{"call_back_tag":"org_dept_create","event_time":17,"org_dept_create":{"corpid":"ding1","deptid":["101"]}}"#);
        assert_snapshot!(told("label_conf_add", json!({"scope": "1", "labelIdList": [7]})), @r#"{"call_back_tag":"label_conf_add","event_time":17,"label_conf_add":{"corpid":"ding1","roleLabelChange":{"scope":"1","labelIdList":[7]}}}"#);
        assert_snapshot!(told("org_change", json!({})), @r#"{"call_back_tag":"org_change","event_time":17,"org_change":{"corpid":"ding1","callbackData":{}}}"#);
    }
}

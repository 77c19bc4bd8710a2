//! Register a callback: `POST /call_back/register_call_back`.

use super::fields::{FAULTS, register, registration};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// What is pushed where.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Kinds of events.
    call_back_tag: Vec<String>,
    /// Goes into signatures: 3 to 63 letters and digits.
    token: String,
    /// Base64 of 32 bytes without the final `=`: 43 letters and digits.
    aes_key: String,
    /// Answers the event `check_url` before anything is stored.
    url: String,
}

/// Nothing besides success.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/call_back/register_call_back", ILLEGAL)
        .post()
        .needs("qyapi_base")
        .apps_only()
        .faults(&FAULTS_HERE);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let wanted = registration(self.call_back_tag, self.token, self.aes_key, self.url)?;
            register(context, wanted, true).await?;
            Ok(Response {})
        })
    }
}

/// What only this call answers, with what both may.
const FAULTS_HERE: [&Code; FAULTS.len() + 1] = {
    let mut faults = [CALLBACK_EXISTS; FAULTS.len() + 1];
    let mut at = 0;
    while at < FAULTS.len() {
        faults[at] = FAULTS[at];
        at += 1;
    }
    faults
};

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { }");
        let whole = json!({
            "call_back_tag": ["user_add_org"], "token": "tok123456", "url": "https://example.com/",
            "aes_key": "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij",
        });
        assert_snapshot!(acme.call(ROUTE, whole.clone()), @"{}");
        let mut with = |member: &str, value: Value| {
            let mut changed = whole.clone();
            changed[member] = value;
            acme.call(ROUTE, changed)
        };
        assert_snapshot!(with("call_back_tag", json!([])), @"40035 不合法的参数: call_back_tag names at least one kind of event");
        assert_snapshot!(with("call_back_tag", json!(["user_add_org", "nothing"])), @r#"71008 回调call_back_tag必须在指定的call_back_tag列表中: no kind of event "nothing"; there are user_add_org, user_modify_org, user_leave_org, user_active_org, org_admin_add, org_admin_remove, org_dept_create, org_dept_modify, org_dept_remove, org_remove, org_change, label_user_change, label_conf_add, label_conf_modify, label_conf_del"#);
        assert_snapshot!(with("call_back_tag", Value::Null), @"40035 不合法的参数: call_back_tag is missing");
        assert_snapshot!(with("token", json!("ab")), @"40035 不合法的参数: token has 3 to 63 letters and digits");
        assert_snapshot!(with("token", json!("a b c")), @"40035 不合法的参数: token has 3 to 63 letters and digits");
        assert_snapshot!(with("token", json!("a".repeat(64))), @"40035 不合法的参数: token has 3 to 63 letters and digits");
        assert_snapshot!(with("aes_key", json!("short")), @"40035 不合法的参数: aes_key has exactly 43 letters and digits");
        assert_snapshot!(with("aes_key", json!("+".repeat(43))), @"40035 不合法的参数: aes_key has exactly 43 letters and digits");
        assert_snapshot!(with("url", json!("x".repeat(2_049))), @"71011 传入的url参数不是合法的url格式: url has at most 2048 bytes, got 2049");
        assert_snapshot!(with("url", Value::Null), @"40035 不合法的参数: url is missing");
    }
}

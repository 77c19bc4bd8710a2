//! Get the user ID by DingTalk ID: `GET /v1.0/contact/user/getByDingTalkId`.

use crate::prelude::*;
use endpoint::Method;

/// Whom.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Without regard to case.
    dingtalk_id: String,
}

/// Who that is here.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    user_id: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/user/getByDingTalkId",
        ACCOUNT_PARAMETER,
    )
    .needs("qyapi_get_member")
    .scoped()
    .faults(&[ACCOUNT_USER]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        if self.dingtalk_id.is_empty() {
            return Err(Fault::missing("dingtalkId"));
        }
        let user = view.user_by_dingtalk_id(&self.dingtalk_id);
        let user = user.map_err(|_| ACCOUNT_USER)?;
        Ok(Response {
            user_id: user.userid.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::testing::owner;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn accounts_that_have_one_are_found_within_the_scope() {
        let mut acme = owner();
        acme.operate(|draft| draft.set_dingtalk_id("sam", "Maple2024"));
        assert_snapshot!(acme.call(ROUTE, json!({"dingtalkId": "maple2024"})), @r#"{"userId":"sam"}"#);
        acme.with_scope(&[], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"dingtalkId": "maple2024"})), @"400 user.not.exist 用户不存在");
    }

    #[test]
    fn unknown_ids_are_refused() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"dingtalkId": "maple2024"})), @"400 user.not.exist 用户不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dingtalkId": "sam"})), @"400 user.not.exist 用户不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dingtalkId": ""})), @"400 invalid.param 无效参数: dingtalkId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dingtalkId": ["x"]})), @"400 invalid.param 无效参数: dingtalkId: expected a text, got a list");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: dingtalkId is missing");
    }
}

//! Disable an Enterprise Account: `POST /v1.0/contact/orgAccounts/disable`.

use super::fields::{filled, not_owned};
use crate::prelude::*;
use endpoint::Method;

/// Which account, and why.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    /// For audit; at most 500 characters.
    reason: Option<String>,
    #[expect(
        dead_code,
        reason = "known to the SDK alone, which does not say what it does"
    )]
    permission_code: Option<String>,
}

/// That it may no longer sign in.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/orgAccounts/disable",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Disable an Enterprise Account"])
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .scoped()
    .faults(&[ACCOUNT_USER, ACCOUNT_ONLY]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let userid = filled("userId", &self.user_id)?;
        let reason = self.reason.as_deref().unwrap_or_default();
        draft.disable_account(userid, reason).map_err(not_owned)?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{owner, with_host};
    use super::*;
    use org::UserId;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn the_reason_is_replaced_when_it_is_said_again() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "reason": "contract ended"})), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","disabled":true,"barred":true,"session_mark":14021136295465405935,"reason":"contract ended"},"created_at":1767323047000}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "reason": "contract ended"})), @r#"{"result":true}"#);
        assert_eq!(acme.changes(), "", "said again");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "reason": "lost"})), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","disabled":true,"barred":true,"session_mark":14021136295465405935,"reason":"lost"},"created_at":1767323047000}}"#);
    }

    #[test]
    fn it_is_kept_out_wherever_it_works_and_not_shown_there() {
        let mut acme = owner();
        with_host(&mut acme);
        let (sam, host) = (UserId::new("sam"), "dingb0b");
        let marks = [&acme.org, acme.other(host)].map(|org| org.session_mark(&sam));
        assert!(marks.iter().all(Option::is_some));
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","disabled":true,"barred":true,"session_mark":13303943596576690211,"joined":[["dingb0b","sam"]]},"created_at":1767323047000}}
        {"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323052000,"c":1767323052000}],"account":{"kind":"sso","barred":true,"session_mark":13303943596576690211,"owner":{"org":"dingtest","name":"acme","userid":"sam"}},"created_at":1767323052000}}
        "#);
        let marks = [&acme.org, acme.other(host)].map(|org| org.session_mark(&sam));
        assert_eq!(marks, [None, None]);
    }

    #[test]
    fn only_accounts_of_the_organization() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody", "reason": "x"})), @"400 user.not.exist 用户不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 exclusive.account.only 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "guest"})), @"400 exclusive.account.only 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": ""})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "x".repeat(65)})), @"400 invalid.param 无效参数: userId: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"reason": "x"})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "reason": "x".repeat(501)})), @"400 invalid.param 无效参数: reason has at most 500 characters, got 501");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "reason": ["x"]})), @"400 invalid.param 无效参数: reason: expected a text, got a list");
        acme.with_scope(&[], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @"400 user.not.exist 用户不存在");
        assert_eq!(acme.changes(), "");
    }
}

//! Enable an Enterprise Account: `POST /v1.0/contact/orgAccounts/enable`.

use super::fields::{filled, not_owned};
use crate::prelude::*;
use endpoint::Method;

/// Which account.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    #[expect(
        dead_code,
        reason = "known to the SDK alone, which does not say what it does"
    )]
    permission_code: Option<String>,
}

/// That it may sign in.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/orgAccounts/enable",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Enable an Enterprise Account"])
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .scoped()
    .faults(&[ACCOUNT_USER, ACCOUNT_ONLY]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let userid = filled("userId", &self.user_id)?;
        draft.enable_account(userid).map_err(not_owned)?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{disabled, owner};
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn sessions_that_were_ended_stay_ended() {
        let mut acme = owner();
        disabled(&mut acme, "sam");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "permissionCode": "x"})), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","disabled":false,"session_mark":14021136295465405935},"created_at":1767323047000}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @r#"{"result":true}"#);
        assert_eq!(acme.changes(), "", "said again");
    }

    #[test]
    fn only_accounts_of_the_organization() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody"})), @"400 user.not.exist 用户不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 exclusive.account.only 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "guest"})), @"400 exclusive.account.only 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": ""})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "x".repeat(65)})), @"400 invalid.param 无效参数: userId: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": ["sam"]})), @"400 invalid.param 无效参数: userId: expected a text, got a list");
        acme.with_scope(&[], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @"400 user.not.exist 用户不存在");
    }
}

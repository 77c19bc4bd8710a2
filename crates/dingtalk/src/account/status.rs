//! Query the status of an Enterprise Account: `GET /v1.0/contact/orgAccounts/status`.

use super::fields::{filled, not_owned};
use crate::prelude::*;
use endpoint::Method;

/// Which account.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    #[expect(
        dead_code,
        reason = "known to the SDK alone, which does not say what it does"
    )]
    permission_code: Option<String>,
}

/// Whether it may sign in.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// `true` is disabled.
    disable: bool,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/orgAccounts/status",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Query the status of an Enterprise Account"])
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .scoped()
    .faults(&[ACCOUNT_USER, ACCOUNT_ONLY]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let userid = filled("userId", &self.user_id)?;
        let (_, account) = view.own_account(userid).map_err(not_owned)?;
        Ok(Response {
            disable: account.barred,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{disabled, owner};
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn the_field_says_disabled() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @r#"{"disable":false}"#);
        disabled(&mut acme, "sam");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "permissionCode": "x"})), @r#"{"disable":true}"#);
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
        acme.with_scope(&[], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @"400 user.not.exist 用户不存在");
    }
}

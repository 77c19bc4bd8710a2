//! Query the organizations an Enterprise Account owns: `GET /v1.0/contact/orgAccounts/ownedOrganizations`.

use super::fields::{filled, not_creator};
use crate::prelude::*;
use endpoint::Method;

/// Which account.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

/// Whose creator it is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The oldest first, the caller's own among them.
    org_list: Vec<Owned>,
}

/// An organization.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Owned {
    corp_id: String,
    corp_name: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/orgAccounts/ownedOrganizations",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Query the organizations an Enterprise Account owns"])
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .faults(&[CREATOR_EMPLOYEE, CREATOR_ACCOUNT]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let userid = filled("userId", &self.user_id)?;
        let created = view.created_by(userid).map_err(not_creator)?;
        let org_list = created.into_iter().map(|created| Owned {
            corp_id: created.org.to_string(),
            corp_name: created.name,
        });
        Ok(Response {
            org_list: org_list.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{founded_by_sam, owner};
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn the_organizations_of_a_creator_by_age_under_the_names_they_have() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @r#"{"orgList":[]}"#);
        founded_by_sam(&mut acme);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @r#"{"orgList":[{"corpId":"dingb0b","corpName":"bob"}]}"#);
        acme.operate_other("dingb0b", |draft| draft.rename_organization("North Branch"));
        acme.operate(|draft| draft.hand_over("sam"));
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @r#"{"orgList":[{"corpId":"dingb0b","corpName":"North Branch"},{"corpId":"dingtest","corpName":"acme"}]}"#);
        acme.operate_other("dingb0b", |draft| draft.hand_over("founder"));
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @r#"{"orgList":[{"corpId":"dingtest","corpName":"acme"}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "pat"})), @r#"{"orgList":[]}"#);
    }

    #[test]
    fn only_accounts_of_the_organization() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody"})), @"400 employee.not.exist 员工不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "founder"})), @"400 exclusive.account.limit 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "guest"})), @"400 exclusive.account.limit 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": ""})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "x".repeat(65)})), @"400 invalid.param 无效参数: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: userId is missing");
        acme.with_scope(&[], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @"400 employee.not.exist 员工不存在");
    }
}

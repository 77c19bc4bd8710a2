//! Authorize an Enterprise Account to join multiple organizations: `POST /v1.0/contact/orgAccounts/multiOrgPermissions/auth`.

use crate::prelude::*;
use endpoint::Method;
use org::{OrgId, Refusal};

/// Who may take in which accounts.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The other organization.
    join_corp_id: String,
    /// Departments whose accounts may join, with all below; the whole organization when absent.
    grant_dept_id_list: Option<Vec<i64>>,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/orgAccounts/multiOrgPermissions/auth",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Authorize an Enterprise Account to join multiple organizations"])
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .faults(&[ORGANIZATION_FULL]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let departments = self
            .grant_dept_id_list
            .map(|ids| ids.into_iter().map(DepartmentId).collect());
        draft
            .grant_accounts(&OrgId::new(&self.join_corp_id), departments)
            .map_err(|refusal| match refusal {
                Refusal::OrganizationNotFound(_) => {
                    Fault::invalid("joinCorpId", refusal.sentence().of("joinCorpId"))
                }
                Refusal::OrganizationFull => refusal.into(),
                other => Fault::invalid("grantDeptIdList", other.sentence().of("grantDeptIdList")),
            })?;
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn another_organization_may_take_in_accounts() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_other("dingb0b", Some("bob { }"));
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingb0b"})), @"{}");
        assert_snapshot!(acme.changes(), @r#"{"account_grant_set":{"org":"dingb0b","departments":[1]}}"#);
        let some = json!({"joinCorpId": "dingb0b", "grantDeptIdList": [3, 2, 3]});
        assert_snapshot!(acme.call(ROUTE, some.clone()), @"{}");
        assert_snapshot!(acme.changes(), @r#"{"account_grant_set":{"org":"dingb0b","departments":[2,3]}}"#);
        assert_snapshot!(acme.call(ROUTE, some), @"{}");
        assert_eq!(acme.changes(), "", "said again");
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingb0b", "grantDeptIdList": []})), @"{}");
        assert_snapshot!(acme.changes(), @r#"{"account_grant_removed":"dingb0b"}"#);
    }

    #[test]
    fn unknown_organizations_and_departments_are_refused() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_other("dingb0b", Some("bob { }"));
        acme.with_other("dingnone", None);
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingnone"})), @"400 invalid.param 无效参数: joinCorpId: no other organization dingnone");
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingtest"})), @"400 invalid.param 无效参数: joinCorpId: no other organization dingtest");
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingb0b", "grantDeptIdList": [77]})), @"400 invalid.param 无效参数: grantDeptIdList: no department 77");
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingb0b", "grantDeptIdList": "2"})), @r#"400 invalid.param 无效参数: grantDeptIdList: expected a list, got the text "2""#);
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": 5})), @"400 invalid.param 无效参数: joinCorpId: expected a text, got 5");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: joinCorpId is missing");
        let many: Vec<i64> = (2..1_003).collect();
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingb0b", "grantDeptIdList": many})), @"400 invalid.param 无效参数: grantDeptIdList: at most 1000 departments, got 1001");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingb0b", "grantDeptIdList": [3]})), @"400 invalid.param 无效参数: grantDeptIdList: department 3 is outside the app's Contacts scope");
        assert_snapshot!(acme.call(ROUTE, json!({"joinCorpId": "dingb0b"})), @"400 invalid.param 无效参数: grantDeptIdList: department 1 is outside the app's Contacts scope");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn departments_of_those_who_take_part_are_theirs_to_grant() {
        let (mut acme, mount, _) = crate::partner::testing::with_mirrored_person();
        acme.with_other("dingcid", Some("cid { }"));
        let told = acme.call(
            ROUTE,
            json!({"joinCorpId": "dingcid", "grantDeptIdList": [1, mount]}),
        );
        assert_snapshot!(told, @"400 invalid.param 无效参数: grantDeptIdList: organization dingb0b takes part here and keeps this department; only it may change it");
        assert_eq!(acme.changes(), "");
    }
}

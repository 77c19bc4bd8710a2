//! Say what another organization may do with enterprise accounts of this one: `PUT /v1.0/orgbook/console/account-grants`.

use super::wire::refused;
use crate::prelude::*;
use org::{Module, OrgId};

/// Whom, and what. Replaces what was said before; what is left out may not be done.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The other organization.
    corp_id: String,
    /// Whether it may take in every enterprise account.
    everybody: Option<bool>,
    /// Departments whose accounts it may take in, with all below: at most 1,000, and none with `everybody`.
    dept_ids: Option<Vec<i64>>,
    /// Whether it sees the numbers of accounts that work there.
    shows_mobile: Option<bool>,
    /// Whether it sees which of those are disabled.
    shows_status: Option<bool>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/account-grants",
        PARAMETER,
    )
    .administrators(Module::Accounts)
    .faults(&[DEPARTMENT]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let ids = self.dept_ids.unwrap_or_default();
        let everybody = self.everybody.unwrap_or_default();
        if everybody && !ids.is_empty() {
            let detail = sentence!(
                "deptIds are left out where everybody may be taken in",
                "everybody 为真时不填 deptIds"
            );
            return Err(Fault::invalid("deptIds", detail));
        }
        let departments = ids.into_iter().map(DepartmentId).collect();
        let departments = Some(departments).filter(|_| !everybody);
        let shows = [self.shows_mobile, self.shows_status].map(Option::unwrap_or_default);
        let to = OrgId::new(&self.corp_id);
        draft
            .allow_accounts(&to, departments, shows)
            .map_err(refused)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{grant, grants};
    use super::*;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const LIST: Route = Route::task::<grants::Request>();
    const ONE: Route = Route::task::<grant::Request>();

    fn acme() -> Place {
        let mut acme = place("acme { rd { ann lab { } } hr { bob } }");
        acme.with_other("dingb0b", Some("bob { }"));
        acme.with_other("dingcid", Some("cid { }"));
        acme.as_admin("founder");
        acme
    }

    #[test]
    fn everything_is_said_at_once_and_replaces_what_was_said() {
        let mut acme = acme();
        let some = json!({"corpId": "dingb0b", "deptIds": [3, 2], "showsStatus": true});
        assert_snapshot!(acme.call(ROUTE, some.clone()), @"null");
        assert_snapshot!(acme.changes(), @r#"{"account_grant_set":{"org":"dingb0b","departments":[2,3],"shows_status":true}}"#);
        acme.call(ROUTE, some);
        assert_eq!(acme.changes(), "", "said again");
        assert_snapshot!(acme.call(ONE, json!({"corpId": "dingb0b"})), @r#"{"grant":{"corpId":"dingb0b","everybody":false,"departments":[{"deptId":2,"name":"rd"},{"deptId":3,"name":"lab"}],"departmentCount":2,"showsMobile":false,"showsStatus":true,"working":0}}"#);
        acme.call(
            ROUTE,
            json!({"corpId": "dingb0b", "everybody": true, "showsMobile": true}),
        );
        assert_snapshot!(acme.changes(), @r#"{"account_grant_set":{"org":"dingb0b","departments":[1],"shows_mobile":true}}"#);
        acme.call(ROUTE, json!({"corpId": "dingcid", "deptIds": [4]}));
        assert_snapshot!(acme.call(LIST, json!({})), @r#"{"grants":[{"corpId":"dingb0b","everybody":true,"departments":[],"departmentCount":0,"showsMobile":true,"showsStatus":false,"working":0},{"corpId":"dingcid","everybody":false,"departments":[{"deptId":4,"name":"hr"}],"departmentCount":1,"showsMobile":false,"showsStatus":false,"working":0}],"rowCount":2,"linked":[]}"#);
        assert_snapshot!(acme.call(LIST, json!({"offset": 1, "size": 1})), @r#"{"grants":[{"corpId":"dingcid","everybody":false,"departments":[{"deptId":4,"name":"hr"}],"departmentCount":1,"showsMobile":false,"showsStatus":false,"working":0}],"rowCount":2,"linked":[]}"#);
        acme.call(ROUTE, json!({"corpId": "dingcid"}));
        assert_snapshot!(acme.changes(), @r#"{"account_grant_removed":"dingcid"}"#);
    }

    #[test]
    fn an_id_tells_nobody_what_the_organization_is_called() {
        let mut acme = acme();
        acme.call(ROUTE, json!({"corpId": "dingb0b", "everybody": true}));
        for answer in [
            acme.call(LIST, json!({})),
            acme.call(ONE, json!({"corpId": "dingb0b"})),
        ] {
            assert!(!answer.contains("\"name\":\"bob\""), "{answer}");
        }
        let own = acme.corp_id().to_owned();
        acme.operate(|draft| {
            draft.make_account("ann", org::AccountKind::Sso, &org::AccountFields::default())
        });
        acme.operate_other("dingb0b", |draft| {
            draft.invite_account(org::Invitation {
                userid: None,
                fields: org::UserFields {
                    name: Some("Ann".to_owned()),
                    departments: Some(vec![DepartmentId::ROOT]),
                    ..org::UserFields::default()
                },
                owner: OrgId::new(&own),
                owner_userid: "ann".to_owned(),
            })
        });
        let told = acme.call(ONE, json!({"corpId": "dingb0b"}));
        assert!(
            told.contains("\"name\":\"bob\"") && told.contains("\"working\":1"),
            "{told}"
        );
    }

    #[test]
    fn what_cannot_be_granted_is_refused() {
        let mut acme = acme();
        let mut refused = |input| acme.call(ROUTE, input);
        assert_snapshot!(refused(json!({"corpId": "dingnone", "everybody": true})), @"400 invalidParameter A parameter is missing or wrong: no other organization dingnone");
        assert_snapshot!(refused(json!({"corpId": "dingtest", "everybody": true})), @"400 invalidParameter A parameter is missing or wrong: no other organization dingtest");
        assert_snapshot!(refused(json!({"everybody": true})), @"400 invalidParameter A parameter is missing or wrong: corpId is missing");
        assert_snapshot!(refused(json!({"corpId": "dingb0b", "deptIds": [77]})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(refused(json!({"corpId": "dingb0b", "deptIds": [2], "everybody": true})), @"400 invalidParameter A parameter is missing or wrong: deptIds are left out where everybody may be taken in");
        assert_snapshot!(refused(json!({"corpId": "dingb0b", "deptIds": "2"})), @r#"400 invalidParameter A parameter is missing or wrong: deptIds: expected a list, got the text "2""#);
        let many: Vec<i64> = (2..1_003).collect();
        assert_snapshot!(refused(json!({"corpId": "dingb0b", "deptIds": many})), @"400 invalidParameter A parameter is missing or wrong: at most 1000 departments, got 1001");
        assert_snapshot!(acme.call(ONE, json!({"corpId": "dingb0b"})), @"404 grant.notFound This organization may do nothing with the enterprise accounts concerned");
        assert_snapshot!(acme.call(LIST, json!({"size": 201})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 201");
        assert_eq!(acme.changes(), "");
    }
}

//! Bulk approve partner organizations’ applications to join: `POST /v1.0/contact/cooperateCorps/unionApplications/approve`.

use super::fields::{self, Place};
use crate::prelude::*;
use endpoint::Method;

/// The applications, at most 10.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// The body is this list.
    #[serde(rename = "")]
    list: Vec<Place>,
}

/// `true`.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/cooperateCorps/unionApplications/approve",
        PARTNER_WRONG,
    )
    .serves(&["Bulk approve partner organizations’ applications to join"])
    .needs("Contact.CooperateCorp.Write")
    .list()
    .on(&[On::Missing("", PARTNER_BLANK)])
    .faults(&[TOO_MANY_PARTNERS, ORGANIZATION_FULL]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let places = fields::places(self.list, false)?;
        draft.approve_guests(places).map_err(fields::wrong)?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::testing::{applied, branch};

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn whoever_asked_takes_part_from_then_on() {
        let mut acme = applied();
        let call =
            json!({"": [{"branchCorpId": "dingb0b", "unionRootName": "East", "linkDeptId": 2}]});
        assert_snapshot!(acme.call(ROUTE, call.clone()), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"department_added":{"id":100000605,"name":"East","parent":2,"order":100000605,"mirrors":{"org":"dingb0b","department":1},"created_at":1767323048000}}
        {"guest_set":{"org":"dingb0b","name":"bob","state":"joined","share":{"part":{"departments":[2],"users":["dan"]}},"alias":"East","mount":100000605,"revision":702884511890511,"application":"cQDgXxSN9ShBhkKF","applied_at":1767323047000,"joined_at":1767323048000}}
        {"department_added":{"id":100001100,"name":"sales","parent":100000605,"order":2,"mirrors":{"org":"dingb0b","department":2},"created_at":1767323048000}}
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000},{"d":100001100,"j":1767323045000,"c":1767323045000}],"mirrors":[{"org":"dingb0b","userid":"cid"}],"created_at":1767323045000}}
        {"user_updated":{"userid":"dev","union_id":"7MascUn4btXtsZURFZqqiEiE","name":"dev","mobile":"86-13800000002","departments":[{"d":2,"j":1767323045000,"c":1767323045000},{"d":100000605,"j":1767323045000,"c":1767323045000}],"mirrors":[{"org":"dingb0b","userid":"dan"}],"created_at":1767323045000}}
        {"host_set":{"org":"dingtest","name":"acme","state":"joined","revision":702884511890511}}
        "#);
        assert_snapshot!(acme.call(ROUTE, call), @"400 parameter.error 参数错误: organization dingb0b is not linked in that way");
    }

    #[test]
    fn names_and_places_have_defaults() {
        let told: Vec<String> = [json!(null), json!(-1), json!(1)]
            .map(|given| {
                let mut acme = applied();
                let call = json!({"": [{"branchCorpId": "dingb0b", "linkDeptId": given}]});
                acme.call(ROUTE, call) + &branch(&mut acme)
            })
            .into();
        assert!(told.iter().all(|one| *one == told[0]));
        assert_snapshot!(told[0], @r#"{"result":true}{"success":true,"result":[{"union_corp_id":"dingb0b","union_org_name":"bob","union_type":2,"dept_ids":[2],"userids":["dan"],"dept_id":100000605,"dept_name":"bob","auth_level":0}]}"#);
    }

    #[test]
    fn one_wrong_application_stops_all() {
        let mut acme = applied();
        let good = json!({"branchCorpId": "dingb0b"});
        let unknown = json!({"branchCorpId": "dingnone"});
        assert_snapshot!(acme.call(ROUTE, json!({"": [good, unknown]})), @"400 parameter.error 参数错误: organization dingnone is not linked in that way");
        assert_snapshot!(acme.call(ROUTE, json!({"": [good, good]})), @"400 parameter.error 参数错误: organization dingb0b is not linked in that way");
        assert_snapshot!(acme.call(ROUTE, json!({"": [{"branchCorpId": "dingb0b", "linkDeptId": 77}]})), @"400 parameter.error 参数错误: no parent department 77");
        assert_snapshot!(acme.call(ROUTE, json!({"": [{"branchCorpId": "dingb0b", "unionRootName": "rd"}]})), @"400 parameter.error 参数错误: department 2 beside it has this name");
        assert_snapshot!(acme.call(ROUTE, json!({"": [{"branchCorpId": "dingb0b", "unionRootName": "a-b"}]})), @"400 parameter.error 参数错误: a department's name holds none of - , ， and no control characters");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn lists_are_neither_empty_nor_long() {
        let mut acme = applied();
        assert_snapshot!(acme.call(ROUTE, json!({"": []})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"": [{"branchCorpId": ""}]})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"": [{}]})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"": [7]})), @"400 parameter.error 参数错误: [0]: expected an object, got 7");
        let many = vec![json!({"branchCorpId": "dingb0b"}); 11];
        assert_snapshot!(acme.call(ROUTE, json!({"": many})), @"400 parameter.error 单次操作不能超过10个");
    }
}

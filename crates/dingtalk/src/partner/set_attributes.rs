//! Update name and place of a partner or branch: `PUT /v1.0/contact/cooperateCorps/branchAttributes`.

use super::fields::{self, Place};
use crate::prelude::*;
use endpoint::Method;

/// Names and places, at most 10.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// The body is this list.
    #[serde(rename = "")]
    list: Vec<Place>,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/contact/cooperateCorps/branchAttributes",
        PARTNER_WRONG,
    )
    .serves(&[
        "Update the attribute information of a partner organization within the upstream-downstream organization",
        "Update the attribute information of a branch organization within the trunk organization",
    ])
    .needs("Contact.CooperateCorp.Write")
    .list()
    .on(&[On::Missing("", PARTNER_BLANK)])
    .faults(&[TOO_MANY_PARTNERS]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let places = fields::places(self.list, true)?;
        draft.move_guests(places).map_err(fields::wrong)?;
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::testing::{branch, joined, mount};

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn names_and_places_change() {
        let mut acme = joined();
        let call =
            json!({"": [{"branchCorpId": "dingb0b", "unionRootName": "East", "linkDeptId": 2}]});
        assert_snapshot!(acme.call(ROUTE, call.clone()), @"{}");
        assert_snapshot!(branch(&mut acme), @r#"{"success":true,"result":[{"union_corp_id":"dingb0b","union_org_name":"bob","union_type":2,"dept_ids":[2],"userids":["dan"],"dept_id":100000605,"dept_name":"East","auth_level":0}]}"#);
        acme.call(ROUTE, call);
        assert_eq!(acme.changes(), "", "said again");
        let back =
            json!({"": [{"branchCorpId": "dingb0b", "unionRootName": "West", "linkDeptId": -1}]});
        assert_snapshot!(acme.call(ROUTE, back), @"{}");
        assert_snapshot!(branch(&mut acme), @r#"{"success":true,"result":[{"union_corp_id":"dingb0b","union_org_name":"bob","union_type":2,"dept_ids":[2],"userids":["dan"],"dept_id":100000605,"dept_name":"West","auth_level":0}]}"#);
    }

    #[test]
    fn both_are_needed_and_fit() {
        let mut acme = joined();
        let place = |name: serde_json::Value, id: serde_json::Value| json!({"": [{"branchCorpId": "dingb0b", "unionRootName": name, "linkDeptId": id}]});
        assert_snapshot!(acme.call(ROUTE, place(json!("East"), json!(null))), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, place(json!(""), json!(1))), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, place(json!("rd"), json!(1))), @"400 parameter.error 参数错误: department 2 beside it has this name");
        assert_snapshot!(acme.call(ROUTE, place(json!("East"), json!(77))), @"400 parameter.error 参数错误: no parent department 77");
        let below_itself = place(json!("East"), json!(mount(&mut acme)));
        assert_snapshot!(acme.call(ROUTE, below_itself), @"400 parameter.error 参数错误: organization dingb0b takes part here and keeps this department; only it may change it");
        assert_snapshot!(acme.call(ROUTE, json!({"": [{"branchCorpId": "dingnone", "unionRootName": "East", "linkDeptId": 1}]})), @"400 parameter.error 参数错误: organization dingnone is not linked in that way");
        assert_snapshot!(acme.call(ROUTE, json!({"": []})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"": {"branchCorpId": "dingb0b"}})), @"400 parameter.error 参数错误: expected a list, got an object");
        assert_eq!(acme.changes(), "");
    }
}

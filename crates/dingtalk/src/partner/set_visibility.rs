//! Set the visibility scope of a partner or branch: `PUT /v1.0/contact/cooperateCorps/branchVisibleSettings`.

use super::fields;
use crate::prelude::*;
use endpoint::Method;
use org::{GuestRule, LinkRule, LinkRuleKind, OrgId};

/// The rules, at most 10.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// The body is this list.
    #[serde(rename = "")]
    list: Vec<Rule>,
}

/// A rule about a guest. It replaces the one of its type.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The guest.
    branch_corp_id: String,
    /// 0 hides the guest's people from everybody else, 1 shows them nobody else.
    r#type: i64,
    /// Whether the rule is on.
    open: bool,
    /// Guests that are exceptions.
    visible_branch_corp_ids: Option<Vec<String>>,
    /// Departments that are exceptions.
    visible_dept_ids: Option<Vec<i64>>,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/contact/cooperateCorps/branchVisibleSettings",
        PARTNER_WRONG,
    )
    .serves(&[
        "Set the visibility scope of a partner organization within the upstream-downstream organization",
        "Set the visibility scope of a branch organization within the trunk organization",
    ])
    .needs("Contact.CooperateCorp.Write")
    .list()
    .on(&[On::Missing("", PARTNER_BLANK)])
    .faults(&[TOO_MANY_PARTNERS]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        fields::check_count(self.list.len())?;
        let rules: Reply<Vec<GuestRule>> = self.list.into_iter().map(Rule::read).collect();
        draft.set_guest_rules(rules?).map_err(fields::wrong)?;
        Ok(Response {})
    }
}

impl Rule {
    fn read(self) -> Reply<GuestRule> {
        let org = fields::text(Some(self.branch_corp_id));
        let org = org.ok_or_else(|| Fault::code(PARTNER_BLANK))?;
        let kind = match self.r#type {
            0 => LinkRuleKind::Hidden,
            1 => LinkRuleKind::Restricted,
            other => {
                let detail = sentence!(
                    "type is 0 or 1, got {other}",
                    "type 为 0 或 1，收到的是 {other}"
                );
                return Err(Fault::because(PARTNER_WRONG, detail));
            }
        };
        let guests = self.visible_branch_corp_ids.unwrap_or_default();
        let departments = self.visible_dept_ids.unwrap_or_default();
        let rule = LinkRule {
            guests: guests.iter().map(|id| OrgId::new(id)).collect(),
            departments: departments.into_iter().map(DepartmentId).collect(),
        };
        Ok(GuestRule {
            org: OrgId::new(&org),
            kind,
            rule: self.open.then_some(rule),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::testing::joined;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_rule_replaces_the_one_of_its_type() {
        let mut acme = joined();
        let hide =
            json!({"branchCorpId": "dingb0b", "type": 0, "open": true, "visibleDeptIds": [2, 2]});
        let restrict = json!({"branchCorpId": "dingb0b", "type": 1, "open": true});
        assert_snapshot!(acme.call(ROUTE, json!({"": [hide, restrict]})), @"{}");
        assert_snapshot!(acme.changes(), @r#"
        {"guest_set":{"org":"dingb0b","name":"bob","state":"joined","share":{"part":{"departments":[2],"users":["dan"]}},"mount":100000605,"hidden":{"departments":[2]},"revision":702884511890511,"application":"cQDgXxSN9ShBhkKF","applied_at":1767323047000,"joined_at":1767323048000}}
        {"guest_set":{"org":"dingb0b","name":"bob","state":"joined","share":{"part":{"departments":[2],"users":["dan"]}},"mount":100000605,"hidden":{"departments":[2]},"restricted":{},"revision":702884511890511,"application":"cQDgXxSN9ShBhkKF","applied_at":1767323047000,"joined_at":1767323048000}}
        "#);
        acme.call(ROUTE, json!({"": [hide, restrict]}));
        assert_eq!(acme.changes(), "", "said again");
        let off =
            json!({"branchCorpId": "dingb0b", "type": 0, "open": false, "visibleDeptIds": [2]});
        assert_snapshot!(acme.call(ROUTE, json!({"": [off]})), @"{}");
        assert_snapshot!(acme.changes(), @r#"{"guest_set":{"org":"dingb0b","name":"bob","state":"joined","share":{"part":{"departments":[2],"users":["dan"]}},"mount":100000605,"restricted":{},"revision":702884511890511,"application":"cQDgXxSN9ShBhkKF","applied_at":1767323047000,"joined_at":1767323048000}}"#);
    }

    #[test]
    fn rules_are_about_what_is_there() {
        let mut acme = joined();
        let rule = |part: serde_json::Value| {
            let mut rule = json!({"branchCorpId": "dingb0b", "type": 0, "open": true});
            for (name, value) in part.as_object().expect("an object") {
                rule[name] = value.clone();
            }
            json!({"": [rule]})
        };
        assert_snapshot!(acme.call(ROUTE, rule(json!({"branchCorpId": "dingnone"}))), @"400 parameter.error 参数错误: organization dingnone is not linked in that way");
        assert_snapshot!(acme.call(ROUTE, rule(json!({"branchCorpId": ""}))), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, rule(json!({"type": 2}))), @"400 parameter.error 参数错误: type is 0 or 1, got 2");
        assert_snapshot!(acme.call(ROUTE, rule(json!({"open": "maybe"}))), @r#"400 parameter.error 参数错误: [0].open: expected true or false, got the text "maybe""#);
        assert_snapshot!(acme.call(ROUTE, rule(json!({"visibleDeptIds": [77]}))), @"400 parameter.error 参数错误: no department 77");
        assert_snapshot!(acme.call(ROUTE, rule(json!({"visibleBranchCorpIds": ["dingnone"]}))), @"400 parameter.error 参数错误: organization dingnone is not linked in that way");
        let many: Vec<i64> = (0..301).collect();
        assert_snapshot!(acme.call(ROUTE, rule(json!({"visibleDeptIds": many}))), @"400 parameter.error 参数错误: at most 300 exceptions of a kind, got 301");
        assert_snapshot!(acme.call(ROUTE, json!({"": [{"branchCorpId": "dingb0b"}]})), @"400 parameter.error 参数错误: [0].type is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 parameter.blank 参数为空");
        assert_eq!(acme.changes(), "");
    }
}

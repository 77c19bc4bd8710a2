//! Why one would see another with a rule that is not saved: `POST /v1.0/orgbook/explain`.

use super::explanation::Explanation;
use super::rule::Rule;
use crate::prelude::*;

/// Who looks at whom, and the rule.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Userid of the one who looks.
    viewer: String,
    /// Userid of the other.
    target: String,
    /// Without one, both answers are the same.
    rule: Option<Rule>,
}

/// As it is, and as it would be.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    now: Explanation,
    then: Explanation,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/explain", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Visibility)
        .scoped()
        .faults(&[SETTING]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let supposed = self.rule.map(|rule| rule.suppose(view)).transpose()?;
        let then = match &supposed {
            Some(org) => Explanation::of(&view.of(org), &self.viewer, &self.target),
            None => Explanation::of(view, &self.viewer, &self.target),
        };
        Ok(Response {
            now: Explanation::of(view, &self.viewer, &self.target),
            then,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{SelectionFields, SettingFields, SettingKind};
    use serde_json::Value;

    const ROUTE: Route = Route::read::<Request>();

    /// What is visible, now and then.
    fn visible(answer: &str) -> String {
        let answer: Value = serde_json::from_str(answer).expect("a JSON object");
        let surfaces = |when: &str| {
            let seen = ["tree", "search", "profile"]
                .iter()
                .filter(|surface| answer[when]["surfaces"][**surface]["visible"] == true);
            seen.copied().collect::<Vec<_>>().join(" ")
        };
        format!("{} -> {}", surfaces("now"), surfaces("then"))
    }

    #[test]
    fn each_kind_of_rule_is_supposed_and_nothing_changes() {
        let mut acme = place("acme { rd { ann } bob }");
        let mut call = |rule: Value| {
            let request = json!({"viewer": "bob", "target": "ann", "rule": rule});
            visible(&acme.call(ROUTE, request))
        };
        assert_snapshot!(call(Value::Null), @"tree search profile -> tree search profile");
        assert_snapshot!(call(json!({"objectDeptIds": [2], "hideInSearch": true})), @"tree search profile -> profile");
        assert_snapshot!(call(json!({"subjectUserIds": ["bob"], "type": "onlySelf", "restrictInUserProfile": true})), @"tree search profile -> search");
        assert_snapshot!(call(json!({"objectStaffIds": ["ann"], "hideFields": ["mobile"]})), @"tree search profile -> tree search profile");
        assert_snapshot!(call(json!({"objectStaffIds": ["ann"], "active": false})), @"tree search profile -> tree search profile");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn a_stored_rule_is_supposed_to_be_otherwise() {
        let mut acme = place("acme { rd { ann } bob }");
        acme.operate(|draft| {
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["bob".to_owned()]),
                    ..SelectionFields::default()
                },
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::Restrict, None, fields)
        });
        let request =
            json!({"viewer": "bob", "target": "ann", "rule": {"id": 10001, "active": false}});
        assert_snapshot!(visible(&acme.call(ROUTE, request)), @"search profile -> tree search profile");
        let request =
            json!({"viewer": "bob", "target": "ann", "rule": {"id": 10002, "active": false}});
        assert_snapshot!(acme.call(ROUTE, request), @"404 setting.notFound There is no such setting: no setting 10002");
        let other_kind = json!({"id": 10001, "hideFields": ["title"]});
        let request = json!({"viewer": "bob", "target": "ann", "rule": other_kind});
        assert_snapshot!(acme.call(ROUTE, request), @"404 setting.notFound There is no such setting: no setting 10001");
    }

    #[test]
    fn a_rule_that_does_not_fit_is_refused() {
        let mut acme = place("acme { ann }");
        let mut call = |rule: Value| {
            let request = json!({"viewer": "ann", "target": "founder", "rule": rule});
            acme.call(ROUTE, request)
        };
        assert_snapshot!(call(json!({})), @"400 invalidParameter A parameter is missing or wrong: rule: a setting is about at least one user, department or role");
        assert_snapshot!(call(json!({"objectStaffIds": ["bob"]})), @"400 invalidParameter A parameter is missing or wrong: rule: no user bob");
        assert_snapshot!(call(json!({"subjectUserIds": ["ann"]})), @"400 invalidParameter A parameter is missing or wrong: rule.type is needed for a restriction");
        assert_snapshot!(call(json!({"subjectUserIds": ["ann"], "type": "some"})), @"400 invalidParameter A parameter is missing or wrong: rule.type is onlySelf, onlySelfDeptAndChild or excludeNode, got some");
        assert_snapshot!(call(json!({"subjectUserIds": ["ann"], "type": "onlySelf", "hideFields": []})), @"400 invalidParameter A parameter is missing or wrong: a rule restricts viewers or hides attributes, not both");
        assert_snapshot!(call(json!("hide ann")), @r#"400 invalidParameter A parameter is missing or wrong: rule: expected an object, got the text "hide ann""#);
    }
}

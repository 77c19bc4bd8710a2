//! Why one sees another or not: `GET /v1.0/orgbook/explain`.

use super::explanation::Explanation;
use crate::prelude::*;

/// Who looks at whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Userid of the one who looks.
    viewer: String,
    /// Userid of the other.
    target: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/explain", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Visibility)
        .scoped();
    type Response<'a> = Explanation;

    fn read(self, view: &View<'_>) -> Reply<Explanation> {
        Ok(Explanation::of(view, &self.viewer, &self.target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{DepartmentFields, SelectionFields, SettingFields, SettingKind, UserFields};
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn each_rule_is_named() {
        let mut acme = place("acme { rd { ann bob } cid }");
        acme.operate(|draft| {
            let fields = DepartmentFields {
                hide: Some(true),
                ..DepartmentFields::default()
            };
            draft.update_department(DepartmentId(2), fields)?;
            let users = |id: &str| SelectionFields {
                users: Some(vec![id.to_owned()]),
                ..SelectionFields::default()
            };
            let attributes = SettingFields {
                name: Some("Titles".to_owned()),
                objects: users("ann"),
                attributes: Some(vec!["title".to_owned()]),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::HideAttributes, None, attributes)?;
            let hide = SettingFields {
                name: Some("Ann".to_owned()),
                objects: users("ann"),
                excluded: users("bob"),
                search: Some(true),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::Hide, None, hide)?;
            let fields = UserFields {
                hide_mobile: Some(true),
                senior: Some(true),
                ..UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"viewer": "cid", "target": "ann"})), @r#"{"surfaces":{"tree":{"visible":false,"rules":[{"id":"api:hide:10002","origin":"api","kind":"hide","name":"Ann"},{"id":"console:hide:2","origin":"console","kind":"hide","name":"rd"}]},"search":{"visible":false,"rules":[{"id":"api:hide:10002","origin":"api","kind":"hide","name":"Ann"},{"id":"console:hide:2","origin":"console","kind":"hide","name":"rd"}]},"profile":{"visible":false,"rules":[{"id":"console:hide:2","origin":"console","kind":"hide","name":"rd"}]}},"fields":{"department":{"visible":true,"rules":[]},"email":{"visible":true,"rules":[]},"ext_number":{"visible":true,"rules":[]},"hire_date":{"visible":true,"rules":[]},"job_number":{"visible":true,"rules":[]},"manager":{"visible":true,"rules":[]},"mobile":{"visible":false,"rules":[{"id":"user:hide_mobile","origin":"builtin","kind":"hide_mobile","name":""},{"id":"user:executive","origin":"builtin","kind":"executive","name":""}]},"name":{"visible":true,"rules":[]},"remark":{"visible":true,"rules":[]},"title":{"visible":false,"rules":[{"id":"api:attribute:10001","origin":"api","kind":"attribute","name":"Titles"}]},"work_station":{"visible":true,"rules":[]}}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"viewer": "bob", "target": "ann"})), @r#"{"surfaces":{"tree":{"visible":true,"rules":[{"id":"api:hide:10002","origin":"api","kind":"hide","name":"Ann"},{"id":"console:hide:2","origin":"console","kind":"hide","name":"rd"}]},"search":{"visible":true,"rules":[{"id":"api:hide:10002","origin":"api","kind":"hide","name":"Ann"},{"id":"console:hide:2","origin":"console","kind":"hide","name":"rd"}]},"profile":{"visible":true,"rules":[{"id":"console:hide:2","origin":"console","kind":"hide","name":"rd"}]}},"fields":{"department":{"visible":true,"rules":[]},"email":{"visible":true,"rules":[]},"ext_number":{"visible":true,"rules":[]},"hire_date":{"visible":true,"rules":[]},"job_number":{"visible":true,"rules":[]},"manager":{"visible":true,"rules":[]},"mobile":{"visible":false,"rules":[{"id":"user:hide_mobile","origin":"builtin","kind":"hide_mobile","name":""},{"id":"user:executive","origin":"builtin","kind":"executive","name":""}]},"name":{"visible":true,"rules":[]},"remark":{"visible":true,"rules":[]},"title":{"visible":false,"rules":[{"id":"api:attribute:10001","origin":"api","kind":"attribute","name":"Titles"}]},"work_station":{"visible":true,"rules":[]}}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"viewer": "founder", "target": "bob"})), @r#"{"surfaces":{"tree":{"visible":true,"rules":[{"id":"admin","origin":"builtin","kind":"admin","name":""}]},"search":{"visible":true,"rules":[{"id":"admin","origin":"builtin","kind":"admin","name":""}]},"profile":{"visible":true,"rules":[{"id":"admin","origin":"builtin","kind":"admin","name":""}]}},"fields":{"department":{"visible":true,"rules":[]},"email":{"visible":true,"rules":[]},"ext_number":{"visible":true,"rules":[]},"hire_date":{"visible":true,"rules":[]},"job_number":{"visible":true,"rules":[]},"manager":{"visible":true,"rules":[]},"mobile":{"visible":true,"rules":[]},"name":{"visible":true,"rules":[]},"remark":{"visible":true,"rules":[]},"title":{"visible":true,"rules":[]},"work_station":{"visible":true,"rules":[]}}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"viewer": "ann", "target": "ann"})), @r#"{"surfaces":{"tree":{"visible":true,"rules":[{"id":"self","origin":"builtin","kind":"self","name":""}]},"search":{"visible":true,"rules":[{"id":"self","origin":"builtin","kind":"self","name":""}]},"profile":{"visible":true,"rules":[{"id":"self","origin":"builtin","kind":"self","name":""}]}},"fields":{"department":{"visible":true,"rules":[]},"email":{"visible":true,"rules":[]},"ext_number":{"visible":true,"rules":[]},"hire_date":{"visible":true,"rules":[]},"job_number":{"visible":true,"rules":[]},"manager":{"visible":true,"rules":[]},"mobile":{"visible":true,"rules":[]},"name":{"visible":true,"rules":[]},"remark":{"visible":true,"rules":[]},"title":{"visible":true,"rules":[]},"work_station":{"visible":true,"rules":[]}}}"#);
    }

    #[test]
    fn who_is_not_there_or_out_of_scope_sees_and_is_seen_by_nobody() {
        let mut acme = place("acme { rd { ann } bob }");
        let nobody = acme.call(ROUTE, json!({"viewer": "ann", "target": "nobody"}));
        assert_snapshot!(nobody, @r#"{"surfaces":{"tree":{"visible":false,"rules":[{"id":"not_member","origin":"builtin","kind":"not_member","name":""}]},"search":{"visible":false,"rules":[{"id":"not_member","origin":"builtin","kind":"not_member","name":""}]},"profile":{"visible":false,"rules":[{"id":"not_member","origin":"builtin","kind":"not_member","name":""}]}},"fields":{}}"#);
        assert_eq!(
            nobody,
            acme.call(ROUTE, json!({"viewer": "", "target": "ann"}))
        );
        assert_snapshot!(acme.call(ROUTE, json!({"viewer": "ann"})), @"400 invalidParameter A parameter is missing or wrong: target is missing");
        acme.with_scope(&[2], &[]);
        assert_eq!(
            nobody,
            acme.call(ROUTE, json!({"viewer": "ann", "target": "bob"}))
        );
        assert_eq!(
            nobody,
            acme.call(ROUTE, json!({"viewer": "bob", "target": "ann"}))
        );
    }

    /// The rules that decide about the tree.
    fn in_tree(acme: &mut Place, viewer: &str, target: &str) -> String {
        let answer = acme.call(ROUTE, json!({"viewer": viewer, "target": target}));
        let answer: Value = serde_json::from_str(&answer).expect("a JSON object");
        answer["surfaces"]["tree"]["rules"].to_string()
    }

    #[test]
    fn departments_out_of_scope_are_not_named() {
        let mut acme = place("acme { hq { rd { ann bob } } cid }");
        acme.operate(|draft| {
            let hidden = || DepartmentFields {
                hide: Some(true),
                outer: Some(true),
                ..DepartmentFields::default()
            };
            draft.update_department(DepartmentId(2), hidden())?;
            draft.update_department(DepartmentId(3), hidden())
        });
        assert_snapshot!(in_tree(&mut acme, "cid", "ann"), @r#"[{"id":"console:hide:3","origin":"console","kind":"hide","name":"rd"},{"id":"console:hide:2","origin":"console","kind":"hide","name":"hq"}]"#);
        assert_snapshot!(in_tree(&mut acme, "ann", "cid"), @r#"[{"id":"console:restrict:2","origin":"console","kind":"restrict","name":"hq"}]"#);
        acme.with_scope(&[3], &["cid"]);
        assert_snapshot!(in_tree(&mut acme, "cid", "ann"), @r#"[{"id":"console:hide:3","origin":"console","kind":"hide","name":"rd"},{"id":"console:hide:2","origin":"console","kind":"hide","name":""}]"#);
        assert_snapshot!(in_tree(&mut acme, "ann", "cid"), @r#"[{"id":"console:restrict:2","origin":"console","kind":"restrict","name":""}]"#);
    }
}

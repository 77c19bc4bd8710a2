//! Create a department: `POST /topapi/v2/department/create`.

use super::fields;
use crate::prelude::*;
use crate::user::given;
use endpoint::JsonText;
use org::{DepartmentFields, NewDepartment};

/// The new department.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    name: String,
    parent_id: i64,
    hide_dept: Option<bool>,
    /// With `hide_dept`: departments whose members see it all the same.
    dept_permits: Option<CommaList<i64>>,
    /// With `hide_dept`: people who see it all the same.
    user_permits: Option<CommaList<String>>,
    /// Whether its members see only part of the contacts.
    outer_dept: Option<bool>,
    /// With `outer_dept`: whether they see their own department and below instead of themselves alone.
    outer_dept_only_self: Option<bool>,
    /// With `outer_dept`: further departments they see.
    outer_permit_depts: Option<CommaList<i64>>,
    /// With `outer_dept`: further people they see.
    outer_permit_users: Option<CommaList<String>>,
    create_dept_group: Option<bool>,
    auto_approve_apply: Option<bool>,
    /// Smaller comes first; last when absent.
    order: Option<i64>,
    source_identifier: Option<String>,
    brief: Option<String>,
    telephone: Option<String>,
    extension: Option<JsonText>,
}

/// Its id.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    dept_id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/department/create", ILLEGAL)
        .serves(&["Create a department"])
        .needs("qyapi_manage_addresslist")
        .scoped()
        .on(&[
            On::Invalid("name", DEPARTMENT_NAME),
            On::Invalid("parent_id", PARENT_ID),
            On::Invalid("order", ORDER),
            On::Invalid("dept_permits", PERMITS),
            On::Invalid("user_permits", PERMITS),
            On::Invalid("outer_permit_depts", PERMITS),
            On::Invalid("outer_permit_users", PERMITS),
        ])
        .faults(&[
            PARENT_NOT_FOUND,
            DEPARTMENT_SCOPE,
            DEPARTMENT_NAME,
            DEPARTMENT_NAME_CHARACTERS,
            DEPARTMENT_NAME_TAKEN,
            DEPARTMENT_TOO_DEEP,
            ORDER,
            PERMITS,
            USER_LIST,
            ORGANIZATION_FULL,
        ]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        self.check_permits()?;
        let parent = fields::department_id("parent_id", self.parent_id)?;
        let new = NewDepartment {
            id: None,
            parent,
            fields: self.into_fields()?,
        };
        let id = draft.add_department(new).map_err(given::fault)?;
        Ok(Response { dept_id: id.0 })
    }
}

impl Request {
    fn check_permits(&self) -> Reply<()> {
        for (field, count) in [
            ("dept_permits", fields::count(self.dept_permits.as_ref())),
            ("user_permits", fields::count(self.user_permits.as_ref())),
            (
                "outer_permit_depts",
                fields::count(self.outer_permit_depts.as_ref()),
            ),
            (
                "outer_permit_users",
                fields::count(self.outer_permit_users.as_ref()),
            ),
        ] {
            fields::check_permits(&[(field, count)])?;
        }
        Ok(())
    }

    fn into_fields(self) -> Reply<DepartmentFields> {
        Ok(DepartmentFields {
            name: Some(self.name),
            order: self.order,
            source_identifier: self.source_identifier,
            brief: self.brief,
            telephone: self.telephone,
            extension: fields::extension("extension", self.extension.as_ref())?,
            hide: self.hide_dept,
            permit_departments: self.dept_permits.map(fields::department_ids),
            permit_users: self.user_permits.map(|list| list.0),
            outer: self.outer_dept,
            outer_only_self: self.outer_dept_only_self,
            outer_permit_departments: self.outer_permit_depts.map(fields::department_ids),
            outer_permit_users: self.outer_permit_users.map(|list| list.0),
            create_group: self.create_dept_group,
            auto_approve_apply: self.auto_approve_apply,
            ..DepartmentFields::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::write::<Request>();

    /// The smallest good request, with changes; a field given as `null` is left out.
    fn with(changed: Value) -> Value {
        let mut request = json!({"name": "Team", "parent_id": 1});
        let members = request.as_object_mut().expect("a request is an object");
        members.extend(changed.as_object().expect("an object").clone());
        request
    }

    fn refusal(changed: Value) -> String {
        let mut acme = place("acme { rd { ann lab { } } hr { } }");
        let told = acme.call(ROUTE, with(changed));
        assert_eq!(acme.changes(), "", "a refused call changes nothing");
        told
    }

    #[test]
    fn a_department_is_created() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, with(json!({}))), @r#"{"dept_id":100000264}"#);
        assert_snapshot!(acme.changes(), @r#"{"department_added":{"id":100000264,"name":"Team","parent":1,"order":100000264,"created_at":1767323047000}}"#);
    }

    fn everything() -> Value {
        json!({
            "name": " 团队 ", "parent_id": 2, "hide_dept": true, "dept_permits": "3,1,3", "user_permits": "ann,founder",
            "outer_dept": true, "outer_dept_only_self": true, "outer_permit_depts": "3", "outer_permit_users": "founder",
            "create_dept_group": true, "auto_approve_apply": true, "order": 9_007_199_254_740_993_i64,
            "source_identifier": "HR-7", "brief": "all of us", "telephone": "8001", "extension": {"floor": "3"},
            "code": "ignored"
        })
    }

    #[test]
    fn every_field_is_kept() {
        let mut acme = place("acme { rd { ann } hr { } }");
        assert_snapshot!(acme.call(ROUTE, everything()), @r#"{"dept_id":100000264}"#);
        assert_snapshot!(acme.changes(), @r#"{"department_added":{"id":100000264,"name":"团队","parent":2,"order":9007199254740993,"source_identifier":"HR-7","brief":"all of us","telephone":"8001","extension":"{\"floor\":\"3\"}","hide":true,"permit_departments":[3,1],"permit_users":["ann","founder"],"outer":true,"outer_only_self":true,"outer_permit_departments":[3],"outer_permit_users":["founder"],"create_group":true,"auto_add_user":true,"group_chat_id":"chat9810039c55ad8e4b7b50217d5f244843","auto_approve_apply":true,"created_at":1767323047000}}"#);
    }

    #[test]
    fn texts_serve_for_everything() {
        let mut typed = place("acme { rd { ann } hr { } }");
        let mut texts = place("acme { rd { ann } hr { } }");
        let mut request = everything();
        for value in request.as_object_mut().expect("an object").values_mut() {
            if !value.is_string() {
                *value = value.to_string().into();
            }
        }
        assert_eq!(typed.call(ROUTE, everything()), texts.call(ROUTE, request));
        assert_eq!(typed.changes(), texts.changes());
    }

    #[test]
    fn lists_are_read_however_they_are_written() {
        for written in [
            json!("3,4"),
            json!("3|4"),
            json!([3, 4]),
            json!(["3", "4"]),
            json!("[3, 4]"),
            json!("\"3,4\""),
            json!("\\\"3,4\\\""),
        ] {
            let mut acme = place("acme { rd { } hr { } ops { } }");
            acme.call(ROUTE, with(json!({"dept_permits": written.clone()})));
            let changes = acme.changes();
            assert!(
                changes.contains(r#""permit_departments":[3,4]"#),
                "{written}: {changes}"
            );
        }
    }

    #[test]
    fn nulls_and_empty_texts_are_absent() {
        let absent = json!({
            "hide_dept": null, "dept_permits": "", "user_permits": "null", "outer_dept": "", "order": "", "brief": "",
            "extension": "null", "create_dept_group": "null"
        });
        let mut acme = place("acme { }");
        acme.call(ROUTE, with(absent));
        let mut plain = place("acme { }");
        plain.call(ROUTE, with(json!({})));
        assert_eq!(acme.changes(), plain.changes());
    }

    #[test]
    fn order_0_comes_first() {
        let mut acme = place("acme { rd { } }");
        acme.call(ROUTE, with(json!({"order": 0})));
        let sub = Route::read::<super::super::list_sub_id::Request>();
        assert_snapshot!(acme.call(sub, json!({"dept_id": 1})), @r#"{"dept_id_list":[100000264,2]}"#);
    }

    #[test]
    fn names_are_checked() {
        assert_snapshot!(refusal(json!({"name": null})), @"40035 不合法的参数: name is missing");
        assert_snapshot!(refusal(json!({"name": ""})), @"60001 不合法的部门名称: a department's name has 1 to 64 characters");
        assert_snapshot!(refusal(json!({"name": "  "})), @"60001 不合法的部门名称: a department's name has 1 to 64 characters");
        assert_snapshot!(refusal(json!({"name": "部".repeat(65)})), @"60001 不合法的部门名称: a department's name has 1 to 64 characters");
        assert_snapshot!(refusal(json!({"name": ["x"]})), @"60001 不合法的部门名称: name: expected a text, got a list");
        assert_snapshot!(refusal(json!({"name": "a-b"})), @"60009 部门名称含有非法字符: a department's name holds none of - , ， and no control characters");
        assert_snapshot!(refusal(json!({"name": "a,b"})), @"60009 部门名称含有非法字符: a department's name holds none of - , ， and no control characters");
        assert_snapshot!(refusal(json!({"name": "a，b"})), @"60009 部门名称含有非法字符: a department's name holds none of - , ， and no control characters");
        assert_snapshot!(refusal(json!({"name": "rd"})), @"60008 父部门下该部门名称已存在: department 2 beside it has this name");
        for name in ["部".repeat(64), "RD".to_owned(), "研发(一)".to_owned()] {
            let told = place("acme { rd { } }").call(ROUTE, with(json!({"name": name.clone()})));
            assert!(told.starts_with(r#"{"dept_id":"#), "{name}: {told}");
        }
    }

    #[test]
    fn the_same_name_serves_under_another_parent() {
        let mut acme = place("acme { rd { lab { } } hr { } }");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "lab", "parent_id": 4})), @r#"{"dept_id":100000264}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"name": "lab", "parent_id": 2})), @"60008 父部门下该部门名称已存在: department 3 beside it has this name");
    }

    #[test]
    fn the_parent_must_be_there() {
        assert_snapshot!(refusal(json!({"parent_id": null})), @"40035 不合法的参数: parent_id is missing");
        assert_snapshot!(refusal(json!({"parent_id": ""})), @"40035 不合法的参数: parent_id is missing");
        assert_snapshot!(refusal(json!({"parent_id": 0})), @"40010 不合法的父部门id: parent_id is a whole number of at least 1, got 0");
        assert_snapshot!(refusal(json!({"parent_id": "team"})), @r#"40010 不合法的父部门id: parent_id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(refusal(json!({"parent_id": 77})), @"60004 父部门不存在: no parent department 77");
    }

    #[test]
    fn orders_are_not_negative() {
        assert_snapshot!(refusal(json!({"order": -1})), @"40011 不合法的排序order: an order is a whole number, at least 0");
        assert_snapshot!(refusal(json!({"order": "first"})), @r#"40011 不合法的排序order: order: expected a whole number of 64 bits, got the text "first""#);
        assert_snapshot!(refusal(json!({"order": 1.5})), @"40011 不合法的排序order: order: expected a whole number of 64 bits, got 1.5");
    }

    #[test]
    fn permits_must_exist() {
        assert_snapshot!(refusal(json!({"dept_permits": "2,77"})), @"60109 不合法的可见id列表: no department 77 to permit");
        assert_snapshot!(refusal(json!({"outer_permit_depts": "team"})), @r#"60109 不合法的可见id列表: outer_permit_depts[0]: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(refusal(json!({"user_permits": "ann,nobody"})), @"40031 不合法的UserID列表: no user nobody");
        assert_snapshot!(refusal(json!({"outer_permit_users": "nobody"})), @"40031 不合法的UserID列表: no user nobody");
    }

    #[test]
    fn a_list_of_permits_names_at_most_50() {
        let people: String = (0..51).map(|number| format!("u{number} ")).collect();
        let departments: String = (2..=52).map(|id| format!("d{id} {{ }} ")).collect();
        let userids = |count: usize| (0..count).map(|id| format!("u{id}")).collect::<Vec<_>>();
        let ids = |count: usize| (2..2 + count).map(|id| id.to_string()).collect::<Vec<_>>();
        for (field, list) in [
            ("user_permits", &userids as &dyn Fn(usize) -> Vec<String>),
            ("outer_permit_users", &userids),
            ("dept_permits", &ids),
            ("outer_permit_depts", &ids),
        ] {
            let mut acme = place(&format!("acme {{ {people} {departments} }}"));
            let told = acme.call(ROUTE, with(json!({field: list(51)})));
            let wanted = format!("60109 不合法的可见id列表: {field} names at most 50, got 51");
            assert_eq!(told, wanted);
            let told = acme.call(ROUTE, with(json!({field: list(50)})));
            assert!(told.starts_with(r#"{"dept_id":"#), "{field}: {told}");
        }
    }

    #[test]
    fn departments_nest_50_levels() {
        let nested = |levels: usize| "d { ".repeat(levels) + &"} ".repeat(levels);
        let mut acme = place(&format!("acme {{ {} }}", nested(50)));
        assert_snapshot!(acme.call(ROUTE, with(json!({"parent_id": 51}))), @"60002 部门层级深度超过限制: departments nest at most 50 levels");
        let told = acme.call(ROUTE, with(json!({"parent_id": 50})));
        assert!(told.starts_with(r#"{"dept_id":"#), "{told}");
    }

    #[test]
    fn lengths_hold_at_their_edge() {
        for (field, chars_max) in [
            ("brief", 255),
            ("telephone", 50),
            ("source_identifier", 255),
        ] {
            let told = refusal(json!({field: "名".repeat(chars_max + 1)}));
            let wanted = format!("40035 不合法的参数: {field} has at most {chars_max} characters");
            assert_eq!(told, wanted);
            let told = place("acme { }").call(ROUTE, with(json!({field: "名".repeat(chars_max)})));
            assert!(told.starts_with(r#"{"dept_id":"#), "{field}: {told}");
        }
        let text = |chars: usize| format!(r#"{{"note":"{}"}}"#, "x".repeat(chars - 11));
        assert_snapshot!(refusal(json!({"extension": text(2001)})), @"40035 不合法的参数: extension is a JSON object of at most 2000 characters");
        let told = place("acme { }").call(ROUTE, with(json!({"extension": text(2000)})));
        assert!(told.starts_with(r#"{"dept_id":"#), "{told}");
    }

    #[test]
    fn bad_values_name_their_field() {
        assert_snapshot!(refusal(json!({"extension": "floor 3"})), @r#"40035 不合法的参数: extension is one JSON object, such as {"floor":"3"}"#);
        assert_snapshot!(refusal(json!({"extension": [1]})), @r#"40035 不合法的参数: extension is one JSON object, such as {"floor":"3"}"#);
        assert_snapshot!(refusal(json!({"hide_dept": "maybe"})), @r#"40035 不合法的参数: hide_dept: expected true or false, got the text "maybe""#);
        assert_snapshot!(refusal(json!({"brief": {"x": 1}})), @"40035 不合法的参数: brief: expected a text, got an object");
    }

    #[test]
    fn the_parent_must_be_in_scope() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, with(json!({"parent_id": 3}))), @"50004 请求的部门id不在授权范围内: department 3 is outside the app's Contacts scope");
        assert_snapshot!(acme.call(ROUTE, with(json!({"parent_id": 1}))), @"50004 请求的部门id不在授权范围内: department 1 is outside the app's Contacts scope");
        assert_snapshot!(acme.call(ROUTE, with(json!({"parent_id": 77}))), @"60004 父部门不存在: no parent department 77");
        assert_snapshot!(acme.call(ROUTE, with(json!({"parent_id": 2}))), @r#"{"dept_id":100000936}"#);
    }
}

//! Get the department list: `POST /topapi/v2/department/listsub`.

use super::fields;
use crate::prelude::*;
use crate::user::fields::present;
use org::Department;

/// Above which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// The root when absent or 0.
    dept_id: Option<i64>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    language: Option<String>,
}

/// A department.
#[derive(Serialize, JsonSchema)]
pub struct Listed<'a> {
    dept_id: i64,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<i64>,
    create_dept_group: bool,
    auto_add_user: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_identifier: Option<&'a str>,
    /// Custom values as JSON text; `extention` in get, `extension` in create.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<&'a str>,
    /// Set where an organization that takes part keeps the department.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_union_org: Option<bool>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/department/listsub", PARAMETER)
        .serves(&["Get the department list"])
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND, DEPARTMENT_SCOPE]);
    type Response<'a> = Vec<Listed<'a>>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Vec<Listed<'a>>> {
        let id = match self.dept_id {
            None | Some(0) => DepartmentId::ROOT,
            Some(id) => fields::department_id("dept_id", id)?,
        };
        Ok(view.children(id)?.map(Listed::of).collect())
    }
}

impl<'a> Listed<'a> {
    fn of(department: &'a Department) -> Self {
        Self {
            dept_id: department.id.0,
            name: &department.name,
            parent_id: department.parent.map(|id| id.0),
            create_dept_group: department.create_group,
            auto_add_user: department.auto_add_user,
            source_identifier: present(&department.source_identifier),
            ext: present(&department.extension),
            from_union_org: department.mirrors.is_some().then_some(true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn direct_children_are_listed_in_order() {
        let mut acme = place("acme { rd order=9 { lab { } } hr order=1 { } ops order=9 { } }");
        acme.operate(|draft| {
            let fields = org::DepartmentFields {
                source_identifier: Some("HR-1".to_owned()),
                extension: Some(r#"{"floor":"3"}"#.to_owned()),
                create_group: Some(true),
                auto_add_user: Some(true),
                ..Default::default()
            };
            draft.update_department(DepartmentId(4), fields)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @r#"[{"dept_id":4,"name":"hr","parent_id":1,"create_dept_group":true,"auto_add_user":true,"source_identifier":"HR-1","ext":"{\"floor\":\"3\"}"},{"dept_id":2,"name":"rd","parent_id":1,"create_dept_group":false,"auto_add_user":false},{"dept_id":5,"name":"ops","parent_id":1,"create_dept_group":false,"auto_add_user":false}]"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @r#"[{"dept_id":3,"name":"lab","parent_id":2,"create_dept_group":false,"auto_add_user":false}]"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3})), @"[]");
    }

    #[test]
    fn an_absent_department_is_the_root() {
        let mut acme = place("acme { rd { } }");
        for absent in [
            json!({}),
            json!({"dept_id": 0}),
            json!({"dept_id": null, "language": "en_US"}),
            json!({"dept_id": "", "language": ""}),
            json!({"dept_id": "1"}),
        ] {
            let told = acme.call(ROUTE, absent.clone());
            assert_eq!(
                told,
                r#"[{"dept_id":2,"name":"rd","parent_id":1,"create_dept_group":false,"auto_add_user":false}]"#,
                "{absent}"
            );
        }
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { lab { } } hr { } }");
        acme.with_scope(&[2], &["founder"]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @r#"[{"dept_id":3,"name":"lab","parent_id":2,"create_dept_group":false,"auto_add_user":false}]"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": -7})), @"400002 无效的参数: dept_id is a whole number of at least 1, got -7");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "team"})), @r#"400002 无效的参数: dept_id: expected a whole number of 64 bits, got the text "team""#);
    }
}

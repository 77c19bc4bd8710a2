//! Older form of the department list: `GET /department/list`.

use crate::department::fields;
use crate::prelude::*;
use crate::user::fields::present;
use org::Department;

/// Below which, and how far.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// The whole organization with the root itself when absent.
    id: Option<i64>,
    /// Everything below instead of what is directly below.
    fetch_child: Option<bool>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    lang: Option<String>,
}

/// A department.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Listed<'a> {
    id: i64,
    name: &'a str,
    /// Absent for the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    parentid: Option<i64>,
    create_dept_group: bool,
    auto_add_user: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_identifier: Option<&'a str>,
    /// Custom values as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<&'a str>,
}

/// Each department before those below it, siblings in their order.
#[derive(Serialize, JsonSchema)]
pub struct Response<'a> {
    department: Vec<Listed<'a>>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/department/list", ILLEGAL)
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND, DEPARTMENT_SCOPE]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let department = match self.id {
            None => {
                let root = view.department(DepartmentId::ROOT)?;
                let below = view.descendants(DepartmentId::ROOT)?;
                std::iter::once(root).chain(below).map(Listed::of).collect()
            }
            Some(id) => {
                let id = fields::department_id("id", id)?;
                if self.fetch_child == Some(true) {
                    let below = view.descendants(id)?;
                    below.into_iter().map(Listed::of).collect()
                } else {
                    view.children(id)?.map(Listed::of).collect()
                }
            }
        };
        Ok(Response { department })
    }
}

impl<'a> Listed<'a> {
    fn of(department: &'a Department) -> Self {
        Self {
            id: department.id.0,
            name: &department.name,
            parentid: department.parent.map(|id| id.0),
            create_dept_group: department.create_group,
            auto_add_user: department.auto_add_user,
            source_identifier: present(&department.source_identifier),
            ext: present(&department.extension),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn without_an_id_it_is_the_whole_organization() {
        let mut acme = place("acme { rd order=9 { lab { deep { } } } hr order=1 { } }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"department":[{"id":1,"name":"acme","createDeptGroup":false,"autoAddUser":false},{"id":5,"name":"hr","parentid":1,"createDeptGroup":false,"autoAddUser":false},{"id":2,"name":"rd","parentid":1,"createDeptGroup":false,"autoAddUser":false},{"id":3,"name":"lab","parentid":2,"createDeptGroup":false,"autoAddUser":false},{"id":4,"name":"deep","parentid":3,"createDeptGroup":false,"autoAddUser":false}]}"#);
        let everything = acme.call(ROUTE, json!({}));
        for flag in ["true", "false", ""] {
            let request = json!({"fetch_child": flag, "lang": "en_US"});
            assert_eq!(acme.call(ROUTE, request), everything, "{flag}");
        }
    }

    #[test]
    fn with_an_id_it_is_what_is_below() {
        let mut acme = place("acme { rd order=9 { lab { deep { } } } hr order=1 { } }");
        assert_snapshot!(acme.call(ROUTE, json!({"id": "1"})), @r#"{"department":[{"id":5,"name":"hr","parentid":1,"createDeptGroup":false,"autoAddUser":false},{"id":2,"name":"rd","parentid":1,"createDeptGroup":false,"autoAddUser":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 1, "fetch_child": "False"})), @r#"{"department":[{"id":5,"name":"hr","parentid":1,"createDeptGroup":false,"autoAddUser":false},{"id":2,"name":"rd","parentid":1,"createDeptGroup":false,"autoAddUser":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 2, "fetch_child": "True"})), @r#"{"department":[{"id":3,"name":"lab","parentid":2,"createDeptGroup":false,"autoAddUser":false},{"id":4,"name":"deep","parentid":3,"createDeptGroup":false,"autoAddUser":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 4, "fetch_child": true})), @r#"{"department":[]}"#);
    }

    #[test]
    fn what_is_set_is_told() {
        let mut acme = place("acme { rd { } }");
        acme.operate(|draft| {
            let fields = org::DepartmentFields {
                source_identifier: Some("HR-1".to_owned()),
                extension: Some(r#"{"floor":"3"}"#.to_owned()),
                create_group: Some(true),
                auto_add_user: Some(true),
                ..Default::default()
            };
            draft.update_department(DepartmentId(2), fields)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"id": 1})), @r#"{"department":[{"id":2,"name":"rd","parentid":1,"createDeptGroup":true,"autoAddUser":true,"sourceIdentifier":"HR-1","ext":"{\"floor\":\"3\"}"}]}"#);
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { lab { } } hr { } }");
        acme.with_scope(&[2], &["founder"]);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 2})), @r#"{"department":[{"id":3,"name":"lab","parentid":2,"createDeptGroup":false,"autoAddUser":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 4})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 1, "fetch_child": true})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 0})), @"40035 不合法的参数: id is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"id": "team"})), @r#"40035 不合法的参数: id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 2, "fetch_child": "maybe"})), @r#"40035 不合法的参数: fetch_child: expected true or false, got the text "maybe""#);
    }
}

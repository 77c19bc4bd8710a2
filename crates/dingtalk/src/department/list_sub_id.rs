//! Get the sub-department ID list: `POST /topapi/v2/department/listsubid`.

use super::fields;
use crate::prelude::*;

/// Above which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
}

/// The ids directly below, in order.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    dept_id_list: Vec<i64>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/department/listsubid", PARAMETER)
        .serves(&["Get the sub-department ID list"])
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let id = fields::department_id("dept_id", self.dept_id)?;
        Ok(Response {
            dept_id_list: fields::numbers(&view.child_ids(id)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn direct_children_are_listed_in_order() {
        let mut acme = place("acme { rd order=9 { lab { } } hr order=1 { } ops order=9 { } }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @r#"{"dept_id_list":[4,2,5]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "2"})), @r#"{"dept_id_list":[3]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3})), @r#"{"dept_id_list":[]}"#);
    }

    #[test]
    fn the_scope_does_not_limit_it() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @r#"{"dept_id_list":[2,3]}"#);
    }

    #[test]
    fn the_department_must_be_there() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 0})), @"400002 无效的参数: dept_id is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": -1})), @"400002 无效的参数: dept_id is a whole number of at least 1, got -1");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "team"})), @r#"400002 无效的参数: dept_id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": ""})), @"400002 无效的参数: dept_id is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: dept_id is missing");
    }
}

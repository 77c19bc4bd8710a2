//! Get all parent departments of a specified department: `POST /topapi/v2/department/listparentbydept`.

use super::fields;
use crate::prelude::*;

/// Of which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
}

/// The department itself first, the root last.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    parent_id_list: Vec<i64>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/department/listparentbydept", PARAMETER)
        .serves(&["Get all parent departments of a specified department"])
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let id = fields::department_id("dept_id", self.dept_id)?;
        Ok(Response {
            parent_id_list: fields::numbers(&view.lineage(id)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn the_way_leads_up_to_the_root() {
        let mut acme = place("acme { rd { lab { deep { } } } }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4})), @r#"{"parent_id_list":[4,3,2,1]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "2"})), @r#"{"parent_id_list":[2,1]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @r#"{"parent_id_list":[1]}"#);
    }

    #[test]
    fn the_scope_does_not_limit_it() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3})), @r#"{"parent_id_list":[3,1]}"#);
    }

    #[test]
    fn the_department_must_be_there() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 0})), @"400002 无效的参数: dept_id is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "team"})), @r#"400002 无效的参数: dept_id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: dept_id is missing");
    }
}

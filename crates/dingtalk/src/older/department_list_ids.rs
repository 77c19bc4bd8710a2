//! Older form of the ids below a department: `GET /department/list_ids`.

use crate::department::fields;
use crate::prelude::*;

/// Below which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    id: i64,
}

/// The ids directly below, in order.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    sub_dept_id_list: Vec<i64>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/department/list_ids", ILLEGAL)
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let id = fields::department_id("id", self.id)?;
        Ok(Response {
            sub_dept_id_list: fields::numbers(&view.child_ids(id)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn direct_children_are_listed_whatever_the_scope() {
        let mut acme = place("acme { rd order=9 { lab { } } hr order=1 { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"id": "1"})), @r#"{"sub_dept_id_list":[4,2]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 3})), @r#"{"sub_dept_id_list":[]}"#);
    }

    #[test]
    fn the_department_must_be_there() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"id": -1})), @"40035 不合法的参数: id is a whole number of at least 1, got -1");
        assert_snapshot!(acme.call(ROUTE, json!({"id": "team"})), @r#"40035 不合法的参数: id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: id is missing");
    }
}

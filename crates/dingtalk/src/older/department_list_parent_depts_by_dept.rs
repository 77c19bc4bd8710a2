//! Older form of the departments above a department: `GET /department/list_parent_depts_by_dept`.

use crate::department::fields;
use crate::prelude::*;

/// Above which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    id: i64,
}

/// The department itself first, the root last.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    #[serde(rename = "parentIds")]
    parent_ids: Vec<i64>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/department/list_parent_depts_by_dept", ILLEGAL)
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let id = fields::department_id("id", self.id)?;
        Ok(Response {
            parent_ids: fields::numbers(&view.lineage(id)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn the_way_leads_up_to_the_root_whatever_the_scope() {
        let mut acme = place("acme { rd { lab { } } hr { } }");
        acme.with_scope(&[4], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"id": "3"})), @r#"{"parentIds":[3,2,1]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 1})), @r#"{"parentIds":[1]}"#);
    }

    #[test]
    fn the_department_must_be_there() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 0})), @"40035 不合法的参数: id is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"id": "team"})), @r#"40035 不合法的参数: id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: id is missing");
    }
}

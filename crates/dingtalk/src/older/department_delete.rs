//! Older form of deleting a department: `GET /department/delete`.

use crate::department::{delete, fields};
use crate::prelude::*;

/// Which.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/department/delete", ILLEGAL)
        .needs("qyapi_manage_addresslist")
        .scoped()
        .faults(delete::FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        draft.remove_department(fields::department_id("id", self.id)?)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn an_empty_subtree_goes() {
        let mut acme = place("acme { rd { lab { } } }");
        assert_snapshot!(acme.call(ROUTE, json!({"id": "2"})), @"null");
        assert_snapshot!(acme.changes(), @r#"
        {"department_removed":3}
        {"department_removed":2}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 2})), @"60003 部门不存在");
    }

    #[test]
    fn members_and_the_root_stay() {
        let mut acme = place("acme { rd { lab { ann } } }");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 2})), @"60005 不允许删除有成员的部门: people are in the department or below it");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 1})), @"60007 不允许删除根部门: the root department cannot be deleted");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 3})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 0})), @"40035 不合法的参数: id is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"id": "team"})), @r#"40035 不合法的参数: id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: id is missing");
    }
}

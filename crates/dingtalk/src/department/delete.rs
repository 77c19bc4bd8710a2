//! Delete a department: `POST /topapi/v2/department/delete`.

use super::fields;
use crate::prelude::*;

/// Which.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/department/delete", PARAMETER)
        .serves(&["Delete a department"])
        .needs("qyapi_manage_addresslist")
        .scoped()
        .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        draft.remove_department(fields::department_id("dept_id", self.dept_id)?)?;
        Ok(())
    }
}

/// What every form of this call may answer besides bad parameters.
pub(crate) const FAULTS: &[&endpoint::Code] = &[
    DEPARTMENT_NOT_FOUND,
    DEPARTMENT_SCOPE,
    ROOT_DELETE,
    DEPARTMENT_HAS_MEMBERS,
];

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn an_empty_subtree_goes_deepest_first() {
        let mut acme = place("acme { ann rd { lab { deep { } } lib { } } hr { } }");
        acme.operate(|draft| {
            let permits = org::DepartmentFields {
                permit_departments: Some(vec![DepartmentId(3), DepartmentId(1)]),
                outer_permit_departments: Some(vec![DepartmentId(2)]),
                ..Default::default()
            };
            draft.update_department(DepartmentId(6), permits)?;
            let managed = [DepartmentId(3), DepartmentId(6)].into();
            draft.set_sub_admin("ann", Some(managed), Default::default())
        });
        acme.with_scope(&[1, 3], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "2"})), @"null");
        assert_snapshot!(acme.changes(), @r#"
        {"department_removed":5}
        {"department_removed":4}
        {"department_updated":{"id":6,"name":"hr","parent":1,"order":6,"permit_departments":[1],"outer_permit_departments":[2],"created_at":1767323045000}}
        {"app_set":{"key":"dingtskvyxos2kkzkkzr","agent_id":3869729260,"name":"Test","points":"all","scope":{"departments":[1]},"created_at":1767323248000}}
        {"admin_set":{"userid":"ann","level":"sub","departments":[6]}}
        {"department_removed":3}
        {"department_updated":{"id":6,"name":"hr","parent":1,"order":6,"permit_departments":[1],"created_at":1767323045000}}
        {"department_removed":2}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4})), @"60003 部门不存在");
    }

    #[test]
    fn its_name_is_free_again() {
        let mut acme = place("acme { rd { } }");
        let create = Route::write::<super::super::create::Request>();
        let again = json!({"name": "rd", "parent_id": 1});
        assert_snapshot!(acme.call(create, again.clone()), @"60008 父部门下该部门名称已存在: department 2 beside it has this name");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @"null");
        assert_snapshot!(acme.call(create, again), @r#"{"dept_id":100000397}"#);
    }

    #[test]
    fn its_id_is_never_given_again() {
        let mut acme = place("acme { }");
        let create = Route::write::<super::super::create::Request>();
        let mut given = std::collections::BTreeSet::new();
        for _ in 0..100 {
            let told = acme.call(create, json!({"name": "rd", "parent_id": 1}));
            let told: serde_json::Value = serde_json::from_str(&told).expect("a department");
            let id = told["dept_id"].as_i64();
            assert!(given.last() < Some(&id), "{id:?} is larger than all before");
            given.insert(id);
            assert_eq!(acme.call(ROUTE, json!({"dept_id": id})), "null");
        }
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"largest_deleted_department":100051009}}
        {"department_removed":100051009}
        "#);
    }

    #[test]
    fn members_stop_it() {
        let mut acme = place("acme { rd { lab { deep { ann } } } }");
        for id in [2, 3, 4] {
            let told = acme.call(ROUTE, json!({"dept_id": id}));
            assert_eq!(
                told,
                "60005 不允许删除有成员的部门: people are in the department or below it"
            );
        }
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn the_root_stays() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @"60007 不允许删除根部门: the root department cannot be deleted");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { lab { } } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: dept_id is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 0})), @"400002 无效的参数: dept_id is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "team"})), @r#"400002 无效的参数: dept_id: expected a whole number of 64 bits, got the text "team""#);
        assert_eq!(acme.changes(), "");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3})), @"null");
    }
}

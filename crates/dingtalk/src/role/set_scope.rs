//! Set the management scope of role members: `POST /topapi/role/scope/update`.

use crate::prelude::*;
use crate::user::given::check_entries;
use org::{Refusal, RoleId};

/// Whose scope in which role.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    userid: String,
    role_id: i64,
    /// Departments, each with all below; everybody when absent or empty.
    dept_ids: Option<CommaList<i64>>,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/role/scope/update", PARAMETER)
        .serves(&["Set the management scope of role members"])
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Roles)
        .on(&[
            On::Missing("userid", ROLE_SCOPE_USER),
            On::Invalid("userid", ROLE_SCOPE_USER),
            On::Missing("role_id", ROLE_ID_BLANK),
            On::Invalid("role_id", ROLE_SCOPE_ROLE),
        ])
        .faults(&[
            ROLE_SCOPE_USER,
            ROLE_SCOPE_ROLE,
            DEPARTMENT_NOT_FOUND,
            DEPARTMENT_SCOPE,
            USER_SCOPE,
            ROLE_BUILT_IN,
        ]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let ids = self.dept_ids.unwrap_or_default().0;
        check_entries(
            "dept_ids",
            ids.len(),
            org::limits::ROLE_SCOPE_DEPARTMENTS_MAX,
        )?;
        let departments: Vec<DepartmentId> = ids.into_iter().map(DepartmentId).collect();
        let set = draft.set_role_scope(&self.userid, RoleId(self.role_id), &departments);
        set.map_err(|refusal| {
            let code = match refusal {
                Refusal::UserNotFound(_) | Refusal::UserIdInvalid => ROLE_SCOPE_USER,
                Refusal::RoleNotFound(_) => ROLE_SCOPE_ROLE,
                Refusal::DepartmentNotFound(_) => DEPARTMENT_NOT_FOUND,
                Refusal::RoleNotHeld(_) | Refusal::Invalid(_) => PARAMETER,
                other => return other.into(),
            };
            Fault::because(code, &refusal)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();
    const GIVE: Route = Route::write::<super::super::give::Request>();
    const DELETE: Route = Route::write::<crate::department::delete::Request>();

    #[test]
    fn each_call_replaces_the_scope() {
        let mut acme = place("acme { rd id=2 { lab id=3 { } } ann }");
        let finance = acme.role("财务");
        acme.call(GIVE, json!({"roleIds": finance, "userIds": "ann"}));
        let two = json!({"userid": "ann", "role_id": finance, "dept_ids": "3,2,3"});
        assert_snapshot!(acme.call(ROUTE, two.clone()), @"null");
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"roles":[{"r":2603132353,"g":1767323047000,"s":[2,3]}],"created_at":1767323045000}}"#);
        assert_snapshot!(acme.call(ROUTE, two), @"null");
        assert_eq!(acme.changes(), "");
        acme.call(DELETE, json!({"dept_id": 3}));
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"roles":[{"r":2603132353,"g":1767323047000,"s":[2]}],"created_at":1767323045000}}
        {"department_removed":3}
        "#);
        acme.call(DELETE, json!({"dept_id": 2}));
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"roles":[{"r":2603132353,"g":1767323047000,"s":[]}],"created_at":1767323045000}}
        {"department_removed":2}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": finance.to_string()})), @"null");
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"roles":[{"r":2603132353,"g":1767323047000}],"created_at":1767323045000}}"#);
    }

    #[test]
    fn each_parameter_is_checked() {
        let mut acme = place("acme { rd id=2 { ann } bob }");
        let (finance, head) = (acme.role("财务"), acme.role("主管"));
        acme.call(GIVE, json!({"roleIds": finance, "userIds": "ann,bob"}));
        let sales = acme.role("销售");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "cid", "role_id": finance})), @"40003 无效的userId: no user cid");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "", "role_id": finance})), @"40003 无效的userId: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance})), @"40003 无效的userId: userid is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"34018 role_id不能为空: role_id is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": 7})), @"60301 无效的role_id: no role 7");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": "x"})), @r#"60301 无效的role_id: role_id: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": head})), @"23004 不允许编辑系统标签: 2603132351 is one of the built-in roles or their group");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": sales})), @"400002 无效的参数: user ann does not hold the role");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": finance, "dept_ids": "2,77"})), @"60003 部门不存在: no department 77");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": finance, "dept_ids": "x"})), @r#"400002 无效的参数: dept_ids[0]: expected a whole number of 64 bits, got the text "x""#);
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "bob", "role_id": finance, "dept_ids": "2"})), @"50002 请求的员工userid不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": finance, "dept_ids": "1"})), @"50004 请求的部门id不在授权范围内");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn fifty_departments_at_most() {
        let departments: String = (2..=52).map(|id| format!("d{id} {{ }} ")).collect();
        let mut acme = place(&format!("acme {{ {departments} ann }}"));
        let finance = acme.role("财务");
        acme.call(GIVE, json!({"roleIds": finance, "userIds": "ann"}));
        let ids = |count: usize| (2..2 + count).collect::<Vec<_>>();
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": finance, "dept_ids": ids(51)})), @"400002 无效的参数: dept_ids has at most 50 entries, got 51");
        let one_named_often = vec![2; 51];
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": finance, "dept_ids": one_named_often})), @"400002 无效的参数: dept_ids has at most 50 entries, got 51");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "role_id": finance, "dept_ids": ids(50)})), @"null");
    }
}

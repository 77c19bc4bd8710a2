//! Bulk add employee roles: `POST /topapi/role/addrolesforemps`.

use super::fields::{self, Pairs};
use crate::prelude::*;
use endpoint::limits;

/// Every one of the people gets every one of the roles.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    role_ids: CommaList<i64>,
    user_ids: CommaList<String>,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/role/addrolesforemps", PARAMETER_WRONG)
        .serves(&["Bulk add employee roles"])
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Roles)
        .scoped()
        .on(&[
            On::Invalid("roleIds", ROLE_IDS),
            On::Invalid("userIds", USER_IDS),
        ])
        .faults(&[ROLE_IDS, USER_IDS, USER_SCOPE, ROLE_BUILT_IN]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let pairs = Pairs::checked(self.role_ids, self.user_ids, limits::ROLE_USERS_GIVEN_MAX)?;
        draft
            .give_roles(&pairs.roles, &pairs.userids)
            .map_err(|refusal| fields::bulk_fault(refusal, USER_IDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn everybody_gets_every_role() {
        let mut acme = place("acme { ann bob }");
        let (finance, sales) = (acme.role("财务"), acme.role("销售"));
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": "bob"})), @"null");
        let both = json!({"roleIds": format!("{finance},{sales}"), "userIds": "ann,bob,ann"});
        assert_snapshot!(acme.call(ROUTE, both.clone()), @"null");
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"roles":[{"r":2603132353,"g":1767323048000},{"r":2603132358,"g":1767323048000}],"created_at":1767323045000}}
        {"user_updated":{"userid":"bob","union_id":"7MascUn4btXtsZURFZqqiEiE","name":"bob","mobile":"86-13800000002","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"roles":[{"r":2603132353,"g":1767323047000},{"r":2603132358,"g":1767323048000}],"created_at":1767323045000}}
        "#);
        assert_snapshot!(acme.call(ROUTE, both), @"null");
        assert_eq!(acme.changes(), "", "who holds a role keeps it as it is");
    }

    #[test]
    fn one_bad_id_changes_nothing() {
        let mut acme = place("acme { rd id=2 { ann } bob }");
        let (finance, head) = (acme.role("财务"), acme.role("主管"));
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": [finance, 7], "userIds": "bob"})), @"33011 无效的roleIds: no role 7");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": "1,x", "userIds": "bob"})), @r#"33011 无效的roleIds: roleIds[1]: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": "bob,cid"})), @"33012 无效的userIds: no user cid");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": [finance, head], "userIds": "bob"})), @"23004 不允许编辑系统标签: 2603132351 is one of the built-in roles or their group");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": "", "userIds": "bob"})), @"400002 参数错误: roleIds is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance})), @"400002 参数错误: userIds is missing");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": "ann,bob"})), @"50002 请求的员工userid不在授权范围内");
        assert_eq!(acme.changes(), "");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": "ann"})), @"null");
    }

    #[test]
    fn lists_have_at_most_twenty() {
        let people: String = (0..21).map(|number| format!("u{number} ")).collect();
        let mut acme = place(&format!("acme {{ {people} }}"));
        let finance = acme.role("财务");
        let users = |count: usize| {
            (0..count)
                .map(|number| format!("u{number}"))
                .collect::<Vec<_>>()
        };
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": users(21)})), @"400002 参数错误: userIds names 1 to 20, got 21");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": users(20)})), @"null");
        let roles = vec![finance; 21];
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": roles, "userIds": "u0"})), @"400002 参数错误: roleIds names 1 to 20, got 21");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": roles[1..], "userIds": "u0"})), @"null");
    }

    #[test]
    fn a_person_holds_at_most_two_hundred() {
        let mut acme = place("acme { ann bob }");
        let group = org::RoleId(acme.role_group("职务"));
        let roles: Vec<i64> = acme.operate(|draft| {
            let numbers = 0..201;
            let roles = numbers.map(|number| draft.add_role(group, &format!("r{number}")));
            roles.map(|role| role.map(|role| role.0)).collect()
        });
        for some in roles[..200].chunks(20) {
            let given = acme.call(ROUTE, json!({"roleIds": some, "userIds": "ann"}));
            assert_eq!(given, "null");
        }
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": roles[200], "userIds": "bob,ann"})), @"400002 参数错误: a person has at most 200 roles");
        assert_eq!(acme.changes(), "");
    }
}

//! Bulk delete employee roles: `POST /topapi/role/removerolesforemps`.

use super::fields::{self, Pairs};
use crate::prelude::*;
use endpoint::limits;

/// Every one of the people loses every one of the roles.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    role_ids: CommaList<i64>,
    user_ids: CommaList<String>,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/role/removerolesforemps", PARAMETER_WRONG)
        .serves(&["Bulk delete employee roles"])
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Roles)
        .scoped()
        .on(&[
            On::Invalid("roleIds", ROLE_IDS),
            On::Invalid("userIds", USER_ID),
        ])
        .faults(&[ROLE_IDS, USER_ID, USER_SCOPE, ROLE_BUILT_IN]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let pairs = Pairs::checked(self.role_ids, self.user_ids, limits::ROLE_USERS_TAKEN_MAX)?;
        draft
            .take_roles(&pairs.roles, &pairs.userids)
            .map_err(|refusal| fields::bulk_fault(refusal, USER_ID))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();
    const GIVE: Route = Route::write::<super::super::give::Request>();
    const SCOPE: Route = Route::write::<super::super::set_scope::Request>();

    #[test]
    fn roles_go_with_their_scopes() {
        let mut acme = place("acme { rd id=2 { } ann bob }");
        let (finance, sales) = (acme.role("财务"), acme.role("销售"));
        acme.call(GIVE, json!({"roleIds": [finance, sales], "userIds": "ann"}));
        acme.call(
            SCOPE,
            json!({"role_id": finance, "userid": "ann", "dept_ids": "2"}),
        );
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": "ann,bob"})), @"null");
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"roles":[{"r":2603132358,"g":1767323047000}],"created_at":1767323045000}}"#);
        acme.call(GIVE, json!({"roleIds": finance, "userIds": "ann"}));
        assert!(!acme.changes().contains(r#""s":"#), "{}", acme.changes());
        let both = json!({"roleIds": format!("{finance},{sales}"), "userIds": "bob"});
        assert_snapshot!(acme.call(ROUTE, both), @"null");
        assert_eq!(acme.changes(), "", "who does not hold it is passed over");
    }

    #[test]
    fn one_bad_id_changes_nothing() {
        let mut acme = place("acme { rd id=2 { ann } bob }");
        let (finance, head) = (acme.role("财务"), acme.role("主管"));
        acme.call(GIVE, json!({"roleIds": finance, "userIds": "ann,bob"}));
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": [finance, 7], "userIds": "bob"})), @"33011 无效的roleIds: no role 7");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": "bob,cid"})), @"33012 无效的userId: no user cid");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": [finance, head], "userIds": "bob"})), @"23004 不允许编辑系统标签: 2603132351 is one of the built-in roles or their group");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": ""})), @"400002 参数错误: userIds is missing");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": "ann,bob"})), @"50002 请求的员工userid不在授权范围内");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn a_hundred_people_at_once() {
        let people: String = (0..101).map(|number| format!("u{number} ")).collect();
        let mut acme = place(&format!("acme {{ {people} }}"));
        let finance = acme.role("财务");
        let users = |count: usize| {
            (0..count)
                .map(|number| format!("u{number}"))
                .collect::<Vec<_>>()
        };
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": users(101)})), @"400002 参数错误: userIds names 1 to 100, got 101");
        assert_snapshot!(acme.call(ROUTE, json!({"roleIds": finance, "userIds": users(100)})), @"null");
    }
}

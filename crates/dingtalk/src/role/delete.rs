//! Delete a role: `POST /topapi/role/deleterole`.

use crate::prelude::*;
use org::{Refusal, RoleId};

/// Which one.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    role_id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/role/deleterole", PARAMETER_WRONG)
        .serves(&["Delete a role"])
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Roles)
        .on(&[On::Invalid("role_id", ROLE_ID)])
        .faults(&[ROLE_ID, ROLE_BUILT_IN]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let removed = draft.remove_role(RoleId(self.role_id));
        removed.map_err(|refusal| match refusal {
            Refusal::RoleNotFound(_) => Fault::because(ROLE_ID, &refusal),
            other => other.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();
    const GIVE: Route = Route::write::<super::super::give::Request>();
    const TAKE: Route = Route::write::<super::super::take::Request>();

    #[test]
    fn a_role_that_nobody_holds_goes() {
        let mut acme = place("acme { ann }");
        let role = acme.role("财务");
        let pair = json!({"roleIds": role, "userIds": "ann"});
        acme.call(GIVE, pair.clone());
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": role})), @"400002 参数错误: role 2603132353 is still held by somebody; take it from everybody first");
        assert_eq!(acme.changes(), "");
        acme.call(TAKE, pair);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": role.to_string()})), @"null");
        assert_snapshot!(acme.changes(), @r#"{"role_removed":2603132353}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": role})), @"33011 无效的role_id: no role 2603132353");
    }

    #[test]
    fn the_others_stay() {
        let mut acme = place("acme { }");
        let head = acme.role("主管");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": head})), @"23004 不允许编辑系统标签: 2603132351 is one of the built-in roles or their group");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": 7})), @"33011 无效的role_id: no role 7");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": "x"})), @r#"33011 无效的role_id: role_id: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": 7})), @"400002 参数错误: role_id is missing");
        assert_eq!(acme.changes(), "");
    }
}

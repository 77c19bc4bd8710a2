//! Update the role name: `POST /role/update_role`.

use crate::prelude::*;
use org::{Refusal, RoleId};

/// Which role, and its new name.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    role_id: i64,
    role_name: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/role/update_role", ROLE_CHANGE_BLANK)
        .post()
        .serves(&["Update the role name"])
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Roles)
        .on(&[On::Invalid("roleId", ROLE_NOT_FOUND)])
        .faults(&[ROLE_NOT_FOUND, ROLE_NAME_TAKEN, ROLE_BUILT_IN]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let renamed = draft.rename_role(RoleId(self.role_id), &self.role_name);
        renamed.map_err(|refusal| match refusal {
            Refusal::RoleNameInvalid => Fault::invalid("roleName", &refusal),
            other => other.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_role_is_renamed_and_keeps_the_rest() {
        let mut acme = place("acme { }");
        let role = acme.role("财务");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": role, "roleName": "Finance"})), @"null");
        assert_snapshot!(acme.changes(), @r#"{"role_set":{"id":2603132353,"group":2603132352,"name":"Finance"}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": role.to_string(), "roleName": "Finance"})), @"null");
        assert_eq!(acme.changes(), "", "the same name");
        let as_in_another_group = json!({"roleId": role, "roleName": "出纳"});
        assert_snapshot!(acme.call(ROUTE, as_in_another_group), @"null");
    }

    #[test]
    fn each_parameter_is_checked() {
        let mut acme = place("acme { }");
        let role = acme.role("财务");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": role, "roleName": "人事"})), @"34021 角色名称已存在: a role named 人事 exists");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": 7, "roleName": "X"})), @"33011 无效的roleId: no role 7");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": "x", "roleName": "X"})), @r#"33011 无效的roleId: roleId: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": role, "roleName": ""})), @"660000 参数为空: the name of a role or group has 1 to 128 characters, no control characters among them");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": role})), @"660000 参数为空: roleName is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": "X", "groupId": 7})), @"660000 参数为空: roleId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": role, "roleName": "n".repeat(129)})), @"660000 参数为空: the name of a role or group has 1 to 128 characters, no control characters among them");
        let head = acme.role("主管");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": head, "roleName": "X"})), @"23004 不允许编辑系统标签: 2603132351 is one of the built-in roles or their group");
        assert_eq!(acme.changes(), "");
    }
}

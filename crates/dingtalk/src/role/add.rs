//! Create a role: `POST /role/add_role`.

use crate::prelude::*;
use endpoint::Envelope;
use org::RoleId;

/// The new role.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    role_name: String,
    /// The group that will hold it.
    group_id: i64,
}

/// Its id.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    role_id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/role/add_role", ROLE_BLANK)
        .post()
        .serves(&["Create a role"])
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Roles)
        .envelope(Envelope::Flat)
        .on(&[On::Invalid("groupId", ROLE_GROUP_NOT_FOUND)])
        .faults(&[
            ROLE_GROUP_NOT_FOUND,
            ROLE_NAME_TAKEN,
            ROLE_BUILT_IN,
            ORGANIZATION_FULL,
        ]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let role = draft.add_role(RoleId(self.group_id), &self.role_name)?;
        Ok(Response { role_id: role.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_role_is_made_in_its_group() {
        let mut acme = place("acme { }");
        let group = acme.role_group("职务");
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": " Buyer ", "groupId": group})), @r#"{"roleId":2603132383}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132384}}
        {"role_set":{"id":2603132383,"group":2603132352,"name":"Buyer"}}
        "#);
        let text = json!({"roleName": "n".repeat(128), "groupId": group.to_string()});
        assert_snapshot!(acme.call(ROUTE, text), @r#"{"roleId":2603132384}"#);
        let other_group = json!({"roleName": "Buyer", "groupId": acme.role_group("岗位")});
        assert_snapshot!(acme.call(ROUTE, other_group), @r#"{"roleId":2603132385}"#);
    }

    #[test]
    fn each_parameter_is_checked() {
        let mut acme = place("acme { }");
        let group = acme.role_group("职务");
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": "财务", "groupId": group})), @"34021 角色名称已存在: a role named 财务 exists");
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": "Buyer", "groupId": 7})), @"34020 无效的groupId: no role group 7");
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": "Buyer", "groupId": "x"})), @r#"34020 无效的groupId: groupId: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": "Buyer"})), @"34018 角色不能为空: groupId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": "", "groupId": group})), @"34018 角色不能为空: the name of a role or group has 1 to 128 characters, no control characters among them");
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": "n".repeat(129), "groupId": group})), @"34018 角色不能为空: the name of a role or group has 1 to 128 characters, no control characters among them");
        assert_snapshot!(acme.call(ROUTE, json!({"groupId": group})), @"34018 角色不能为空: roleName is missing");
        let built_in = acme.role_group("默认");
        assert_snapshot!(acme.call(ROUTE, json!({"roleName": "Buyer", "groupId": built_in})), @"23004 不允许编辑系统标签: 2603132347 is one of the built-in roles or their group");
        assert_eq!(acme.changes(), "");
    }
}

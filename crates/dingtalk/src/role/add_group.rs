//! Create a role group: `POST /role/add_role_group`.

use crate::prelude::*;
use endpoint::Envelope;
use org::Refusal;

/// The new group.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    name: String,
}

/// Its id.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    group_id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/role/add_role_group", ROLE_GROUP_BLANK)
        .post()
        .serves(&["Create a role group"])
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Roles)
        .envelope(Envelope::Flat)
        .faults(&[ROLE_NAME_TAKEN, ORGANIZATION_FULL]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let group = draft
            .add_role_group(&self.name)
            .map_err(|refusal| match refusal {
                Refusal::RoleNameInvalid => Fault::invalid("name", &refusal),
                other => other.into(),
            })?;
        Ok(Response { group_id: group.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_group_is_made() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "Production"})), @r#"{"groupId":2603132383}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132384}}
        {"role_group_set":{"id":2603132383,"name":"Production"}}
        "#);
    }

    #[test]
    fn the_name_is_checked() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "职务"})), @"34021 角色名称已存在: a role named 职务 exists");
        assert_snapshot!(acme.call(ROUTE, json!({"name": " "})), @"34018 角色信息不能为空: the name of a role or group has 1 to 128 characters, no control characters among them");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "n".repeat(129)})), @"34018 角色信息不能为空: the name of a role or group has 1 to 128 characters, no control characters among them");
        assert_snapshot!(acme.call(ROUTE, json!({"name": ["x"]})), @"34018 角色信息不能为空: name: expected a text, got a list");
        assert_snapshot!(acme.call(ROUTE, json!({"groupName": "Production"})), @"34018 角色信息不能为空: name is missing");
        assert_eq!(acme.changes(), "");
    }
}

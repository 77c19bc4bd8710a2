//! Get role details: `POST /topapi/role/getrole`.

use crate::prelude::*;
use endpoint::Envelope;
use org::RoleId;

/// Which one.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    role_id: i64,
}

/// The role.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    name: String,
    group_id: i64,
}

/// What is answered.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    role: Role,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/role/getrole", PARAMETER)
        .serves(&["Get role details"])
        .needs("qyapi_get_department_member")
        .module(org::Module::Roles)
        .scoped()
        .envelope(Envelope::Flat)
        .on(&[On::Invalid("roleId", ROLE_NOT_FOUND)])
        .faults(&[ROLE_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let role = view.role(RoleId(self.role_id))?;
        Ok(Response {
            role: Role {
                name: role.name.clone(),
                group_id: role.group.0,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_role_tells_its_name_and_group() {
        let mut acme = place("acme { }");
        let (finance, head) = (acme.role("财务"), acme.role("主管"));
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": finance})), @r#"{"role":{"name":"财务","groupId":2603132352}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": head.to_string()})), @r#"{"role":{"name":"主管","groupId":2603132347}}"#);
    }

    #[test]
    fn the_role_must_be_there() {
        let mut acme = place("acme { }");
        let group = acme.role_group("职务");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": group})), @"33011 无效的roleId: no role 2603132352");
        assert_snapshot!(acme.call(ROUTE, json!({"roleId": "x"})), @r#"33011 无效的roleId: roleId: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": 1})), @"400002 无效的参数: roleId is missing");
    }
}

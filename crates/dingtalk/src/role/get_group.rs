//! Get the role group list: `POST /topapi/role/getrolegroup`.

use crate::prelude::*;
use endpoint::Envelope;
use org::RoleId;

/// Which group; despite its title the call tells one.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    group_id: i64,
}

/// A role.
#[derive(Serialize, JsonSchema)]
pub struct Role {
    role_id: i64,
    role_name: String,
}

/// The group.
#[derive(Serialize, JsonSchema)]
pub struct RoleGroup {
    group_name: String,
    roles: Vec<Role>,
}

/// What is answered.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    role_group: RoleGroup,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/role/getrolegroup", PARAMETER)
        .serves(&["Get the role group list"])
        .needs("qyapi_get_department_list")
        .module(org::Module::Roles)
        .scoped()
        .envelope(Envelope::Flat);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let id = RoleId(self.group_id);
        let group = view.role_group(id).ok_or_else(|| {
            Fault::invalid(
                "group_id",
                sentence!(
                    "group_id: no role group {id}",
                    "group_id：没有角色组 {id}",
                    id = self.group_id
                ),
            )
        })?;
        let roles = view.roles_of_group(id).map(|role| Role {
            role_id: role.id.0,
            role_name: role.name.clone(),
        });
        Ok(Response {
            role_group: RoleGroup {
                group_name: group.name.clone(),
                roles: roles.collect(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();
    const ADD: Route = Route::write::<super::super::add_group::Request>();

    #[test]
    fn a_group_tells_its_roles() {
        let mut acme = place("acme { }");
        let (built_in, other) = (acme.role_group("默认"), acme.role_group("岗位"));
        assert_snapshot!(acme.call(ROUTE, json!({"group_id": built_in})), @r#"{"role_group":{"group_name":"默认","roles":[{"role_id":2603132348,"role_name":"主管理员"},{"role_id":2603132349,"role_name":"子管理员"},{"role_id":2603132350,"role_name":"负责人"},{"role_id":2603132351,"role_name":"主管"}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"group_id": other.to_string()})), @r#"{"role_group":{"group_name":"岗位","roles":[{"role_id":2603132357,"role_name":"出纳"},{"role_id":2603132358,"role_name":"销售"},{"role_id":2603132359,"role_name":"客服"}]}}"#);
        acme.call(ADD, json!({"name": "Empty"}));
        let empty = acme.role_group("Empty");
        assert_snapshot!(acme.call(ROUTE, json!({"group_id": empty})), @r#"{"role_group":{"group_name":"Empty","roles":[]}}"#);
    }

    #[test]
    fn the_group_must_be_there() {
        let mut acme = place("acme { }");
        let role = acme.role("财务");
        assert_snapshot!(acme.call(ROUTE, json!({"group_id": role})), @"400002 无效的参数: group_id: no role group 2603132353");
        assert_snapshot!(acme.call(ROUTE, json!({"group_id": "x"})), @r#"400002 无效的参数: group_id: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: group_id is missing");
    }
}

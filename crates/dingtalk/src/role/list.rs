//! Get the role list: `POST /topapi/role/list`.

use super::fields;
use crate::prelude::*;

/// Which part; groups are counted.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    size: Option<i64>,
    offset: Option<i64>,
}

/// A role.
#[derive(Serialize, JsonSchema)]
pub struct Role {
    id: i64,
    name: String,
}

/// A group with all its roles.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleGroup {
    group_id: i64,
    name: String,
    roles: Vec<Role>,
}

/// A page.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    has_more: bool,
    list: Vec<RoleGroup>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/role/list", PARAMETER)
        .serves(&["Get the role list"])
        .needs("qyapi_get_department_list")
        .module(org::Module::Roles)
        .scoped()
        .on(&[
            On::Invalid("size", ROLE_LIST_SIZE),
            On::Invalid("offset", EXTERNAL_OFFSET),
        ])
        .faults(&[ROLE_LIST_SIZE, EXTERNAL_OFFSET]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let (offset, size) = fields::window(self.offset, self.size, ROLE_LIST_SIZE)?;
        let mut groups = view.role_groups(offset);
        let list = groups.by_ref().take(size).map(|group| RoleGroup {
            group_id: group.id.0,
            name: group.name.clone(),
            roles: view
                .roles_of_group(group.id)
                .map(|role| Role {
                    id: role.id.0,
                    name: role.name.clone(),
                })
                .collect(),
        });
        Ok(Response {
            list: list.collect(),
            has_more: groups.next().is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn groups_come_in_the_order_of_their_creation() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"hasMore":false,"list":[{"groupId":2603132347,"name":"默认","roles":[{"id":2603132348,"name":"主管理员"},{"id":2603132349,"name":"子管理员"},{"id":2603132350,"name":"负责人"},{"id":2603132351,"name":"主管"}]},{"groupId":2603132352,"name":"职务","roles":[{"id":2603132353,"name":"财务"},{"id":2603132354,"name":"人事"},{"id":2603132355,"name":"行政"}]},{"groupId":2603132356,"name":"岗位","roles":[{"id":2603132357,"name":"出纳"},{"id":2603132358,"name":"销售"},{"id":2603132359,"name":"客服"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"size": "2", "offset": "0"})), @r#"{"hasMore":true,"list":[{"groupId":2603132347,"name":"默认","roles":[{"id":2603132348,"name":"主管理员"},{"id":2603132349,"name":"子管理员"},{"id":2603132350,"name":"负责人"},{"id":2603132351,"name":"主管"}]},{"groupId":2603132352,"name":"职务","roles":[{"id":2603132353,"name":"财务"},{"id":2603132354,"name":"人事"},{"id":2603132355,"name":"行政"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"size": 2, "offset": 2})), @r#"{"hasMore":false,"list":[{"groupId":2603132356,"name":"岗位","roles":[{"id":2603132357,"name":"出纳"},{"id":2603132358,"name":"销售"},{"id":2603132359,"name":"客服"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"size": 200, "offset": 3})), @r#"{"hasMore":false,"list":[]}"#);
        let whole = acme.call(ROUTE, json!({}));
        assert_eq!(
            acme.call(ROUTE, json!({"size": 1})),
            whole,
            "alone it does not count"
        );
        assert_eq!(acme.call(ROUTE, json!({"offset": 1})), whole);
    }

    #[test]
    fn the_window_is_checked() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 0, "offset": 0})), @"40069 非法的size: size is 1 to 200, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 201, "offset": 0})), @"40069 非法的size: size is 1 to 200, got 201");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 1, "offset": -1})), @"40068 无效的偏移量: offset is 0 or more, got -1");
        assert_snapshot!(acme.call(ROUTE, json!({"size": "x", "offset": 0})), @r#"40069 非法的size: size: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({"size": 1, "offset": "x"})), @r#"40068 无效的偏移量: offset: expected a whole number of 64 bits, got the text "x""#);
    }
}

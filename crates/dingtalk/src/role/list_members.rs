//! Get the employee list of a specified role: `POST /topapi/role/simplelist`.

use super::fields;
use crate::prelude::*;
use org::{RoleId, RoleMember};

/// Of which role, and which part.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    role_id: i64,
    size: Option<i64>,
    offset: Option<i64>,
}

/// A department that somebody manages in the role.
#[derive(Serialize, JsonSchema)]
pub struct ManagedDepartment<'a> {
    dept_id: i64,
    name: &'a str,
}

/// Somebody who holds the role.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member<'a> {
    userid: &'a str,
    name: &'a str,
    /// Empty is everybody.
    manage_scopes: Vec<ManagedDepartment<'a>>,
}

/// A page.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response<'a> {
    has_more: bool,
    list: Vec<Member<'a>>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/role/simplelist", PARAMETER)
        .serves(&["Get the employee list of a specified role"])
        .needs("qyapi_get_department_member")
        .module(org::Module::Roles)
        .scoped()
        .on(&[
            On::Invalid("role_id", ROLE_NOT_FOUND),
            On::Invalid("size", EXTERNAL_SIZE),
            On::Invalid("offset", EXTERNAL_OFFSET),
        ])
        .faults(&[ROLE_NOT_FOUND, EXTERNAL_SIZE, EXTERNAL_OFFSET]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let (offset, size) = fields::window(self.offset, self.size, EXTERNAL_SIZE)?;
        let page = view.role_members(RoleId(self.role_id), offset, size)?;
        Ok(Response {
            has_more: page.has_more,
            list: page.members.iter().map(Member::from).collect(),
        })
    }
}

impl<'a> From<&RoleMember<'a>> for Member<'a> {
    fn from(member: &RoleMember<'a>) -> Self {
        let departments = member.manages.iter().map(|department| ManagedDepartment {
            dept_id: department.id.0,
            name: &department.name,
        });
        Self {
            userid: member.user.userid,
            name: member.user.name,
            manage_scopes: departments.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();
    const GIVE: Route = Route::write::<super::super::give::Request>();
    const SCOPE: Route = Route::write::<super::super::set_scope::Request>();
    const DELETE: Route = Route::write::<crate::user::delete::Request>();

    #[test]
    fn members_come_in_the_order_in_which_they_were_given_the_role() {
        let mut acme = place("acme { rd id=2 { ann bob } cid }");
        let finance = acme.role("财务");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance})), @r#"{"hasMore":false,"list":[]}"#);
        for userid in ["cid", "ann", "bob"] {
            acme.call(GIVE, json!({"roleIds": finance, "userIds": userid}));
        }
        acme.call(
            SCOPE,
            json!({"userid": "ann", "role_id": finance, "dept_ids": "2"}),
        );
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance})), @r#"{"hasMore":false,"list":[{"userid":"cid","name":"cid","manageScopes":[]},{"userid":"ann","name":"ann","manageScopes":[{"dept_id":2,"name":"rd"}]},{"userid":"bob","name":"bob","manageScopes":[]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance.to_string(), "size": "1", "offset": "1"})), @r#"{"hasMore":true,"list":[{"userid":"ann","name":"ann","manageScopes":[{"dept_id":2,"name":"rd"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance, "size": 200, "offset": 3})), @r#"{"hasMore":false,"list":[]}"#);
        acme.call(DELETE, json!({"userid": "cid"}));
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance, "size": 1, "offset": 0})), @r#"{"hasMore":true,"list":[{"userid":"ann","name":"ann","manageScopes":[{"dept_id":2,"name":"rd"}]}]}"#);
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance, "size": 1, "offset": 1})), @r#"{"hasMore":false,"list":[{"userid":"bob","name":"bob","manageScopes":[]}]}"#);
        acme.with_scope(&[], &["bob"]);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance, "size": 1, "offset": 0})), @r#"{"hasMore":false,"list":[{"userid":"bob","name":"bob","manageScopes":[]}]}"#);
    }

    #[test]
    fn built_in_roles_follow_from_the_facts() {
        let mut acme = place(
            "acme { rd id=2 { ann leader=yes bob leader=yes hr id=3 { cid leader=yes } } dan sub_admin=yes }",
        );
        acme.operate(|draft| {
            draft.set_boss("cid", true)?;
            let fields = org::DepartmentFields {
                managers: Some(vec!["cid".to_owned(), "ann".to_owned()]),
                ..Default::default()
            };
            draft.update_user(
                "ann",
                org::UserFields {
                    departments: Some(vec![DepartmentId(2), DepartmentId(3)]),
                    ..Default::default()
                },
            )?;
            draft.update_department(DepartmentId(3), fields)
        });
        let [main, sub, boss, head] =
            ["主管理员", "子管理员", "负责人", "主管"].map(|name| acme.role(name));
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": main})), @r#"{"hasMore":false,"list":[{"userid":"founder","name":"Founder","manageScopes":[]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": sub})), @r#"{"hasMore":false,"list":[{"userid":"dan","name":"dan","manageScopes":[]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": boss})), @r#"{"hasMore":false,"list":[{"userid":"cid","name":"cid","manageScopes":[]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": head})), @r#"{"hasMore":false,"list":[{"userid":"ann","name":"ann","manageScopes":[{"dept_id":2,"name":"rd"},{"dept_id":3,"name":"hr"}]},{"userid":"bob","name":"bob","manageScopes":[{"dept_id":2,"name":"rd"}]},{"userid":"cid","name":"cid","manageScopes":[{"dept_id":3,"name":"hr"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": head, "size": 1, "offset": 1})), @r#"{"hasMore":true,"list":[{"userid":"bob","name":"bob","manageScopes":[{"dept_id":2,"name":"rd"}]}]}"#);
        acme.call(DELETE, json!({"userid": "ann"}));
        acme.call(DELETE, json!({"userid": "dan"}));
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": head})), @r#"{"hasMore":false,"list":[{"userid":"bob","name":"bob","manageScopes":[{"dept_id":2,"name":"rd"}]},{"userid":"cid","name":"cid","manageScopes":[{"dept_id":3,"name":"hr"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": sub})), @r#"{"hasMore":false,"list":[]}"#);
    }

    #[test]
    fn each_parameter_is_checked() {
        let mut acme = place("acme { }");
        let finance = acme.role("财务");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": 7})), @"33011 无效的roleId: no role 7");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": "x"})), @r#"33011 无效的roleId: role_id: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: role_id is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance, "size": 0, "offset": 0})), @"40069 无效的size: size is 1 to 200, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance, "size": 201, "offset": 0})), @"40069 无效的size: size is 1 to 200, got 201");
        assert_snapshot!(acme.call(ROUTE, json!({"role_id": finance, "size": 1, "offset": -1})), @"40068 无效的偏移量: offset is 0 or more, got -1");
    }
}

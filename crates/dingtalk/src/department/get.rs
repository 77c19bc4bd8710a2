//! Get department details: `POST /topapi/v2/department/get`.

use super::fields;
use crate::prelude::*;
use crate::user::fields::present;

/// Which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    language: Option<String>,
}

/// The department. Permit lists are told while their switch is on.
#[derive(Serialize, JsonSchema)]
pub struct Response<'a> {
    dept_id: i64,
    name: &'a str,
    /// Absent for the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_identifier: Option<&'a str>,
    create_dept_group: bool,
    auto_add_user: bool,
    auto_approve_apply: bool,
    order: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dept_group_chat_id: Option<&'a str>,
    group_contain_sub_dept: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_dept_owner: Option<&'a str>,
    dept_manager_userid_list: Vec<&'a str>,
    hide_dept: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    dept_permits: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_permits: Option<Vec<&'a str>>,
    outer_dept: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    outer_permit_depts: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outer_permit_users: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outer_dept_only_self: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    brief: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<&'a str>,
    /// Custom values as JSON text, spelt as clients know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    extention: Option<&'a str>,
    /// Set where an organization that takes part keeps the department.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_union_org: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    union_dept_ext: Option<UnionDepartment<'a>>,
    /// People in it and below it, each once.
    member_count: u64,
    /// Direct members.
    owning_member_count: u64,
}

/// The department in the organization that keeps it, spelt in both ways that clients know.
#[derive(Serialize, JsonSchema)]
pub struct UnionDepartment<'a> {
    corp_id: &'a str,
    dept_id: i64,
    #[serde(rename = "corpId")]
    corp_id_as_listed: &'a str,
    #[serde(rename = "deptId")]
    dept_id_as_listed: i64,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/department/get", PARAMETER)
        .serves(&["Get department details"])
        .needs("qyapi_get_department_list")
        .scoped()
        .on(&[On::Invalid("dept_id", DEPARTMENT_ID)])
        .faults(&[DEPARTMENT_NOT_FOUND, DEPARTMENT_SCOPE]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let id = fields::department_id("dept_id", self.dept_id)?;
        let department = view.department(id)?;
        let (hide, outer) = (department.hide, department.outer);
        Ok(Response {
            dept_id: id.0,
            name: &department.name,
            parent_id: department.parent.map(|parent| parent.0),
            source_identifier: present(&department.source_identifier),
            create_dept_group: department.create_group,
            auto_add_user: department.auto_add_user,
            auto_approve_apply: department.auto_approve_apply,
            order: department.order,
            dept_group_chat_id: present(&department.group_chat_id),
            group_contain_sub_dept: department.group_contain_sub,
            org_dept_owner: department.group_owner.as_ref().map(|owner| owner.as_str()),
            dept_manager_userid_list: fields::texts(&department.managers),
            hide_dept: hide,
            dept_permits: hide.then(|| fields::numbers(&department.permit_departments)),
            user_permits: hide.then(|| fields::texts(&department.permit_users)),
            outer_dept: outer,
            outer_permit_depts: outer
                .then(|| fields::numbers(&department.outer_permit_departments)),
            outer_permit_users: outer.then(|| fields::texts(&department.outer_permit_users)),
            outer_dept_only_self: outer.then_some(department.outer_only_self),
            code: present(&department.code),
            brief: &department.brief,
            telephone: present(&department.telephone),
            extention: present(&department.extension),
            from_union_org: department.mirrors.is_some().then_some(true),
            union_dept_ext: department.mirrors.as_ref().map(|of| UnionDepartment {
                corp_id: of.org.as_str(),
                dept_id: of.department.0,
                corp_id_as_listed: of.org.as_str(),
                dept_id_as_listed: of.department.0,
            }),
            member_count: view.member_count(id)?,
            owning_member_count: view.direct_member_count(id)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();
    const UPDATE: Route = Route::write::<super::super::update::Request>();

    #[test]
    fn a_plain_department_is_told() {
        let mut acme = place("acme { rd { ann lab { ann2 also=2 bob } } }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @r#"{"dept_id":2,"name":"rd","parent_id":1,"create_dept_group":false,"auto_add_user":false,"auto_approve_apply":false,"order":2,"group_contain_sub_dept":false,"dept_manager_userid_list":[],"hide_dept":false,"outer_dept":false,"brief":"","member_count":3,"owning_member_count":2}"#);
        let texts = json!({"dept_id": "2", "language": "en_US"});
        assert_eq!(
            acme.call(ROUTE, texts),
            acme.call(ROUTE, json!({"dept_id": 2}))
        );
    }

    #[test]
    fn the_root_has_no_parent() {
        let mut acme = place("示例公司 { rd { ann } }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @r#"{"dept_id":1,"name":"示例公司","create_dept_group":false,"auto_add_user":false,"auto_approve_apply":false,"order":1,"group_contain_sub_dept":false,"dept_manager_userid_list":[],"hide_dept":false,"outer_dept":false,"brief":"","member_count":2,"owning_member_count":1}"#);
    }

    fn everything(acme: &mut Place) {
        let told = acme.call(
            UPDATE,
            json!({
                "dept_id": 2, "hide_dept": true, "dept_permits": "3", "user_permits": "founder", "outer_dept": true,
                "outer_dept_only_self": true, "outer_permit_depts": "3", "outer_permit_users": "founder",
                "create_dept_group": true, "auto_add_user": true, "auto_approve_apply": true,
                "order": 176_000_000_000_000_001_i64, "source_identifier": "HR-7", "dept_manager_userid_list": "bob,ann",
                "group_contain_sub_dept": true, "org_dept_owner": "ann", "code": "D-7", "brief": "us",
                "telephone": "8001", "extension": {"floor": "3"}
            }),
        );
        assert_eq!(told, "null");
    }

    #[test]
    fn every_field_is_told() {
        let mut acme = place("acme { rd { ann bob } hr { } }");
        everything(&mut acme);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @r#"{"dept_id":2,"name":"rd","parent_id":1,"source_identifier":"HR-7","create_dept_group":true,"auto_add_user":true,"auto_approve_apply":true,"order":176000000000000001,"dept_group_chat_id":"chatc93b5e1d1255f3ef2ae6d0a91f3b28d9","group_contain_sub_dept":true,"org_dept_owner":"ann","dept_manager_userid_list":["bob","ann"],"hide_dept":true,"dept_permits":[3],"user_permits":["founder"],"outer_dept":true,"outer_permit_depts":[3],"outer_permit_users":["founder"],"outer_dept_only_self":true,"code":"D-7","brief":"us","telephone":"8001","extention":"{\"floor\":\"3\"}","member_count":2,"owning_member_count":2}"#);
    }

    #[test]
    fn permits_are_silent_while_their_switch_is_off() {
        let mut acme = place("acme { rd { ann bob } hr { } }");
        everything(&mut acme);
        let before = acme.call(ROUTE, json!({"dept_id": 2}));
        let switch = |on: bool| json!({"dept_id": 2, "hide_dept": on, "outer_dept": on});
        acme.call(UPDATE, switch(false));
        let told = acme.call(ROUTE, json!({"dept_id": 2}));
        assert!(!told.contains("permit"), "{told}");
        assert!(!told.contains("only_self"), "{told}");
        acme.call(UPDATE, switch(true));
        assert_eq!(acme.call(ROUTE, json!({"dept_id": 2})), before);
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { lab { } } hr { ann } }");
        acme.with_scope(&[2], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3})), @r#"{"dept_id":3,"name":"lab","parent_id":2,"create_dept_group":false,"auto_add_user":false,"auto_approve_apply":false,"order":3,"group_contain_sub_dept":false,"dept_manager_userid_list":[],"hide_dept":false,"outer_dept":false,"brief":"","member_count":0,"owning_member_count":0}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 0})), @"40009 不合法的部门id: dept_id is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": -7})), @"40009 不合法的部门id: dept_id is a whole number of at least 1, got -7");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "team"})), @r#"40009 不合法的部门id: dept_id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: dept_id is missing");
    }
}

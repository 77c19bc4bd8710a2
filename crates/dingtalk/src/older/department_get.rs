//! Older form of a department's details: `GET /department/get`.

use super::fields::joined;
use crate::department::fields;
use crate::prelude::*;
use crate::user::fields::present;

/// Which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    id: i64,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    lang: Option<String>,
}

/// The department. Lists are text, their entries between `|`; permits are empty while their switch is off.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response<'a> {
    id: i64,
    name: &'a str,
    /// Absent for the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    parentid: Option<i64>,
    order: i64,
    create_dept_group: bool,
    auto_add_user: bool,
    auto_approve_apply: bool,
    dept_hiding: bool,
    dept_permits: String,
    user_permits: String,
    /// `deptPermits` under the name that clients of the first documents read.
    dept_perimits: String,
    /// `userPermits` likewise.
    user_perimits: String,
    outer_dept: bool,
    outer_permit_depts: String,
    outer_permit_users: String,
    org_dept_owner: &'a str,
    dept_manager_userid_list: String,
    dept_group_chat_id: &'a str,
    group_contain_sub_dept: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_identifier: Option<&'a str>,
    /// Custom values as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    ext: Option<&'a str>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/department/get", ILLEGAL)
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND, DEPARTMENT_SCOPE]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let id = fields::department_id("id", self.id)?;
        let department = view.department(id)?;
        let shown = |on: bool, list: String| if on { list } else { String::new() };
        let (hide, outer) = (department.hide, department.outer);
        let dept_permits = shown(hide, joined(&department.permit_departments));
        let user_permits = shown(hide, joined(&department.permit_users));
        Ok(Response {
            id: id.0,
            name: &department.name,
            parentid: department.parent.map(|parent| parent.0),
            order: department.order,
            create_dept_group: department.create_group,
            auto_add_user: department.auto_add_user,
            auto_approve_apply: department.auto_approve_apply,
            dept_hiding: hide,
            dept_perimits: dept_permits.clone(),
            user_perimits: user_permits.clone(),
            dept_permits,
            user_permits,
            outer_dept: outer,
            outer_permit_depts: shown(outer, joined(&department.outer_permit_departments)),
            outer_permit_users: shown(outer, joined(&department.outer_permit_users)),
            org_dept_owner: department
                .group_owner
                .as_ref()
                .map(|id| id.as_str())
                .unwrap_or_default(),
            dept_manager_userid_list: joined(&department.managers),
            dept_group_chat_id: &department.group_chat_id,
            group_contain_sub_dept: department.group_contain_sub,
            source_identifier: present(&department.source_identifier),
            ext: present(&department.extension),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();
    const UPDATE: Route = Route::write::<super::super::department_update::Request>();

    #[test]
    fn a_plain_department_is_told() {
        let mut acme = place("示例公司 { rd { ann } }");
        assert_snapshot!(acme.call(ROUTE, json!({"id": "2", "lang": "zh_CN"})), @r#"{"id":2,"name":"rd","parentid":1,"order":2,"createDeptGroup":false,"autoAddUser":false,"autoApproveApply":false,"deptHiding":false,"deptPermits":"","userPermits":"","deptPerimits":"","userPerimits":"","outerDept":false,"outerPermitDepts":"","outerPermitUsers":"","orgDeptOwner":"","deptManagerUseridList":"","deptGroupChatId":"","groupContainSubDept":false}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 1})), @r#"{"id":1,"name":"示例公司","order":1,"createDeptGroup":false,"autoAddUser":false,"autoApproveApply":false,"deptHiding":false,"deptPermits":"","userPermits":"","deptPerimits":"","userPerimits":"","outerDept":false,"outerPermitDepts":"","outerPermitUsers":"","orgDeptOwner":"","deptManagerUseridList":"","deptGroupChatId":"","groupContainSubDept":false}"#);
    }

    #[test]
    fn every_field_is_told() {
        let mut acme = place("acme { rd { ann bob } hr { } }");
        let everything = json!({
            "id": 2, "deptHiding": true, "deptPermits": "3|1", "userPermits": "ann|founder", "outerDept": true,
            "outerPermitDepts": "3|1", "outerPermitUsers": "founder", "createDeptGroup": true, "autoAddUser": true,
            "autoApproveApply": true, "order": "7", "sourceIdentifier": "HR-7", "deptManagerUseridList": "bob|ann",
            "groupContainSubDept": true, "orgDeptOwner": "ann", "ext": "{\"floor\":\"3\"}"
        });
        assert_snapshot!(acme.call(UPDATE, everything), @r#"{"id":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 2})), @r#"{"id":2,"name":"rd","parentid":1,"order":7,"createDeptGroup":true,"autoAddUser":true,"autoApproveApply":true,"deptHiding":true,"deptPermits":"3|1","userPermits":"ann|founder","deptPerimits":"3|1","userPerimits":"ann|founder","outerDept":true,"outerPermitDepts":"3|1","outerPermitUsers":"founder","orgDeptOwner":"ann","deptManagerUseridList":"bob|ann","deptGroupChatId":"chatc93b5e1d1255f3ef2ae6d0a91f3b28d9","groupContainSubDept":true,"sourceIdentifier":"HR-7","ext":"{\"floor\":\"3\"}"}"#);
        acme.call(
            UPDATE,
            json!({"id": 2, "deptHiding": "false", "outerDept": "false"}),
        );
        let told = acme.call(ROUTE, json!({"id": 2}));
        let silent = r#""deptHiding":false,"deptPermits":"","userPermits":"","deptPerimits":"","userPerimits":"","outerDept":false,"outerPermitDepts":"","outerPermitUsers":"""#;
        assert!(told.contains(silent), "{told}");
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 3})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"id": -7})), @"40035 不合法的参数: id is a whole number of at least 1, got -7");
        assert_snapshot!(acme.call(ROUTE, json!({"id": "team"})), @r#"40035 不合法的参数: id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: id is missing");
    }
}

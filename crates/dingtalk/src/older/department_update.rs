//! Older form of updating a department: `POST /department/update`.

use crate::department::{fields, update};
use crate::prelude::*;
use crate::user::given;
use endpoint::JsonText;
use org::DepartmentFields;

/// Which, and what changes. What is left out stays. Lists are text, their entries between `|`.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    id: i64,
    name: Option<String>,
    parentid: Option<i64>,
    order: Option<i64>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    lang: Option<String>,
    create_dept_group: Option<bool>,
    auto_add_user: Option<bool>,
    auto_approve_apply: Option<bool>,
    /// Replaces all managers; an empty list clears them.
    dept_manager_userid_list: Option<CommaList<String>>,
    dept_hiding: Option<bool>,
    dept_permits: Option<CommaList<i64>>,
    user_permits: Option<CommaList<String>>,
    /// `deptPermits` under its first name.
    dept_perimits: Option<CommaList<i64>>,
    /// `userPermits` under its first name.
    user_perimits: Option<CommaList<String>>,
    outer_dept: Option<bool>,
    outer_dept_only_self: Option<bool>,
    outer_permit_depts: Option<CommaList<i64>>,
    outer_permit_users: Option<CommaList<String>>,
    org_dept_owner: Option<String>,
    group_contain_sub_dept: Option<bool>,
    group_contain_outer_dept: Option<bool>,
    group_contain_hidden_dept: Option<bool>,
    source_identifier: Option<String>,
    ext: Option<JsonText>,
}

/// Its id.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/department/update", ILLEGAL)
        .post()
        .needs("qyapi_manage_addresslist")
        .scoped()
        .on(&[
            On::Missing("id", DEPARTMENT_ID),
            On::Invalid("id", DEPARTMENT_ID),
            On::Invalid("name", DEPARTMENT_NAME),
            On::Invalid("parentid", PARENT_ID),
            On::Invalid("order", ORDER),
            On::Invalid("deptPermits", PERMITS),
            On::Invalid("userPermits", PERMITS),
            On::Invalid("deptPerimits", PERMITS),
            On::Invalid("userPerimits", PERMITS),
            On::Invalid("outerPermitDepts", PERMITS),
            On::Invalid("outerPermitUsers", PERMITS),
            On::Invalid("deptManagerUseridList", USER_LIST),
            On::Invalid("orgDeptOwner", GROUP_OWNER),
        ])
        .faults(update::FAULTS);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let id = fields::department_id("id", self.id)?;
        let fields = self.into_fields()?;
        draft.update_department(id, fields).map_err(given::fault)?;
        Ok(Response { id: id.0 })
    }
}

impl Request {
    fn into_fields(self) -> Reply<DepartmentFields> {
        let parent = self
            .parentid
            .map(|id| fields::department_id("parentid", id))
            .transpose()?;
        let permit_departments = self.dept_permits.or(self.dept_perimits);
        let permit_users = self.user_permits.or(self.user_perimits);
        Ok(DepartmentFields {
            name: self.name,
            parent,
            order: self.order,
            source_identifier: self.source_identifier,
            extension: fields::extension("ext", self.ext.as_ref())?,
            managers: self.dept_manager_userid_list.map(|list| list.0),
            hide: self.dept_hiding,
            permit_departments: permit_departments.map(fields::department_ids),
            permit_users: permit_users.map(|list| list.0),
            outer: self.outer_dept,
            outer_only_self: self.outer_dept_only_self,
            outer_permit_departments: self.outer_permit_depts.map(fields::department_ids),
            outer_permit_users: self.outer_permit_users.map(|list| list.0),
            create_group: self.create_dept_group,
            auto_add_user: self.auto_add_user,
            group_owner: self.org_dept_owner,
            group_contain_sub: self.group_contain_sub_dept,
            group_contain_outer: self.group_contain_outer_dept,
            group_contain_hidden: self.group_contain_hidden_dept,
            auto_approve_apply: self.auto_approve_apply,
            ..DepartmentFields::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();

    fn acme() -> Place {
        place("acme { rd id=2 { ann bob } hr id=3 { } cid }")
    }

    fn update(acme: &mut Place, changed: Value) -> String {
        let mut request = json!({"id": 2});
        let members = request.as_object_mut().expect("a request is an object");
        members.extend(changed.as_object().expect("an object").clone());
        acme.call(ROUTE, request)
    }

    fn refusal(changed: Value) -> String {
        let mut acme = acme();
        let told = update(&mut acme, changed);
        assert_eq!(acme.changes(), "", "a refused call changes nothing");
        told
    }

    fn everything() -> Value {
        json!({
            "id": 2, "name": "Crew", "parentid": 3, "order": 0, "createDeptGroup": true, "autoAddUser": true,
            "autoApproveApply": true, "deptManagerUseridList": "bob|ann", "deptHiding": true, "deptPermits": "3|1",
            "userPermits": "cid", "outerDept": true, "outerDeptOnlySelf": true, "outerPermitDepts": "3",
            "outerPermitUsers": "ann|cid", "orgDeptOwner": "ann", "groupContainSubDept": true,
            "groupContainOuterDept": true, "groupContainHiddenDept": true, "sourceIdentifier": "HR-7",
            "ext": {"floor": "3"}, "lang": "zh_CN"
        })
    }

    #[test]
    fn every_field_changes() {
        let mut acme = acme();
        assert_snapshot!(update(&mut acme, everything()), @r#"{"id":2}"#);
        assert_snapshot!(acme.changes(), @r#"{"department_updated":{"id":2,"name":"Crew","parent":3,"order":0,"source_identifier":"HR-7","extension":"{\"floor\":\"3\"}","managers":["bob","ann"],"hide":true,"permit_departments":[3,1],"permit_users":["cid"],"outer":true,"outer_only_self":true,"outer_permit_departments":[3],"outer_permit_users":["ann","cid"],"create_group":true,"auto_add_user":true,"group_chat_id":"chatc93b5e1d1255f3ef2ae6d0a91f3b28d9","group_owner":"ann","group_contain_sub":true,"group_contain_outer":true,"group_contain_hidden":true,"auto_approve_apply":true,"created_at":1767323045000}}"#);
        assert_snapshot!(update(&mut acme, json!({"deptPerimits": "1", "userPerimits": "ann"})), @r#"{"id":2}"#);
        assert_snapshot!(acme.changes(), @r#"{"department_updated":{"id":2,"name":"Crew","parent":3,"order":0,"source_identifier":"HR-7","extension":"{\"floor\":\"3\"}","managers":["bob","ann"],"hide":true,"permit_departments":[1],"permit_users":["ann"],"outer":true,"outer_only_self":true,"outer_permit_departments":[3],"outer_permit_users":["ann","cid"],"create_group":true,"auto_add_user":true,"group_chat_id":"chatc93b5e1d1255f3ef2ae6d0a91f3b28d9","group_owner":"ann","group_contain_sub":true,"group_contain_outer":true,"group_contain_hidden":true,"auto_approve_apply":true,"created_at":1767323045000}}"#);
    }

    #[test]
    fn texts_serve_for_everything() {
        let (mut typed, mut texts) = (acme(), acme());
        let mut request = everything();
        for value in request.as_object_mut().expect("an object").values_mut() {
            if !value.is_string() {
                *value = value.to_string().into();
            }
        }
        assert_eq!(typed.call(ROUTE, everything()), texts.call(ROUTE, request));
        assert_eq!(typed.changes(), texts.changes());
    }

    #[test]
    fn what_is_left_out_stays() {
        let mut acme = acme();
        update(&mut acme, everything());
        assert_snapshot!(update(&mut acme, json!({})), @r#"{"id":2}"#);
        assert_eq!(acme.changes(), "");
        assert_snapshot!(update(&mut acme, json!({"deptManagerUseridList": "", "deptHiding": null})), @r#"{"id":2}"#);
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn an_empty_list_clears_the_managers() {
        let mut acme = acme();
        update(&mut acme, json!({"deptManagerUseridList": "ann"}));
        assert_snapshot!(update(&mut acme, json!({"deptManagerUseridList": []})), @r#"{"id":2}"#);
        assert_snapshot!(acme.changes(), @r#"{"department_updated":{"id":2,"name":"rd","parent":1,"order":2,"created_at":1767323045000}}"#);
    }

    #[test]
    fn bad_values_name_their_field() {
        assert_snapshot!(refusal(json!({"name": ""})), @"60001 不合法的部门名称: a department's name has 1 to 64 characters");
        assert_snapshot!(refusal(json!({"name": "a,b"})), @"60009 部门名称含有非法字符: a department's name holds none of - , ， and no control characters");
        assert_snapshot!(refusal(json!({"name": "hr"})), @"60008 父部门下该部门名称已存在: department 3 beside it has this name");
        assert_snapshot!(refusal(json!({"parentid": 2})), @"60010 部门存在循环关系: a department cannot be moved below itself");
        assert_snapshot!(refusal(json!({"parentid": 77})), @"60004 父部门不存在: no parent department 77");
        assert_snapshot!(refusal(json!({"parentid": "team"})), @r#"40010 不合法的父部门id: parentid: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(refusal(json!({"order": -1})), @"40011 不合法的排序order: an order is a whole number, at least 0");
        assert_snapshot!(refusal(json!({"deptPermits": "77"})), @"60109 不合法的可见id列表: no department 77 to permit");
        assert_snapshot!(refusal(json!({"outerPermitUsers": "nobody"})), @"40031 不合法的UserID列表: no user nobody");
        assert_snapshot!(refusal(json!({"deptManagerUseridList": "cid"})), @"40031 不合法的UserID列表: user cid is not in the department");
        assert_snapshot!(refusal(json!({"orgDeptOwner": "cid"})), @"40093 无效的企业群群主: user cid is not in the department");
        assert_snapshot!(refusal(json!({"orgDeptOwner": "nobody"})), @"60067 部门的企业群群主不存在: no user nobody");
        assert_snapshot!(refusal(json!({"deptHiding": "maybe"})), @r#"40035 不合法的参数: deptHiding: expected true or false, got the text "maybe""#);
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        assert_snapshot!(refusal(json!({"id": 1, "name": "New"})), @"60018 不允许更新根部门: the root department cannot be updated");
        assert_snapshot!(refusal(json!({"id": 77, "name": "New"})), @"60003 部门不存在: no department 77");
        assert_snapshot!(refusal(json!({"id": null, "name": "New"})), @"40009 不合法的部门id: id is missing");
        assert_snapshot!(refusal(json!({"id": -7, "name": "New"})), @"40009 不合法的部门id: id is a whole number of at least 1, got -7");
        let mut acme = acme();
        acme.with_scope(&[2], &[]);
        assert_snapshot!(update(&mut acme, json!({"id": 3, "name": "New"})), @"50004 请求的部门id不在授权范围内: department 3 is outside the app's Contacts scope");
        assert_snapshot!(update(&mut acme, json!({"parentid": 3})), @"50004 请求的部门id不在授权范围内: department 3 is outside the app's Contacts scope");
        assert_snapshot!(update(&mut acme, json!({"name": "New"})), @r#"{"id":2}"#);
    }
}

//! Older form of creating a department: `POST /department/create`.

use crate::department::fields;
use crate::prelude::*;
use crate::user::given;
use endpoint::JsonText;
use org::{DepartmentFields, NewDepartment};

/// The new department. Lists are text, their entries between `|`.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Wanted id, above 1; made up when absent.
    id: Option<i64>,
    name: String,
    parentid: i64,
    order: Option<i64>,
    create_dept_group: Option<bool>,
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
    source_identifier: Option<String>,
    auto_approve_apply: Option<bool>,
    ext: Option<JsonText>,
    #[expect(dead_code, reason = "documented; departments have no balance to share")]
    parent_balance_first: Option<bool>,
    #[expect(dead_code, reason = "documented; departments have no balance to share")]
    share_balance: Option<bool>,
}

/// Its id.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/department/create", ILLEGAL)
        .post()
        .needs("qyapi_manage_addresslist")
        .scoped()
        .on(&[
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
        ])
        .faults(FAULTS);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let new = NewDepartment {
            id: self.id.map(DepartmentId),
            parent: fields::department_id("parentid", self.parentid)?,
            fields: self.into_fields()?,
        };
        let id = draft.add_department(new).map_err(given::fault)?;
        Ok(Response { id: id.0 })
    }
}

const FAULTS: &[&endpoint::Code] = &[
    DEPARTMENT_ID_TAKEN,
    PARENT_NOT_FOUND,
    DEPARTMENT_SCOPE,
    DEPARTMENT_NAME,
    DEPARTMENT_NAME_CHARACTERS,
    DEPARTMENT_NAME_TAKEN,
    DEPARTMENT_TOO_DEEP,
    ORDER,
    PERMITS,
    USER_LIST,
    ORGANIZATION_FULL,
];

impl Request {
    fn into_fields(self) -> Reply<DepartmentFields> {
        let permit_departments = self.dept_permits.or(self.dept_perimits);
        let permit_users = self.user_permits.or(self.user_perimits);
        Ok(DepartmentFields {
            name: Some(self.name),
            order: self.order,
            source_identifier: self.source_identifier,
            extension: fields::extension("ext", self.ext.as_ref())?,
            hide: self.dept_hiding,
            permit_departments: permit_departments.map(fields::department_ids),
            permit_users: permit_users.map(|list| list.0),
            outer: self.outer_dept,
            outer_only_self: self.outer_dept_only_self,
            outer_permit_departments: self.outer_permit_depts.map(fields::department_ids),
            outer_permit_users: self.outer_permit_users.map(|list| list.0),
            create_group: self.create_dept_group,
            auto_approve_apply: self.auto_approve_apply,
            ..DepartmentFields::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::write::<Request>();

    fn with(changed: Value) -> Value {
        let mut request = json!({"name": "Team", "parentid": "1"});
        let members = request.as_object_mut().expect("a request is an object");
        members.extend(changed.as_object().expect("an object").clone());
        request
    }

    fn refusal(changed: Value) -> String {
        let mut acme = place("acme { rd { ann } hr { } }");
        let told = acme.call(ROUTE, with(changed));
        assert_eq!(acme.changes(), "", "a refused call changes nothing");
        told
    }

    fn everything() -> Value {
        json!({
            "id": 4711, "name": "团队", "parentid": 2, "order": 0, "createDeptGroup": true, "deptHiding": true,
            "deptPermits": "3|1", "userPermits": "ann|founder", "deptPerimits": "2", "userPerimits": "founder",
            "outerDept": true, "outerDeptOnlySelf": true, "outerPermitDepts": "3,1", "outerPermitUsers": "founder",
            "sourceIdentifier": "HR-7", "autoApproveApply": true, "ext": {"floor": "3"}, "parentBalanceFirst": true,
            "shareBalance": false
        })
    }

    #[test]
    fn a_department_is_created() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, with(json!({}))), @r#"{"id":100000264}"#);
        assert_snapshot!(acme.changes(), @r#"{"department_added":{"id":100000264,"name":"Team","parent":1,"order":100000264,"created_at":1767323047000}}"#);
    }

    #[test]
    fn every_field_is_kept() {
        let mut acme = place("acme { rd { ann } hr { } }");
        assert_snapshot!(acme.call(ROUTE, everything()), @r#"{"id":4711}"#);
        assert_snapshot!(acme.changes(), @r#"{"department_added":{"id":4711,"name":"团队","parent":2,"order":0,"source_identifier":"HR-7","extension":"{\"floor\":\"3\"}","hide":true,"permit_departments":[3,1],"permit_users":["ann","founder"],"outer":true,"outer_only_self":true,"outer_permit_departments":[3,1],"outer_permit_users":["founder"],"create_group":true,"auto_add_user":true,"group_chat_id":"chatc93b5e1d1255f3ef2ae6d0a91f3b28d9","auto_approve_apply":true,"created_at":1767323047000}}"#);
    }

    #[test]
    fn texts_serve_for_everything() {
        let mut typed = place("acme { rd { ann } hr { } }");
        let mut texts = place("acme { rd { ann } hr { } }");
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
    fn first_names_serve_too() {
        let mut acme = place("acme { rd { ann } }");
        acme.call(
            ROUTE,
            with(json!({"deptPerimits": "2|1", "userPerimits": "ann"})),
        );
        assert_snapshot!(acme.changes(), @r#"{"department_added":{"id":100000264,"name":"Team","parent":1,"order":100000264,"permit_departments":[2,1],"permit_users":["ann"],"created_at":1767323047000}}"#);
    }

    #[test]
    fn an_id_is_above_1_and_free() {
        assert_snapshot!(refusal(json!({"id": 2})), @"60016 部门id已经存在: department 2 exists already");
        assert_snapshot!(refusal(json!({"id": 1})), @"40009 不合法的部门id: the id of a new department is above 1 and below 9223372036854775807");
        assert_snapshot!(refusal(json!({"id": -5})), @"40009 不合法的部门id: the id of a new department is above 1 and below 9223372036854775807");
        assert_snapshot!(refusal(json!({"id": i64::MAX})), @"40009 不合法的部门id: the id of a new department is above 1 and below 9223372036854775807");
        assert_snapshot!(refusal(json!({"id": "team"})), @r#"40009 不合法的部门id: id: expected a whole number of 64 bits, got the text "team""#);
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, with(json!({"id": i64::MAX - 1}))), @r#"{"id":9223372036854775806}"#);
    }

    #[test]
    fn a_list_of_permits_names_at_most_200() {
        let people: String = (0..201).map(|number| format!("u{number} ")).collect();
        let list = |count: usize| {
            let userids: Vec<String> = (0..count).map(|id| format!("u{id}")).collect();
            with(json!({"userPermits": userids.join("|")}))
        };
        let mut acme = place(&format!("acme {{ {people} }}"));
        assert_snapshot!(acme.call(ROUTE, list(201)), @"60109 不合法的可见id列表: a permit list names at most 200 departments or users");
        assert_snapshot!(acme.call(ROUTE, list(200)), @r#"{"id":100000310}"#);
    }

    #[test]
    fn bad_values_name_their_field() {
        assert_snapshot!(refusal(json!({"name": null})), @"40035 不合法的参数: name is missing");
        assert_snapshot!(refusal(json!({"name": ""})), @"60001 不合法的部门名称: a department's name has 1 to 64 characters");
        assert_snapshot!(refusal(json!({"name": "a-b"})), @"60009 部门名称含有非法字符: a department's name holds none of - , ， and no control characters");
        assert_snapshot!(refusal(json!({"name": "rd"})), @"60008 父部门下该部门名称已存在: department 2 beside it has this name");
        assert_snapshot!(refusal(json!({"parentid": null})), @"40035 不合法的参数: parentid is missing");
        assert_snapshot!(refusal(json!({"parentid": 0})), @"40010 不合法的父部门id: parentid is a whole number of at least 1, got 0");
        assert_snapshot!(refusal(json!({"parentid": 77})), @"60004 父部门不存在: no parent department 77");
        assert_snapshot!(refusal(json!({"order": "-1"})), @"40011 不合法的排序order: an order is a whole number, at least 0");
        assert_snapshot!(refusal(json!({"deptPermits": "2|77"})), @"60109 不合法的可见id列表: no department 77 to permit");
        assert_snapshot!(refusal(json!({"deptPerimits": "team"})), @r#"60109 不合法的可见id列表: deptPerimits[0]: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(refusal(json!({"userPermits": "nobody"})), @"40031 不合法的UserID列表: no user nobody");
        assert_snapshot!(refusal(json!({"ext": "floor 3"})), @r#"40035 不合法的参数: ext is one JSON object, such as {"floor":"3"}"#);
    }

    #[test]
    fn the_parent_must_be_in_scope() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, with(json!({"parentid": 3}))), @"50004 请求的部门id不在授权范围内: department 3 is outside the app's Contacts scope");
        assert_snapshot!(acme.call(ROUTE, with(json!({"parentid": 2, "id": 9}))), @r#"{"id":9}"#);
    }
}

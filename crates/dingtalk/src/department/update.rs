//! Update a department: `POST /topapi/v2/department/update`.

use super::fields;
use crate::prelude::*;
use crate::user::given;
use endpoint::JsonText;
use org::DepartmentFields;

/// Which, and what changes. What is left out stays.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
    name: Option<String>,
    /// Moves the department with all below.
    parent_id: Option<i64>,
    hide_dept: Option<bool>,
    dept_permits: Option<CommaList<i64>>,
    user_permits: Option<CommaList<String>>,
    outer_dept: Option<bool>,
    outer_dept_only_self: Option<bool>,
    outer_permit_depts: Option<CommaList<i64>>,
    outer_permit_users: Option<CommaList<String>>,
    create_dept_group: Option<bool>,
    auto_add_user: Option<bool>,
    auto_approve_apply: Option<bool>,
    order: Option<i64>,
    source_identifier: Option<String>,
    /// Replaces all managers; each is a member.
    dept_manager_userid_list: Option<CommaList<String>>,
    group_contain_sub_dept: Option<bool>,
    group_contain_outer_dept: Option<bool>,
    group_contain_hidden_dept: Option<bool>,
    /// A member; empty for none.
    org_dept_owner: Option<String>,
    /// Fields to clear although they are left out; of a department only `dept_manager_userid_list`.
    force_update_fields: Option<CommaList<String>>,
    code: Option<String>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    language: Option<String>,
    brief: Option<String>,
    telephone: Option<String>,
    extension: Option<JsonText>,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/department/update", ILLEGAL)
        .serves(&["Update a department"])
        .needs("qyapi_manage_addresslist")
        .scoped()
        .on(&[
            On::Missing("dept_id", DEPARTMENT_ID),
            On::Invalid("dept_id", DEPARTMENT_ID),
            On::Invalid("name", DEPARTMENT_NAME),
            On::Invalid("parent_id", PARENT_ID),
            On::Invalid("order", ORDER),
            On::Invalid("dept_permits", PERMITS),
            On::Invalid("user_permits", PERMITS),
            On::Invalid("outer_permit_depts", PERMITS),
            On::Invalid("outer_permit_users", PERMITS),
            On::Invalid("dept_manager_userid_list", USER_LIST),
            On::Invalid("org_dept_owner", GROUP_OWNER),
        ])
        .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let id = fields::department_id("dept_id", self.dept_id)?;
        self.check_permits()?;
        let fields = self.into_fields()?;
        draft.update_department(id, fields).map_err(given::fault)
    }
}

/// What every form of this call may answer besides bad parameters.
pub(crate) const FAULTS: &[&endpoint::Code] = &[
    DEPARTMENT_NOT_FOUND,
    DEPARTMENT_SCOPE,
    ROOT_UPDATE,
    PARENT_NOT_FOUND,
    DEPARTMENT_CYCLE,
    DEPARTMENT_NAME,
    DEPARTMENT_NAME_CHARACTERS,
    DEPARTMENT_NAME_TAKEN,
    DEPARTMENT_TOO_DEEP,
    ORDER,
    PERMITS,
    USER_LIST,
    GROUP_OWNER,
    GROUP_OWNER_NOT_FOUND,
];

impl Request {
    fn check_permits(&self) -> Reply<()> {
        let (departments, users) = (self.dept_permits.as_ref(), self.user_permits.as_ref());
        fields::check_permits(&[
            ("dept_permits", fields::count(departments)),
            ("user_permits", fields::count(users)),
        ])?;
        let (departments, users) = (
            self.outer_permit_depts.as_ref(),
            self.outer_permit_users.as_ref(),
        );
        fields::check_permits(&[
            ("outer_permit_depts", fields::count(departments)),
            ("outer_permit_users", fields::count(users)),
        ])
    }

    fn into_fields(self) -> Reply<DepartmentFields> {
        let parent = self
            .parent_id
            .map(|id| fields::department_id("parent_id", id))
            .transpose()?;
        let forced = self.force_update_fields;
        Ok(DepartmentFields {
            name: self.name,
            parent,
            order: self.order,
            source_identifier: self.source_identifier,
            code: self.code,
            brief: self.brief,
            telephone: self.telephone,
            extension: fields::extension("extension", self.extension.as_ref())?,
            managers: managers(self.dept_manager_userid_list, forced)?,
            hide: self.hide_dept,
            permit_departments: self.dept_permits.map(fields::department_ids),
            permit_users: self.user_permits.map(|list| list.0),
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
        })
    }
}

/// An empty list is a mistake: callers send it who meant to leave the managers as they are.
fn managers(
    given: Option<CommaList<String>>,
    forced: Option<CommaList<String>>,
) -> Reply<Option<Vec<String>>> {
    const FIELD: &str = "dept_manager_userid_list";
    match given {
        Some(list) if list.0.is_empty() => Err(Fault::invalid(
            FIELD,
            sentence!(
                "{FIELD} is empty; to clear it, leave it out and send force_update_fields={FIELD}",
                "{FIELD} 为空；要清空请不传它，并传 force_update_fields={FIELD}"
            ),
        )),
        Some(list) => Ok(Some(list.0)),
        None => Ok(forced
            .filter(|fields| fields.0.iter().any(|field| field == FIELD))
            .map(|_| Vec::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();

    /// `rd` with Ann and Bob in it, `lab` below it; `hr` beside it with another `lab`; Cid in the root.
    fn acme() -> Place {
        place("acme { rd id=2 { ann bob lab id=3 { } } hr id=4 { lab id=5 { } } cid }")
    }

    fn update(acme: &mut Place, changed: Value) -> String {
        let mut request = json!({"dept_id": 2});
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

    fn record(acme: &Place) -> serde_json::Map<String, Value> {
        let key = org::RecordKey::Department(DepartmentId(2));
        let body = acme.org.record_body(&key).expect("rd is there");
        serde_json::from_slice(&body).expect("records are objects")
    }

    /// What the call leaves of the department, one `field: before -> after` a line.
    fn difference(acme: &mut Place, changed: Value) -> String {
        let before = record(acme);
        assert_eq!(update(acme, changed), "null");
        let after = record(acme);
        let names: std::collections::BTreeSet<&String> =
            before.keys().chain(after.keys()).collect();
        let lines = names.into_iter().filter_map(|name| {
            let (before, after) = (before.get(name), after.get(name));
            let text = |value: Option<&Value>| value.map_or("-".to_owned(), Value::to_string);
            (before != after).then(|| format!("{name}: {} -> {}", text(before), text(after)))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn everything() -> Value {
        json!({
            "name": " Crew ", "parent_id": 4, "hide_dept": true, "dept_permits": "3,1", "user_permits": "cid",
            "outer_dept": true, "outer_dept_only_self": true, "outer_permit_depts": "4", "outer_permit_users": "ann,cid",
            "create_dept_group": true, "auto_add_user": true, "auto_approve_apply": true, "order": 0,
            "source_identifier": "HR-7", "dept_manager_userid_list": "bob,ann,bob", "group_contain_sub_dept": true,
            "group_contain_outer_dept": true, "group_contain_hidden_dept": true, "org_dept_owner": "ann",
            "code": "D-7", "brief": "us", "telephone": "8001", "extension": {"floor": "3"}, "language": "en_US"
        })
    }

    #[test]
    fn every_field_changes() {
        assert_snapshot!(difference(&mut acme(), everything()), @r#"
        auto_add_user: - -> true
        auto_approve_apply: - -> true
        brief: - -> "us"
        code: - -> "D-7"
        create_group: - -> true
        extension: - -> "{\"floor\":\"3\"}"
        group_chat_id: - -> "chatc93b5e1d1255f3ef2ae6d0a91f3b28d9"
        group_contain_hidden: - -> true
        group_contain_outer: - -> true
        group_contain_sub: - -> true
        group_owner: - -> "ann"
        hide: - -> true
        managers: - -> ["bob","ann"]
        name: "rd" -> "Crew"
        order: 2 -> 0
        outer: - -> true
        outer_only_self: - -> true
        outer_permit_departments: - -> [4]
        outer_permit_users: - -> ["ann","cid"]
        parent: 1 -> 4
        permit_departments: - -> [3,1]
        permit_users: - -> ["cid"]
        source_identifier: - -> "HR-7"
        telephone: - -> "8001"
        "#);
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
        request["dept_id"] = "2".into();
        assert_eq!(
            update(&mut typed, everything()),
            update(&mut texts, request)
        );
        assert_eq!(typed.changes(), texts.changes());
    }

    #[test]
    fn what_is_left_out_stays() {
        let mut acme = acme();
        update(&mut acme, everything());
        assert_snapshot!(difference(&mut acme, json!({})), @"");
        assert_eq!(acme.changes(), "");
        let mut absent = everything();
        for value in absent.as_object_mut().expect("an object").values_mut() {
            *value = Value::Null;
        }
        assert_snapshot!(difference(&mut acme, absent), @"");
        assert_eq!(acme.changes(), "");
        assert_snapshot!(difference(&mut acme, json!({"order": "5", "outer_dept": ""})), @"order: 0 -> 5");
    }

    #[test]
    fn empty_texts_clear() {
        let mut acme = acme();
        update(&mut acme, everything());
        let empty = json!({
            "code": "", "brief": "", "telephone": "", "source_identifier": "", "extension": "{}", "org_dept_owner": ""
        });
        assert_snapshot!(difference(&mut acme, empty), @r#"
        brief: "us" -> -
        code: "D-7" -> -
        extension: "{\"floor\":\"3\"}" -> -
        group_owner: "ann" -> -
        source_identifier: "HR-7" -> -
        telephone: "8001" -> -
        "#);
        assert_snapshot!(difference(&mut acme, json!({"user_permits": [], "outer_permit_depts": []})), @r#"
        outer_permit_departments: [4] -> -
        permit_users: ["cid"] -> -
        "#);
    }

    #[test]
    fn managers_are_replaced_and_cleared() {
        let mut acme = acme();
        assert_snapshot!(difference(&mut acme, json!({"dept_manager_userid_list": "ann"})), @r#"managers: - -> ["ann"]"#);
        assert_snapshot!(difference(&mut acme, json!({"dept_manager_userid_list": "bob"})), @r#"managers: ["ann"] -> ["bob"]"#);
        let both = json!({"dept_manager_userid_list": "ann", "force_update_fields": "dept_manager_userid_list"});
        assert_snapshot!(difference(&mut acme, both), @r#"managers: ["bob"] -> ["ann"]"#);
        assert_snapshot!(update(&mut acme, json!({"dept_manager_userid_list": []})), @"40031 不合法的UserID列表: dept_manager_userid_list is empty; to clear it, leave it out and send force_update_fields=dept_manager_userid_list");
        assert_snapshot!(difference(&mut acme, json!({"force_update_fields": "name"})), @"");
        assert_snapshot!(difference(&mut acme, json!({"force_update_fields": "dept_manager_userid_list"})), @r#"managers: ["ann"] -> -"#);
    }

    #[test]
    fn managers_and_owners_are_members() {
        assert_snapshot!(refusal(json!({"dept_manager_userid_list": "ann,cid"})), @"40031 不合法的UserID列表: user cid is not in the department");
        assert_snapshot!(refusal(json!({"dept_manager_userid_list": "nobody"})), @"40031 不合法的UserID列表: no user nobody");
        assert_snapshot!(refusal(json!({"org_dept_owner": "cid"})), @"40093 无效的企业群群主: user cid is not in the department");
        assert_snapshot!(refusal(json!({"org_dept_owner": "nobody"})), @"60067 部门的企业群群主不存在: no user nobody");
    }

    #[test]
    fn a_department_has_at_most_999_managers() {
        let people: String = (0..1000).map(|number| format!("u{number} ")).collect();
        let userids = |count: usize| (0..count).map(|id| format!("u{id}")).collect::<Vec<_>>();
        let mut acme = place(&format!("acme {{ rd {{ {people} }} }}"));
        let list = |count: usize| json!({"dept_manager_userid_list": userids(count).join(",")});
        assert_snapshot!(update(&mut acme, list(1000)), @"40031 不合法的UserID列表: a department has at most 999 managers");
        assert_snapshot!(update(&mut acme, list(999)), @"null");
    }

    #[test]
    fn a_group_comes_and_goes() {
        let mut acme = acme();
        assert_snapshot!(difference(&mut acme, json!({"create_dept_group": true, "org_dept_owner": "ann"})), @r#"
        create_group: - -> true
        group_chat_id: - -> "chatc93b5e1d1255f3ef2ae6d0a91f3b28d9"
        group_owner: - -> "ann"
        "#);
        assert_snapshot!(difference(&mut acme, json!({"create_dept_group": true})), @"");
        assert_snapshot!(difference(&mut acme, json!({"create_dept_group": false})), @r#"
        create_group: true -> -
        group_chat_id: "chatc93b5e1d1255f3ef2ae6d0a91f3b28d9" -> -
        group_owner: "ann" -> -
        "#);
    }

    #[test]
    fn a_move_takes_all_below_along() {
        let mut acme = acme();
        assert_snapshot!(update(&mut acme, json!({"parent_id": 4})), @"null");
        let lineage = Route::read::<super::super::list_parent_by_department::Request>();
        assert_snapshot!(acme.call(lineage, json!({"dept_id": 3})), @r#"{"parent_id_list":[3,2,4,1]}"#);
        let get = Route::read::<super::super::get::Request>();
        let told = acme.call(get, json!({"dept_id": 4}));
        assert!(
            told.ends_with(r#""member_count":2,"owning_member_count":0}"#),
            "{told}"
        );
    }

    #[test]
    fn a_department_is_never_below_itself() {
        assert_snapshot!(refusal(json!({"parent_id": 2})), @"60010 部门存在循环关系: a department cannot be moved below itself");
        assert_snapshot!(refusal(json!({"parent_id": 3})), @"60010 部门存在循环关系: a department cannot be moved below itself");
        assert_snapshot!(refusal(json!({"parent_id": 77})), @"60004 父部门不存在: no parent department 77");
        assert_snapshot!(refusal(json!({"parent_id": 0})), @"40010 不合法的父部门id: parent_id is a whole number of at least 1, got 0");
        assert_snapshot!(refusal(json!({"parent_id": "team"})), @r#"40010 不合法的父部门id: parent_id: expected a whole number of 64 bits, got the text "team""#);
    }

    #[test]
    fn a_move_leads_no_deeper_than_50_levels() {
        let nested = "d { ".repeat(49) + &"} ".repeat(49);
        let mut acme = place(&format!("acme {{ rd {{ lab {{ }} }} {nested} }}"));
        assert_snapshot!(update(&mut acme, json!({"parent_id": 52})), @"60002 部门层级深度超过限制: departments nest at most 50 levels");
        assert_snapshot!(update(&mut acme, json!({"parent_id": 51})), @"null");
    }

    #[test]
    fn names_are_unique_among_siblings() {
        assert_snapshot!(refusal(json!({"name": "hr"})), @"60008 父部门下该部门名称已存在: department 4 beside it has this name");
        assert_snapshot!(refusal(json!({"dept_id": 5, "parent_id": 2})), @"60008 父部门下该部门名称已存在: department 3 beside it has this name");
        let mut acme = acme();
        assert_snapshot!(update(&mut acme, json!({"name": "rd", "parent_id": 1})), @"null");
        assert_snapshot!(update(&mut acme, json!({"name": "HR"})), @"null");
    }

    #[test]
    fn both_permit_lists_together_name_at_most_50() {
        let people: String = (0..26).map(|number| format!("u{number} ")).collect();
        let departments: String = (3..=27).map(|id| format!("d{id} {{ }} ")).collect();
        let mut acme = place(&format!("acme {{ rd id=2 {{ }} {people} {departments} }}"));
        let userids = |count: usize| (0..count).map(|id| format!("u{id}")).collect::<Vec<_>>();
        let ids: Vec<i64> = (3..=27).collect();
        let hide = |count: usize| json!({"user_permits": userids(count), "dept_permits": ids});
        let outer =
            |count: usize| json!({"outer_permit_users": userids(count), "outer_permit_depts": ids});
        assert_snapshot!(update(&mut acme, hide(26)), @"60109 不合法的可见id列表: dept_permits and user_permits together name at most 50, got 51");
        assert_snapshot!(update(&mut acme, outer(26)), @"60109 不合法的可见id列表: outer_permit_depts and outer_permit_users together name at most 50, got 51");
        assert_snapshot!(update(&mut acme, hide(25)), @"null");
        assert_snapshot!(update(&mut acme, outer(25)), @"null");
    }

    #[test]
    fn full_permit_lists_hinder_no_other_change() {
        let people: String = (0..50).map(|number| format!("u{number} ")).collect();
        let departments: String = (2..=51).map(|id| format!("d{id} {{ }} ")).collect();
        let mut acme = place(&format!("acme {{ {people} {departments} }}"));
        let create = Route::write::<super::super::create::Request>();
        let userids: Vec<String> = (0..50).map(|id| format!("u{id}")).collect();
        let ids: Vec<i64> = (2..=51).collect();
        let told = acme.call(
            create,
            json!({"name": "rd", "parent_id": 1, "user_permits": userids, "dept_permits": ids}),
        );
        let told: Value = serde_json::from_str(&told).expect("a new department");
        let rename = json!({"dept_id": told["dept_id"], "name": "Crew"});
        assert_snapshot!(acme.call(ROUTE, rename), @"null");
    }

    #[test]
    fn bad_values_name_their_field() {
        assert_snapshot!(refusal(json!({"name": ""})), @"60001 不合法的部门名称: a department's name has 1 to 64 characters");
        assert_snapshot!(refusal(json!({"name": "x".repeat(65)})), @"60001 不合法的部门名称: a department's name has 1 to 64 characters");
        assert_snapshot!(refusal(json!({"name": "a-b"})), @"60009 部门名称含有非法字符: a department's name holds none of - , ， and no control characters");
        assert_snapshot!(refusal(json!({"order": -1})), @"40011 不合法的排序order: an order is a whole number, at least 0");
        assert_snapshot!(refusal(json!({"order": "first"})), @r#"40011 不合法的排序order: order: expected a whole number of 64 bits, got the text "first""#);
        assert_snapshot!(refusal(json!({"user_permits": "nobody"})), @"40031 不合法的UserID列表: no user nobody");
        assert_snapshot!(refusal(json!({"dept_permits": "77"})), @"60109 不合法的可见id列表: no department 77 to permit");
        assert_snapshot!(refusal(json!({"outer_permit_depts": "team"})), @r#"60109 不合法的可见id列表: outer_permit_depts[0]: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(refusal(json!({"code": "x".repeat(31)})), @"40035 不合法的参数: code has at most 30 characters");
        assert_snapshot!(refusal(json!({"extension": "floor 3"})), @r#"40035 不合法的参数: extension is one JSON object, such as {"floor":"3"}"#);
        assert_snapshot!(refusal(json!({"auto_add_user": "maybe"})), @r#"40035 不合法的参数: auto_add_user: expected true or false, got the text "maybe""#);
        assert_snapshot!(update(&mut acme(), json!({"code": "x".repeat(30)})), @"null");
    }

    #[test]
    fn the_root_stays_as_it_is() {
        assert_snapshot!(refusal(json!({"dept_id": 1, "name": "New"})), @"60018 不允许更新根部门: the root department cannot be updated");
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = acme();
        acme.with_scope(&[2], &["cid"]);
        assert_snapshot!(update(&mut acme, json!({"dept_id": 4, "name": "New"})), @"50004 请求的部门id不在授权范围内: department 4 is outside the app's Contacts scope");
        assert_snapshot!(update(&mut acme, json!({"dept_id": 3, "parent_id": 4})), @"50004 请求的部门id不在授权范围内: department 4 is outside the app's Contacts scope");
        assert_snapshot!(update(&mut acme, json!({"dept_id": 77, "name": "New"})), @"60003 部门不存在: no department 77");
        assert_snapshot!(update(&mut acme, json!({"dept_id": null, "name": "New"})), @"40009 不合法的部门id: dept_id is missing");
        assert_snapshot!(update(&mut acme, json!({"dept_id": 0, "name": "New"})), @"40009 不合法的部门id: dept_id is a whole number of at least 1, got 0");
        assert_snapshot!(update(&mut acme, json!({"dept_id": -7, "name": "New"})), @"40009 不合法的部门id: dept_id is a whole number of at least 1, got -7");
        assert_snapshot!(update(&mut acme, json!({"dept_id": "team", "name": "New"})), @r#"40009 不合法的部门id: dept_id: expected a whole number of 64 bits, got the text "team""#);
        assert_snapshot!(update(&mut acme, json!({"dept_id": 3, "name": "New"})), @"null");
        assert_snapshot!(update(&mut acme, json!({"dept_id": 2, "name": "hr"})), @"60008 父部门下该部门名称已存在: department 4 beside it has this name");
        assert_snapshot!(update(&mut acme, json!({"dept_id": 2, "name": "New"})), @"null");
    }
}

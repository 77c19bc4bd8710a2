//! Update user information: `POST /topapi/v2/user/update`.

use super::account::{self, GivenAccount};
use super::given::{self, DepartmentOrder, DepartmentPosition, DepartmentTitle, ExtAttr, Given};
use crate::prelude::*;
use endpoint::JsonText;
use org::{ExtensionMode, UserFields};

/// Whom, and what changes. What is left out stays, an empty text clears.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    userid: String,
    name: Option<String>,
    mobile: Option<String>,
    hide_mobile: Option<bool>,
    telephone: Option<String>,
    job_number: Option<String>,
    manager_userid: Option<String>,
    title: Option<String>,
    email: Option<String>,
    org_email: Option<String>,
    org_email_type: Option<String>,
    work_place: Option<String>,
    remark: Option<String>,
    dept_id_list: Option<CommaList<i64>>,
    dept_order_list: Option<Vec<DepartmentOrder>>,
    dept_title_list: Option<Vec<DepartmentTitle>>,
    dept_position_list: Option<Vec<DepartmentPosition>>,
    extension: Option<JsonText>,
    extension_i18n: Option<JsonText>,
    ext_attrs: Option<Vec<ExtAttr>>,
    /// 0 replaces all custom values, 1 keeps those that are not named.
    ext_attrs_update_mode: Option<i64>,
    senior_mode: Option<bool>,
    hired_date: Option<i64>,
    #[expect(dead_code, reason = "documented, and makes no difference to a change")]
    language: Option<String>,
    /// Fields to clear although they are left out: `manager_userid`, with an enterprise account also `org_email`.
    force_update_fields: Option<CommaList<String>>,
    /// Of a `dingtalk` account, as the next.
    #[serde(rename = "loginId", alias = "login_id")]
    login_id: Option<String>,
    init_password: Option<String>,
    #[expect(
        dead_code,
        reason = "documented; Orgbook sends no messages, whoever sets the password hands it over"
    )]
    send_password_to_user: Option<bool>,
    /// Of an enterprise account, as all that follow.
    nickname: Option<String>,
    exclusive_mobile: Option<String>,
    exclusive_mobile_verify_status: Option<String>,
    #[serde(rename = "avatarMediaId")]
    avatar_media_id: Option<String>,
}

/// What every form of this call may answer besides bad parameters.
pub(crate) const FAULTS: &[&endpoint::Code] = &[
    USER_NOT_FOUND,
    USERID,
    USER_SCOPE,
    MOBILE_TAKEN,
    MOBILE,
    MOBILE_FIXED,
    USER_NAME,
    DEPARTMENT_NOT_FOUND,
    DEPARTMENT_SCOPE,
    DEPARTMENT_FULL,
    TOO_MANY_DEPARTMENTS,
    TELEPHONE_TAKEN,
    TELEPHONE,
    EMAIL,
    EMAIL_TAKEN,
    JOB_NUMBER,
    TITLE,
    WORK_PLACE,
    REMARK,
    EXTENSION,
    MANAGER,
];

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/user/update", PARAMETER_WRONG)
        .serves(&[
            "Update user information",
            "Update Enterprise Account user information",
        ])
        .needs("qyapi_manage_addresslist")
        .scoped()
        .on(&[
            On::Invalid("name", USER_NAME),
            On::Invalid("mobile", MOBILE),
            On::Invalid("dept_id_list", DEPARTMENT_LIST),
        ])
        .faults(FAULTS);
    type Response = ();

    fn password(&mut self) -> Reply<Option<&mut String>> {
        let password = self.init_password.as_mut();
        let Some(password) = password.filter(|password| !password.is_empty()) else {
            return Ok(None);
        };
        account::check_password("init_password", password)?;
        Ok(Some(password))
    }

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let clears_manager = self.forces("manager_userid");
        let clears_org_email = self.forces("org_email") && self.org_email.is_none();
        let userid = self.userid.clone();
        let mut fields = self.into_fields()?;
        if clears_manager && fields.manager.is_none() {
            fields.manager = Some(None);
        }
        if clears_org_email && draft.view().user(&userid)?.account.is_some() {
            fields.org_email = Some(String::new());
        }
        draft.update_user(&userid, fields).map_err(given::fault)
    }
}

impl Request {
    fn forces(&self, field: &str) -> bool {
        let fields = self.force_update_fields.as_ref();
        fields.is_some_and(|fields| fields.0.iter().any(|name| name == field))
    }

    fn extension_mode(&self) -> Reply<ExtensionMode> {
        match self.ext_attrs_update_mode {
            None | Some(0) => Ok(ExtensionMode::Replace),
            Some(1) => Ok(ExtensionMode::Merge),
            Some(other) => Err(Fault::invalid(
                "ext_attrs_update_mode",
                sentence!(
                    "ext_attrs_update_mode is 0 to replace or 1 to merge, got {other}",
                    "ext_attrs_update_mode 为 0（替换）或 1（合并），收到的是 {other}"
                ),
            )),
        }
    }

    fn into_fields(self) -> Reply<UserFields> {
        let extension_mode = self.extension_mode()?;
        let account = GivenAccount {
            login_id: self.login_id,
            password: self.init_password,
            nickname: self.nickname,
            mobile: self.exclusive_mobile,
            mobile_verify_status: self.exclusive_mobile_verify_status,
            avatar: self.avatar_media_id,
        };
        let given = Given {
            plain: UserFields {
                name: self.name,
                mobile: self.mobile,
                hide_mobile: self.hide_mobile,
                telephone: self.telephone,
                job_number: self.job_number,
                title: self.title,
                email: self.email,
                org_email: self.org_email,
                org_email_type: self.org_email_type,
                work_place: self.work_place,
                remark: self.remark,
                extension_mode,
                senior: self.senior_mode,
                hired_date: self.hired_date,
                account: account.into_fields()?,
                ..UserFields::default()
            },
            manager: self.manager_userid,
            departments: self.dept_id_list,
            orders: self.dept_order_list,
            titles: self.dept_title_list,
            positions: self.dept_position_list,
            extension: self.extension,
            ext_attrs: self.ext_attrs,
            extension_i18n: self.extension_i18n,
        };
        given.into_fields()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();

    /// Ann with something in every field, in `rd` and `hr`; Bob, who has signed in.
    fn acme() -> Place {
        let mut acme = place(
            "acme { boss rd id=2 { } hr id=3 { } ops id=4 { } bob mobile=13900000001 telephone=8009 email=bob@example.com active=yes }",
        );
        let told = acme.call(
            CREATE,
            json!({
                "userid": "ann", "name": "Ann", "mobile": "13900000000", "dept_id_list": "2,3",
                "telephone": "8001", "job_number": "7", "title": "Engineer", "email": "ann@example.com",
                "org_email": "ann@acme.example", "org_email_type": "base", "work_place": "Hangzhou",
                "remark": "likes tea", "extension": {"hobby": "chess", "car": "none"},
                "extension_i18n": {"hobby": {"en_US": "chess"}}, "hired_date": 1_597_573_616_828_i64,
                "manager_userid": "boss", "dept_order_list": [{"dept_id": 2, "order": 10}],
                "dept_title_list": [{"dept_id": 3, "title": "Deputy"}]
            }),
        );
        assert!(told.starts_with(r#"{"userid":"ann""#), "{told}");
        acme
    }

    fn update(acme: &mut Place, changed: Value) -> String {
        let mut request = json!({"userid": "ann"});
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

    /// What the call leaves of the person, one `field: before -> after` a line.
    fn difference(changed: Value) -> String {
        let mut acme = acme();
        let before = record(&acme);
        assert_eq!(update(&mut acme, changed), "null");
        let after = record(&acme);
        let names: std::collections::BTreeSet<&String> =
            before.keys().chain(after.keys()).collect();
        let lines = names.into_iter().filter_map(|name| {
            let (before, after) = (before.get(name), after.get(name));
            let text = |value: Option<&Value>| value.map_or("-".to_owned(), Value::to_string);
            (before != after).then(|| format!("{name}: {} -> {}", text(before), text(after)))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn record(acme: &Place) -> serde_json::Map<String, Value> {
        let key = org::RecordKey::User(org::UserId::new("ann"));
        let body = acme.org.record_body(&key).expect("ann is there");
        serde_json::from_slice(&body).expect("records are objects")
    }

    #[test]
    fn what_is_given_changes_and_the_rest_stays() {
        let changed =
            json!({"name": "Anna", "title": "Lead", "hide_mobile": "true", "senior_mode": 1});
        assert_snapshot!(difference(changed), @r#"
        hide_mobile: - -> true
        name: "Ann" -> "Anna"
        senior: - -> true
        title: "Engineer" -> "Lead"
        "#);
        let changed = json!({"telephone": "8002", "job_number": "8", "email": "a@example.com", "remark": "r"});
        assert_snapshot!(difference(changed), @r#"
        email: "ann@example.com" -> "a@example.com"
        job_number: "7" -> "8"
        remark: "likes tea" -> "r"
        telephone: "8001" -> "8002"
        "#);
        let changed = json!({"work_place": "Beijing", "hired_date": "1600000000000", "manager_userid": "bob"});
        assert_snapshot!(difference(changed), @r#"
        hired_date: 1597573616828 -> 1600000000000
        manager: "boss" -> "bob"
        work_place: "Hangzhou" -> "Beijing"
        "#);
        let changed = json!({"org_email": "anna@acme.example", "org_email_type": "profession"});
        assert_snapshot!(difference(changed), @r#"
        org_email: "ann@acme.example" -> "anna@acme.example"
        org_email_type: "base" -> "profession"
        "#);
    }

    #[test]
    fn the_own_mail_address_may_be_written_in_another_way() {
        let changed = json!({"email": "Ann@Example.com"});
        assert_snapshot!(difference(changed), @r#"email: "ann@example.com" -> "Ann@Example.com""#);
        let mut acme = acme();
        update(&mut acme, json!({"email": "Ann@Example.com"}));
        let bob = json!({"userid": "bob", "email": "ann@example.com"});
        assert_snapshot!(update(&mut acme, bob), @"60106 邮箱已存在: the mail address belongs to ann");
        update(&mut acme, json!({"email": "other@example.com"}));
        let bob = json!({"userid": "bob", "email": "ANN@example.com"});
        assert_snapshot!(update(&mut acme, bob), @"null");
    }

    #[test]
    fn the_change_holds_the_whole_person() {
        let mut acme = acme();
        assert_snapshot!(update(&mut acme, json!({"title": "Lead"})), @"null");
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"qEwGeLOmjnjJkKNA0HR8iEiE","name":"Ann","mobile":"86-13900000000","telephone":"8001","job_number":"7","title":"Lead","email":"ann@example.com","org_email":"ann@acme.example","org_email_type":"base","work_place":"Hangzhou","remark":"likes tea","extension":[["hobby","chess"],["car","none"]],"extension_i18n":"{\"hobby\":{\"en_US\":\"chess\"}}","hired_date":1597573616828,"manager":"boss","departments":[{"d":2,"o":10,"j":1767323047000,"c":1767323047000},{"d":3,"t":"Deputy","j":1767323047000,"c":1767323047000}],"created_at":1767323047000}}"#);
    }

    #[test]
    fn nothing_changes_nothing() {
        for nothing in [
            json!({}),
            json!({"name": null, "mobile": null, "dept_id_list": null, "extension": null, "title": null}),
            json!({"name": "Ann", "mobile": "+86-13900000000", "title": "Engineer", "dept_id_list": [2, 3]}),
            json!({"mobile": "", "dept_id_list": "", "manager_userid": "", "dept_order_list": "null"}),
            json!({"force_update_fields": "dept_manager_userid_list", "extension": "null"}),
            json!({"language": "en_US", "force_update_fields": ""}),
        ] {
            let mut acme = acme();
            assert_eq!(update(&mut acme, nothing), "null");
            assert_eq!(acme.changes(), "");
        }
    }

    #[test]
    fn an_empty_text_clears() {
        let changed = json!({
            "telephone": "", "job_number": "", "title": "", "email": "", "org_email": "", "org_email_type": "",
            "work_place": "", "remark": "", "extension": "", "extension_i18n": ""
        });
        assert_snapshot!(difference(changed), @r#"
        email: "ann@example.com" -> -
        extension: [["hobby","chess"],["car","none"]] -> -
        extension_i18n: "{\"hobby\":{\"en_US\":\"chess\"}}" -> -
        job_number: "7" -> -
        org_email: "ann@acme.example" -> -
        org_email_type: "base" -> -
        remark: "likes tea" -> -
        telephone: "8001" -> -
        title: "Engineer" -> -
        work_place: "Hangzhou" -> -
        "#);
    }

    #[test]
    fn the_manager_is_cleared_by_force() {
        assert_snapshot!(difference(json!({"force_update_fields": "org_email,manager_userid"})), @r#"manager: "boss" -> -"#);
        let both = json!({"manager_userid": "bob", "force_update_fields": "manager_userid"});
        assert_snapshot!(difference(both), @r#"manager: "boss" -> "bob""#);
    }

    #[test]
    fn departments_are_replaced() {
        let mut acme = acme();
        acme.operate(|draft| {
            let fields = org::DepartmentFields {
                managers: Some(vec!["ann".to_owned()]),
                ..org::DepartmentFields::default()
            };
            draft.update_department(DepartmentId(2), fields)
        });
        assert_snapshot!(update(&mut acme, json!({"dept_id_list": "3,4"})), @"null");
        assert_snapshot!(acme.changes(), @r#"
        {"department_updated":{"id":2,"name":"rd","parent":1,"order":2,"created_at":1767323045000}}
        {"user_updated":{"userid":"ann","union_id":"qEwGeLOmjnjJkKNA0HR8iEiE","name":"Ann","mobile":"86-13900000000","telephone":"8001","job_number":"7","title":"Engineer","email":"ann@example.com","org_email":"ann@acme.example","org_email_type":"base","work_place":"Hangzhou","remark":"likes tea","extension":[["hobby","chess"],["car","none"]],"extension_i18n":"{\"hobby\":{\"en_US\":\"chess\"}}","hired_date":1597573616828,"manager":"boss","departments":[{"d":3,"t":"Deputy","j":1767323047000,"c":1767323049000},{"d":4,"j":1767323049000,"c":1767323049000}],"created_at":1767323047000}}
        "#);
    }

    #[test]
    fn places_change_alone() {
        let changed = json!({"dept_order_list": {"dept_id": 3, "order": 99}});
        assert_snapshot!(difference(changed), @r#"departments: [{"d":2,"o":10,"j":1767323047000,"c":1767323047000},{"d":3,"t":"Deputy","j":1767323047000,"c":1767323047000}] -> [{"d":2,"o":10,"j":1767323047000,"c":1767323048000},{"d":3,"o":99,"t":"Deputy","j":1767323047000,"c":1767323048000}]"#);
        let changed = json!({"dept_position_list": [{"dept_id": 3, "is_main": true}]});
        assert_snapshot!(difference(changed), @r#"departments: [{"d":2,"o":10,"j":1767323047000,"c":1767323047000},{"d":3,"t":"Deputy","j":1767323047000,"c":1767323047000}] -> [{"d":2,"o":10,"j":1767323047000,"c":1767323048000},{"d":3,"t":"Deputy","m":true,"j":1767323047000,"c":1767323048000}]"#);
        let changed =
            json!({"dept_title_list": [{"dept_id": 3, "title": ""}, {"dept_id": 4, "title": "x"}]});
        assert_snapshot!(difference(changed), @r#"departments: [{"d":2,"o":10,"j":1767323047000,"c":1767323047000},{"d":3,"t":"Deputy","j":1767323047000,"c":1767323047000}] -> [{"d":2,"o":10,"j":1767323047000,"c":1767323048000},{"d":3,"j":1767323047000,"c":1767323048000}]"#);
    }

    #[test]
    fn custom_values_are_replaced_or_merged() {
        assert_snapshot!(difference(json!({"extension": "{\"hobby\":\"go\"}"})), @r#"extension: [["hobby","chess"],["car","none"]] -> [["hobby","go"]]"#);
        let merge = json!({"extension": "{\"hobby\":\"go\"}", "ext_attrs_update_mode": 1});
        assert_snapshot!(difference(merge), @r#"extension: [["hobby","chess"],["car","none"]] -> [["hobby","go"],["car","none"]]"#);
        let newer = json!({"ext_attrs": [{"code": "car", "value": {"text": ""}}], "ext_attrs_update_mode": "1"});
        assert_snapshot!(difference(newer), @r#"extension: [["hobby","chess"],["car","none"]] -> [["hobby","chess"]]"#);
        assert_snapshot!(refusal(json!({"extension": {}, "ext_attrs_update_mode": 2})), @"400002 参数错误: ext_attrs_update_mode is 0 to replace or 1 to merge, got 2");
    }

    #[test]
    fn merged_custom_values_stay_within_2000_characters() {
        let note = |chars: usize| json!({"extension": {"note": "x".repeat(chars)}, "ext_attrs_update_mode": 1});
        let stored = r#"{"hobby":"chess","car":"none","note":""}"#.len();
        assert_eq!(update(&mut acme(), note(2000 - stored)), "null");
        assert_snapshot!(refusal(note(2001 - stored)), @"60122 不合法的extattr: custom values are one JSON object of at most 2000 characters, and so are their translations");
    }

    #[test]
    fn a_mobile_changes_before_the_first_sign_in_alone() {
        assert_snapshot!(difference(json!({"mobile": "13900000002"})), @r#"
        mobile: "86-13900000000" -> "86-13900000002"
        union_id: "qEwGeLOmjnjJkKNA0HR8iEiE" -> "d4smEgIdXzWBEb8VU2vyiEiE"
        "#);
        assert_snapshot!(refusal(json!({"mobile": "13900000001"})), @r#"60104 手机号码在公司中已存在 {"userid":"bob"}"#);
        assert_snapshot!(refusal(json!({"mobile": "139"})), @"60103 手机号码不合法，如果是国际号码，请使用+xx-xxxxxx的格式: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
        let mut acme = acme();
        let bob = json!({"userid": "bob", "mobile": "13900000002"});
        assert_snapshot!(acme.call(ROUTE, bob), @"40022 企业中的手机号码和登录钉钉的手机号码不一致，暂时不支持修改用户信息，可以删除后重新添加: the mobile of somebody who has signed in cannot be changed; delete and add again");
        let same = json!({"userid": "bob", "mobile": "13900000001"});
        assert_snapshot!(acme.call(ROUTE, same), @"null");
    }

    #[test]
    fn bad_values_name_their_field() {
        assert_snapshot!(refusal(json!({"name": ""})), @"60112 用户name不合法: a name has 1 to 80 characters, no control characters among them");
        assert_snapshot!(refusal(json!({"name": "x".repeat(81)})), @"60112 用户name不合法: a name has 1 to 80 characters, no control characters among them");
        assert_snapshot!(refusal(json!({"telephone": "x".repeat(51)})), @"40063 不合法的分机号: an extension number has at most 50 characters");
        assert_snapshot!(refusal(json!({"telephone": "8009"})), @"40100 分机号已经存在: the extension number belongs to bob");
        assert_snapshot!(refusal(json!({"job_number": "x".repeat(51)})), @"60123 不合法的jobnumber: a job number has at most 50 characters");
        assert_snapshot!(refusal(json!({"title": "x".repeat(201)})), @"60119 不合法的position: a title has at most 200 characters");
        assert_snapshot!(refusal(json!({"work_place": "x".repeat(101)})), @"40064 不合法的工作地址: a place of work has at most 100 characters");
        assert_snapshot!(refusal(json!({"remark": "x".repeat(2001)})), @"40065 不合法的备注: a remark has at most 2000 characters");
        assert_snapshot!(refusal(json!({"email": "nobody"})), @"60105 邮箱不合法: not a mail address of at most 50 characters");
        assert_snapshot!(refusal(json!({"email": "bob@example.com"})), @"60106 邮箱已存在: the mail address belongs to bob");
        assert_snapshot!(refusal(json!({"email": "Bob@Example.COM"})), @"60106 邮箱已存在: the mail address belongs to bob");
        assert_snapshot!(refusal(json!({"extension": "chess"})), @r#"60122 不合法的extattr: custom values are one JSON object, such as {"hobby":"chess"}"#);
        assert_snapshot!(refusal(json!({"manager_userid": "nobody"})), @"60128 无效的主管id: no other user nobody");
        assert_snapshot!(refusal(json!({"dept_id_list": "77"})), @"60003 部门不存在: no department 77");
        assert_snapshot!(refusal(json!({"dept_id_list": "a"})), @r#"40066 不合法的部门列表: dept_id_list[0]: expected a whole number of 64 bits, got the text "a""#);
        assert_snapshot!(refusal(json!({"hired_date": 0})), @"400002 参数错误: a date of joining is a number of milliseconds, at least 1");
    }

    #[test]
    fn a_person_may_be_in_300_departments() {
        let departments: String = (2..=302).map(|id| format!("d{id} {{ }} ")).collect();
        let ids = |count: usize| (2..2 + count).map(|id| id.to_string()).collect::<Vec<_>>();
        let mut acme = place(&format!("acme {{ ann {departments} }}"));
        assert_snapshot!(update(&mut acme, json!({"dept_id_list": ids(301)})), @"60110 部门个数超出限制: a person may be in at most 300 departments");
        assert_snapshot!(update(&mut acme, json!({"dept_id_list": ids(300)})), @"null");
    }

    #[test]
    fn a_full_department_takes_nobody() {
        let people: String = (0..1000).map(|number| format!("u{number} ")).collect();
        let mut acme = place(&format!("acme {{ ann rd {{ {people} }} }}"));
        assert_snapshot!(update(&mut acme, json!({"dept_id_list": "2"})), @"40023 部门人数达到上限: department 2 is full");
    }

    #[test]
    fn the_person_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "bob", "title": "x"})), @"50002 请求的员工userid不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "dept_id_list": "2,3"})), @"50004 请求的部门id不在授权范围内: department 3 is outside the app's Contacts scope");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "cid", "title": "x"})), @"60121 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "", "title": "x"})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "u".repeat(65), "title": "x"})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"title": "x"})), @"400002 参数错误: userid is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "title": "x"})), @"null");
    }
}

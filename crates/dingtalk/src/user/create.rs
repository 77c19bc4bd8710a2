//! Create a user: `POST /topapi/v2/user/create`.

use super::account::{self, GivenAccount, present};
use super::given::{self, DepartmentOrder, DepartmentPosition, DepartmentTitle, ExtAttr, Given};
use crate::prelude::*;
use endpoint::JsonText;
use org::{
    AccountFields, AccountKind, Invitation, NewAccount, NewUser, OrgId, Refusal, User, UserFields,
};

/// The new person.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// Made up when absent.
    userid: Option<String>,
    name: String,
    mobile: Option<String>,
    hide_mobile: Option<bool>,
    telephone: Option<String>,
    job_number: Option<String>,
    title: Option<String>,
    email: Option<String>,
    org_email: Option<String>,
    org_email_type: Option<String>,
    work_place: Option<String>,
    remark: Option<String>,
    dept_id_list: CommaList<i64>,
    dept_order_list: Option<Vec<DepartmentOrder>>,
    dept_title_list: Option<Vec<DepartmentTitle>>,
    dept_position_list: Option<Vec<DepartmentPosition>>,
    extension: Option<JsonText>,
    extension_i18n: Option<JsonText>,
    ext_attrs: Option<Vec<ExtAttr>>,
    senior_mode: Option<bool>,
    hired_date: Option<i64>,
    manager_userid: Option<String>,
    /// Of an account that has no mobile.
    login_email: Option<String>,
    /// Whether the organization makes an enterprise account for the person.
    exclusive_account: Option<bool>,
    /// `sso`, which is usual, or `dingtalk`.
    exclusive_account_type: Option<String>,
    /// Of a `dingtalk` account, as the next.
    #[serde(alias = "loginId")]
    login_id: Option<String>,
    init_password: Option<String>,
    #[expect(
        dead_code,
        reason = "documented; Orgbook sends no messages, whoever makes the account hands the password over"
    )]
    send_password_to_user: Option<bool>,
    nickname: Option<String>,
    exclusive_mobile: Option<String>,
    exclusive_mobile_verify_status: Option<String>,
    #[serde(rename = "avatarMediaId")]
    avatar_media_id: Option<String>,
    /// Whose enterprise account comes to work here, and who that is there.
    outer_exclusive_corpid: Option<String>,
    outer_exclusive_userid: Option<String>,
}

/// The four things this path does.
enum Kind {
    Ordinary,
    Account(AccountKind),
    Invitation { owner: OrgId, owner_userid: String },
}

/// Who was added.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    userid: String,
    /// Reads spell it `unionid`.
    #[serde(rename = "unionId")]
    union_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/user/create", PARAMETER_WRONG)
        .serves(&[
            "Create a user",
            "Create an SSO Enterprise Account",
            "Create a DingTalk-built Enterprise Account",
            "Invite Enterprise Accounts from other organizations to join",
        ])
        .needs("qyapi_manage_addresslist")
        .scoped()
        .on(&[
            On::Missing("name", USER_NAME),
            On::Invalid("name", USER_NAME),
            On::Invalid("mobile", MOBILE),
            On::Invalid("dept_id_list", DEPARTMENT_LIST),
        ])
        .faults(FAULTS);
    type Response = Response;

    fn password(&mut self) -> Reply<Option<&mut String>> {
        if !matches!(self.kind()?, Kind::Account(AccountKind::BuiltIn)) {
            return Ok(None);
        }
        if self.login_id.as_ref().is_none_or(String::is_empty) {
            return Err(Fault::missing("login_id"));
        }
        match &mut self.init_password {
            Some(password) if !password.is_empty() => {
                account::check_password("init_password", password)?;
                Ok(Some(password))
            }
            _ => Err(Fault::missing("init_password")),
        }
    }

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let user = match self.kind()? {
            Kind::Ordinary => add(draft, self.into_new_user()?)?,
            Kind::Account(kind) => {
                let new = NewAccount {
                    userid: self.userid.clone(),
                    kind,
                    fields: self.into_fields()?,
                };
                draft.add_account(new).map_err(fault)?
            }
            Kind::Invitation {
                owner,
                owner_userid,
            } => {
                let invitation = Invitation {
                    userid: self.userid.clone(),
                    fields: self.into_fields()?,
                    owner,
                    owner_userid,
                };
                draft.invite_account(invitation).map_err(fault)?
            }
        };
        Ok(Response {
            userid: user.userid.as_str().to_owned(),
            union_id: user.union_id,
        })
    }
}

/// What every form of this call may answer besides bad parameters.
pub(crate) const FAULTS: &[&endpoint::Code] = &[
    USERID_TAKEN,
    MOBILE_TAKEN,
    MOBILE,
    IDENTITY_MISSING,
    USER_NAME,
    DEPARTMENT_NOT_FOUND,
    DEPARTMENT_SCOPE,
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
    ORGANIZATION_FULL,
    DEPARTMENT_FULL,
    ACCOUNT_MEMBER,
];

/// Adds a person. A malformed userid is here an ordinary bad parameter.
pub(crate) fn add(draft: &mut Draft, new: NewUser) -> Reply<User> {
    draft.add_user(new).map_err(fault)
}

fn fault(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::UserIdInvalid => Fault::invalid("userid", &refusal),
        other => given::fault(other),
    }
}

impl Request {
    fn kind(&self) -> Reply<Kind> {
        let owner = present(self.outer_exclusive_corpid.clone());
        let owner_userid = present(self.outer_exclusive_userid.clone());
        match (owner, owner_userid) {
            (Some(owner), Some(owner_userid)) => Ok(Kind::Invitation {
                owner: OrgId::new(&owner),
                owner_userid,
            }),
            (Some(_), None) => Err(Fault::missing("outer_exclusive_userid")),
            (None, Some(_)) => Err(Fault::missing("outer_exclusive_corpid")),
            (None, None) if self.exclusive_account == Some(true) => {
                self.account_kind().map(Kind::Account)
            }
            (None, None) => Ok(Kind::Ordinary),
        }
    }

    fn account_kind(&self) -> Reply<AccountKind> {
        for (field, text) in [("mobile", &self.mobile), ("login_email", &self.login_email)] {
            if text.as_ref().is_some_and(|text| !text.is_empty()) {
                return Err(Fault::because(
                    PARAMETER_WRONG,
                    sentence!(
                        "an enterprise account has no {field}; leave it out",
                        "企业账号没有 {field}，请不要填"
                    ),
                ));
            }
        }
        match self.exclusive_account_type.as_deref() {
            None | Some("" | "sso") => Ok(AccountKind::Sso),
            Some("dingtalk") => Ok(AccountKind::BuiltIn),
            Some(other) => Err(Fault::invalid(
                "exclusive_account_type",
                sentence!(
                    "exclusive_account_type is sso or dingtalk, got {other}",
                    "exclusive_account_type 为 sso 或 dingtalk，收到的是 {other}"
                ),
            )),
        }
    }

    fn into_new_user(self) -> Reply<NewUser> {
        let has_mobile = self.mobile.as_ref().is_some_and(|text| !text.is_empty());
        let (userid, mobile) = (self.userid.clone(), self.mobile.clone());
        let login_email = self.login_email.clone().filter(|_| !has_mobile);
        let fields = UserFields {
            mobile,
            account: AccountFields::default(),
            ..self.into_fields()?
        };
        Ok(NewUser {
            userid,
            fields,
            login_email,
        })
    }

    /// Everything but the number that identifies an ordinary person.
    fn into_fields(self) -> Reply<UserFields> {
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
                name: Some(self.name),
                hide_mobile: self.hide_mobile,
                telephone: self.telephone,
                job_number: self.job_number,
                title: self.title,
                email: self.email,
                org_email: self.org_email,
                org_email_type: self.org_email_type,
                work_place: self.work_place,
                remark: self.remark,
                senior: self.senior_mode,
                hired_date: self.hired_date,
                account: account.into_fields()?,
                ..UserFields::default()
            },
            manager: self.manager_userid,
            departments: Some(self.dept_id_list),
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
mod account_tests;

#[cfg(test)]
mod mail_account_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::write::<Request>();

    fn smallest() -> Value {
        json!({"userid": "ann", "name": "Ann", "mobile": "13900000000", "dept_id_list": "1"})
    }

    /// The smallest good request, with changes; a field given as `null` is left out.
    fn with(changed: Value) -> Value {
        let mut request = smallest();
        let members = request.as_object_mut().expect("a request is an object");
        members.extend(changed.as_object().expect("an object").clone());
        request
    }

    fn refusal(changed: Value) -> String {
        let mut acme = place(
            "acme { bob mobile=13900000001 telephone=8001 email=bob@example.com rd { cid } }",
        );
        let told = acme.call(ROUTE, with(changed));
        assert_eq!(acme.changes(), "", "a refused call changes nothing");
        told
    }

    #[test]
    fn a_person_is_added() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, smallest()), @r#"{"userid":"ann","unionId":"qEwGeLOmjnjJkKNA0HR8iEiE"}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_added":{"userid":"ann","union_id":"qEwGeLOmjnjJkKNA0HR8iEiE","name":"Ann","mobile":"86-13900000000","departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"created_at":1767323047000}}"#);
    }

    fn everything() -> Value {
        json!({
            "userid": "ann", "name": " 张三 ", "mobile": "+852-51234567", "hide_mobile": true,
            "telephone": "8002", "job_number": "0042", "title": "Engineer", "email": "ann@example.com",
            "org_email": "ann@acme.example", "org_email_type": "profession", "work_place": "Hangzhou",
            "remark": "likes tea", "dept_id_list": "3,2",
            "dept_order_list": [{"dept_id": 2, "order": 10}, {"dept_id": 9, "order": 1}, {"dept_id": 3}],
            "dept_title_list": [{"dept_id": 2, "title": "Loses"}, {"dept_id": 3, "title": "Deputy"}],
            "dept_position_list": [{"dept_id": 2, "is_main": true, "title": "Wins", "work_place": "Beijing"}],
            "extension": {"hobby": "chess", "car": "", "age": 30, "pet": null},
            "extension_i18n": {"hobby": {"en_US": "chess"}},
            "ext_attrs": [
                {"code": "hobby", "value": {"text": "go"}},
                {"code": "site", "value": {"text": "Home", "url": "https://example.com"}},
                {"code": "blog", "value": {"url": "https://example.org"}}
            ],
            "senior_mode": true, "hired_date": 1_597_573_616_828_i64, "manager_userid": "founder",
            "login_email": "ignored", "exclusive_account": false, "check_user_protect": true
        })
    }

    #[test]
    fn every_field_is_kept() {
        let mut acme = place("acme { rd { } hr { } }");
        assert_snapshot!(acme.call(ROUTE, everything()), @r#"{"userid":"ann","unionId":"AxSGnYCaeE784AxmLbh7iEiE"}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_added":{"userid":"ann","union_id":"AxSGnYCaeE784AxmLbh7iEiE","name":"张三","mobile":"852-51234567","hide_mobile":true,"telephone":"8002","job_number":"0042","title":"Engineer","email":"ann@example.com","org_email":"ann@acme.example","org_email_type":"profession","work_place":"Hangzhou","remark":"likes tea","extension":[["hobby","go"],["age","30"],["site","[Home](https://example.com)"],["blog","[https://example.org](https://example.org)"]],"extension_i18n":"{\"hobby\":{\"en_US\":\"chess\"}}","hired_date":1597573616828,"manager":"founder","senior":true,"departments":[{"d":3,"t":"Deputy","j":1767323047000,"c":1767323047000},{"d":2,"o":10,"t":"Wins","w":"Beijing","m":true,"j":1767323047000,"c":1767323047000}],"created_at":1767323047000}}"#);
    }

    #[test]
    fn texts_serve_for_everything() {
        let mut typed = place("acme { rd { } hr { } }");
        let mut texts = place("acme { rd { } hr { } }");
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
    fn a_userid_is_made_up() {
        let mut acme = place("acme { }");
        let absent = with(json!({"userid": null}));
        assert_snapshot!(acme.call(ROUTE, absent), @r#"{"userid":"500286904204129263","unionId":"qEwGeLOmjnjJkKNA0HR8iEiE"}"#);
        let empty = with(json!({"userid": "", "mobile": "13900000001"}));
        assert_snapshot!(acme.call(ROUTE, empty), @r#"{"userid":"879014960703533309","unionId":"ye9JGHocsW79n7mELPV4iEiE"}"#);
    }

    #[test]
    fn what_somebody_has_is_taken() {
        assert_snapshot!(refusal(json!({"userid": "bob"})), @r#"60102 UserID在公司中已存在 {"userid":"bob","unionid":"ye9JGHocsW79n7mELPV4iEiE"}"#);
        assert_snapshot!(refusal(json!({"mobile": "+86-13900000001"})), @r#"60104 手机号码在公司中已存在 {"userid":"bob"}"#);
        assert_snapshot!(refusal(json!({"telephone": "8001"})), @"40100 分机号已经存在: the extension number belongs to bob");
        assert_snapshot!(refusal(json!({"email": "bob@example.com"})), @"60106 邮箱已存在: the mail address belongs to bob");
    }

    #[test]
    fn what_is_needed_is_missed() {
        assert_snapshot!(refusal(json!({"name": null})), @"60112 用户name不合法: name is missing");
        assert_snapshot!(refusal(json!({"name": ""})), @"60112 用户name不合法: a name has 1 to 80 characters, no control characters among them");
        assert_snapshot!(refusal(json!({"mobile": null})), @"60113 身份认证信息（手机/邮箱）不能同时为空: a mobile is needed");
        assert_snapshot!(refusal(json!({"mobile": ""})), @"60113 身份认证信息（手机/邮箱）不能同时为空: a mobile is needed");
        assert_snapshot!(refusal(json!({"dept_id_list": null})), @"400002 参数错误: dept_id_list is missing");
        assert_snapshot!(refusal(json!({"dept_id_list": ""})), @"400002 参数错误: dept_id_list is missing");
        assert_snapshot!(refusal(json!({"dept_id_list": []})), @"400002 参数错误: at least one department is needed");
    }

    #[test]
    fn malformed_values_name_their_field() {
        assert_snapshot!(refusal(json!({"userid": "u".repeat(65)})), @"400002 参数错误: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(refusal(json!({"name": {"x": {"y": 1}}})), @"60112 用户name不合法: name: expected a text, got an object");
        assert_snapshot!(refusal(json!({"mobile": "1390000"})), @"60103 手机号码不合法，如果是国际号码，请使用+xx-xxxxxx的格式: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
        assert_snapshot!(refusal(json!({"email": "ann"})), @"60105 邮箱不合法: not a mail address of at most 50 characters");
        assert_snapshot!(refusal(json!({"org_email_type": "gold"})), @"400002 参数错误: an organization's mail address (org_email) has at most 100 characters, its edition (org_email_type) is profession or base");
        assert_snapshot!(refusal(json!({"hired_date": 0})), @"400002 参数错误: a date of joining is a number of milliseconds, at least 1");
        assert_snapshot!(refusal(json!({"hired_date": "yesterday"})), @r#"400002 参数错误: hired_date: expected a whole number of 64 bits, got the text "yesterday""#);
        assert_snapshot!(refusal(json!({"senior_mode": "maybe"})), @r#"400002 参数错误: senior_mode: expected true or false, got the text "maybe""#);
        assert_snapshot!(refusal(json!({"extension": "chess"})), @r#"60122 不合法的extattr: custom values are one JSON object, such as {"hobby":"chess"}"#);
        assert_snapshot!(refusal(json!({"extension": [1]})), @r#"60122 不合法的extattr: custom values are one JSON object, such as {"hobby":"chess"}"#);
        assert_snapshot!(refusal(json!({"extension_i18n": "chess"})), @r#"60122 不合法的extattr: extension_i18n is one JSON object, such as {"hobby":{"en_US":"chess"}}"#);
        assert_snapshot!(refusal(json!({"ext_attrs": [{"value": {"text": "x"}}]})), @"400002 参数错误: ext_attrs[0].code is missing");
        assert_snapshot!(refusal(json!({"manager_userid": "nobody"})), @"60128 无效的主管id: no other user nobody");
        assert_snapshot!(refusal(json!({"manager_userid": "ann"})), @"60128 无效的主管id: no other user ann");
        let two_mains = json!([{"dept_id": 1, "is_main": true}, {"dept_id": 2, "is_main": true}]);
        assert_snapshot!(refusal(json!({"dept_position_list": two_mains})), @"400002 参数错误: exactly one position is the main one");
    }

    #[test]
    fn departments_must_exist_and_be_in_scope() {
        assert_snapshot!(refusal(json!({"dept_id_list": "1,x"})), @r#"40066 不合法的部门列表: dept_id_list[1]: expected a whole number of 64 bits, got the text "x""#);
        assert_snapshot!(refusal(json!({"dept_id_list": "1,77"})), @"60003 部门不存在: no department 77");
        let mut acme = place("acme { rd { lab { } } hr { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, with(json!({"dept_id_list": "2,4"}))), @"50004 请求的部门id不在授权范围内: department 4 is outside the app's Contacts scope");
        assert_snapshot!(acme.call(ROUTE, with(json!({"dept_id_list": "2,77"}))), @"60003 部门不存在: no department 77");
        assert_snapshot!(acme.call(ROUTE, with(json!({"dept_id_list": "3"}))), @r#"{"userid":"ann","unionId":"qEwGeLOmjnjJkKNA0HR8iEiE"}"#);
    }

    #[test]
    fn lengths_hold_at_their_edge() {
        let cases = [
            ("name", 80, 60112),
            ("telephone", 50, 40063),
            ("job_number", 50, 60123),
            ("title", 200, 60119),
            ("work_place", 100, 40064),
            ("remark", 2000, 40065),
            ("org_email", 100, 400_002),
        ];
        for (field, chars_max, code) in cases {
            let told = refusal(json!({field: "名".repeat(chars_max + 1)}));
            assert!(told.starts_with(&code.to_string()), "{field}: {told}");
            let told = place("acme { }").call(ROUTE, with(json!({field: "名".repeat(chars_max)})));
            assert!(told.starts_with(r#"{"userid":"ann""#), "{field}: {told}");
        }
    }

    #[test]
    fn custom_values_have_at_most_2000_characters_as_they_come() {
        let text = |chars: usize| format!(r#"{{"note": "{}"}}"#, "x".repeat(chars - 12));
        assert_eq!(text(2000).chars().count(), 2000);
        let told = place("acme { }").call(ROUTE, with(json!({"extension": text(2000)})));
        assert!(told.starts_with(r#"{"userid":"ann""#), "{told}");
        assert_snapshot!(refusal(json!({"extension": text(2001)})), @"60122 不合法的extattr: custom values have at most 2000 characters, got 2001");
    }

    #[test]
    fn lists_have_an_end() {
        let departments: String = (2..=102).map(|id| format!("d{id} {{ }} ")).collect();
        let ids = |count: usize| (2..2 + count).map(|id| id.to_string()).collect::<Vec<_>>();
        let mut acme = place(&format!("acme {{ {departments} }}"));
        assert_snapshot!(acme.call(ROUTE, with(json!({"dept_id_list": ids(101)}))), @"60110 部门个数超出限制: a person may be in at most 100 departments");
        assert_snapshot!(acme.call(ROUTE, with(json!({"dept_id_list": ids(100)}))), @r#"{"userid":"ann","unionId":"qEwGeLOmjnjJkKNA0HR8iEiE"}"#);
        for (field, count_max) in [
            ("dept_order_list", 100),
            ("dept_title_list", 100),
            ("dept_position_list", 999),
            ("ext_attrs", 999),
        ] {
            let entries = |count: usize| vec![json!({"dept_id": 1, "code": "c"}); count];
            let told = refusal(json!({field: entries(count_max + 1)}));
            let wanted = format!(
                "400002 参数错误: {field} has at most {count_max} entries, got {}",
                count_max + 1
            );
            assert_eq!(told, wanted);
            let told = place("acme { }").call(ROUTE, with(json!({field: entries(count_max)})));
            assert!(told.starts_with(r#"{"userid":"ann""#), "{field}: {told}");
        }
    }

    #[test]
    fn a_full_department_takes_nobody() {
        let people: String = (0..1000).map(|number| format!("u{number} ")).collect();
        let mut acme = place(&format!("acme {{ rd {{ {people} }} }}"));
        assert_snapshot!(acme.call(ROUTE, with(json!({"dept_id_list": "2"}))), @"40023 部门人数达到上限: department 2 is full");
    }
}

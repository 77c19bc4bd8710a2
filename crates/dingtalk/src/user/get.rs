//! Query user details: `POST /topapi/v2/user/get`.

use super::account::AccountShown;
use super::fields::{self, FieldPoints};
use crate::prelude::*;
use org::Refusal;
use org::UserRef;
use std::borrow::Cow;

/// Whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    userid: Option<String>,
    /// Sign-in name of an enterprise account; `userid` is then ignored.
    login_id: Option<String>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    language: Option<String>,
}

/// A position among the members of a department.
#[derive(Serialize, JsonSchema)]
pub struct DepartmentOrder {
    dept_id: i64,
    order: i64,
}

/// Whether the person manages a department.
#[derive(Serialize, JsonSchema)]
pub struct LeaderIn {
    dept_id: i64,
    leader: bool,
}

/// What the person does in a department.
#[derive(Serialize, JsonSchema)]
pub struct Position<'a> {
    dept_id: i64,
    is_main: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    work_place: &'a str,
}

/// A role of the person.
#[derive(Serialize, JsonSchema)]
pub struct Role<'a> {
    id: i64,
    name: &'a str,
    group_name: &'a str,
}

/// The person. Typed clients need the fields that are never left out.
#[derive(Serialize, JsonSchema)]
pub struct Response<'a> {
    userid: &'a str,
    unionid: &'a str,
    name: &'a str,
    avatar: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<&'a str>,
    hide_mobile: bool,
    telephone: &'a str,
    job_number: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    manager_userid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_email_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work_place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'a str>,
    exclusive_account: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_account_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    login_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nickname: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_account_corp_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_account_corp_name: Option<&'a str>,
    /// Whether the account is disabled.
    #[serde(skip_serializing_if = "Option::is_none")]
    disable_status: Option<bool>,
    dept_id_list: Vec<i64>,
    dept_order_list: Vec<DepartmentOrder>,
    dept_position_list: Vec<Position<'a>>,
    leader_in_dept: Vec<LeaderIn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension_i18n: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hired_date: Option<i64>,
    active: bool,
    real_authed: bool,
    senior: bool,
    admin: bool,
    boss: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    role_list: Vec<Role<'a>>,
    create_time: String,
    /// Who the person is in organizations that take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    union_emp_ext: Option<UnionEmployee<'a>>,
}

/// A person here, and the same person in organizations that take part.
#[derive(Serialize, JsonSchema)]
pub struct UnionEmployee<'a> {
    userid: &'a str,
    corp_id: &'a str,
    union_emp_map_list: Vec<MappedEmployee<'a>>,
}

/// A person in one organization.
#[derive(Serialize, JsonSchema)]
pub struct MappedEmployee<'a> {
    userid: &'a str,
    corp_id: &'a str,
}

impl<'a> UnionEmployee<'a> {
    fn of(view: &View<'a>, user: &UserRef<'a>) -> Option<Self> {
        let mapped = user.mirrors().map(|mirror| MappedEmployee {
            userid: mirror.userid,
            corp_id: mirror.org,
        });
        user.is_mirrored().then(|| Self {
            userid: user.userid,
            corp_id: view.organization().id.as_str(),
            union_emp_map_list: mapped.collect(),
        })
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/user/get", PARAMETER)
        .serves(&[
            "Query user details",
            "Query Enterprise Account user details",
        ])
        .needs("qyapi_get_member")
        .scoped()
        .faults(&[USER_NOT_FOUND, USERID, USER_SCOPE]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let user = match self.login_id.filter(|login_id| !login_id.is_empty()) {
            Some(login_id) => view.user_by_login_id(&login_id).map_err(unknown)?,
            None => view.user(&self.userid.ok_or_else(|| Fault::missing("userid"))?)?,
        };
        let points = FieldPoints::of(view);
        let main_department = user.main_department();
        let mobile = user.contact_mobile().filter(|_| points.mobile);
        let account = AccountShown::of(view, &user);
        let personal = |text: &'a str| fields::present(text).filter(|_| points.email);
        Ok(Response {
            userid: user.userid,
            unionid: user.union_id,
            name: user.name,
            avatar: view.avatar(&user),
            state_code: mobile.map(|(code, _)| code),
            mobile: mobile.map(|(_, number)| number),
            hide_mobile: user.hide_mobile,
            telephone: user.telephone,
            job_number: user.job_number,
            title: user.title,
            manager_userid: user.manager,
            email: personal(user.email),
            org_email: personal(user.org_email),
            org_email_type: personal(user.org_email_type),
            work_place: personal(user.work_place),
            remark: personal(user.remark),
            exclusive_account: user.account.is_some(),
            exclusive_account_type: account.kind,
            login_id: account.login_id,
            nickname: account.nickname,
            exclusive_account_corp_id: account.corp_id,
            exclusive_account_corp_name: account.corp_name,
            disable_status: account.disabled,
            dept_id_list: user.departments().map(|place| place.department.0).collect(),
            dept_order_list: user
                .departments()
                .map(|place| DepartmentOrder {
                    dept_id: place.department.0,
                    order: fields::order_on_wire(place.order),
                })
                .collect(),
            dept_position_list: user
                .departments()
                .map(|place| Position {
                    dept_id: place.department.0,
                    is_main: main_department == Some(place.department),
                    title: place.title,
                    work_place: place.work_place,
                })
                .collect(),
            leader_in_dept: user
                .departments()
                .map(|place| LeaderIn {
                    dept_id: place.department.0,
                    leader: view.manages(user.userid, place.department),
                })
                .collect(),
            extension: user.extension_json().filter(|_| points.email),
            extension_i18n: fields::i18n(user.extension_i18n).filter(|_| points.email),
            hired_date: user.hired_date.map(|date| date.0),
            active: user.active,
            real_authed: user.real_authed,
            senior: user.senior,
            admin: view.admin(user.userid).is_some(),
            boss: user.boss,
            role_list: view
                .roles_of(&user)
                .into_iter()
                .map(|(role, group)| Role {
                    id: role.id.0,
                    name: &role.name,
                    group_name: &group.name,
                })
                .collect(),
            create_time: fields::utc_text(user.created_at),
            union_emp_ext: UnionEmployee::of(view, &user),
        })
    }
}

/// Nobody with that sign-in name, which is here a malformed userid.
fn unknown(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(login_id) => Fault::because(
            USERID,
            sentence!(
                "no account signs in as {login_id}",
                "没有登录名为 {login_id} 的账号"
            ),
        ),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();

    #[test]
    fn a_person_is_told_in_full() {
        let mut acme = place(
            "acme { rd { ann name=安妮 title=Lead email=ann@example.com leader=yes order=10 also=1 } }",
        );
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"userid":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"安妮","avatar":"","state_code":"86","mobile":"13800000001","hide_mobile":false,"telephone":"","job_number":"","title":"Lead","email":"ann@example.com","exclusive_account":false,"dept_id_list":[2,1],"dept_order_list":[{"dept_id":2,"order":10},{"dept_id":1,"order":176000000000000000}],"dept_position_list":[{"dept_id":2,"is_main":true},{"dept_id":1,"is_main":false}],"leader_in_dept":[{"dept_id":2,"leader":true},{"dept_id":1,"leader":false}],"active":false,"real_authed":false,"senior":false,"admin":false,"boss":false,"role_list":[{"id":2603132351,"name":"主管","group_name":"默认"}],"create_time":"2026-01-02T03:04:05.000Z"}"#);
        let texts = json!({"userid": "ann", "language": "en_US", "login_id": ""});
        assert_eq!(
            acme.call(ROUTE, texts),
            acme.call(ROUTE, json!({"userid": "ann"}))
        );
    }

    #[test]
    fn every_field_comes_back_as_it_was_given() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.call(
            CREATE,
            json!({
                "userid": "ann", "name": "Ann", "mobile": "+852-51234567", "hide_mobile": true, "telephone": "8002",
                "job_number": "0042", "title": "Engineer", "email": "ann@example.com",
                "org_email": "ann@acme.example", "org_email_type": "base", "work_place": "Hangzhou",
                "remark": "tea", "dept_id_list": "2,3", "extension": {"hobby": "chess \"\"", "age": "30"},
                "extension_i18n": {"hobby": {"en_US": "chess"}}, "senior_mode": true,
                "hired_date": 1_597_573_616_828_i64, "manager_userid": "founder",
                "dept_order_list": [{"dept_id": 3, "order": 9_007_199_254_740_993_i64}],
                "dept_position_list": [{"dept_id": 3, "is_main": true, "title": "Head", "work_place": "Beijing"}]
            }),
        );
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"userid":"ann","unionid":"AxSGnYCaeE784AxmLbh7iEiE","name":"Ann","avatar":"","state_code":"852","mobile":"51234567","hide_mobile":true,"telephone":"8002","job_number":"0042","title":"Engineer","manager_userid":"founder","email":"ann@example.com","org_email":"ann@acme.example","org_email_type":"base","work_place":"Hangzhou","remark":"tea","exclusive_account":false,"dept_id_list":[2,3],"dept_order_list":[{"dept_id":2,"order":176000000000000000},{"dept_id":3,"order":9007199254740993}],"dept_position_list":[{"dept_id":2,"is_main":false},{"dept_id":3,"is_main":true,"title":"Head","work_place":"Beijing"}],"leader_in_dept":[{"dept_id":2,"leader":false},{"dept_id":3,"leader":false}],"extension":"{\"hobby\":\"chess \\\"\\\"\",\"age\":\"30\"}","extension_i18n":{"hobby":{"en_US":"chess"}},"hired_date":1597573616828,"active":false,"real_authed":false,"senior":true,"admin":false,"boss":false,"create_time":"2026-01-02T03:04:07.000Z"}"#);
    }

    #[test]
    fn administrators_and_bosses_are_marked() {
        let mut acme = place("acme { ann sub_admin=yes active=yes }");
        acme.operate(|draft| draft.set_boss("founder", true));
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "founder"})), @r#"{"userid":"founder","unionid":"2CN9xw4BM6UzC2VNk92NiEiE","name":"Founder","avatar":"","state_code":"86","mobile":"13000000000","hide_mobile":false,"telephone":"","job_number":"","title":"","exclusive_account":false,"dept_id_list":[1],"dept_order_list":[{"dept_id":1,"order":176000000000000000}],"dept_position_list":[{"dept_id":1,"is_main":true}],"leader_in_dept":[{"dept_id":1,"leader":false}],"active":true,"real_authed":false,"senior":false,"admin":true,"boss":true,"role_list":[{"id":2603132348,"name":"主管理员","group_name":"默认"},{"id":2603132350,"name":"负责人","group_name":"默认"}],"create_time":"2026-01-02T03:04:05.000Z"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"userid":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","avatar":"","state_code":"86","mobile":"13800000001","hide_mobile":false,"telephone":"","job_number":"","title":"","exclusive_account":false,"dept_id_list":[1],"dept_order_list":[{"dept_id":1,"order":176000000000000000}],"dept_position_list":[{"dept_id":1,"is_main":true}],"leader_in_dept":[{"dept_id":1,"leader":false}],"active":true,"real_authed":false,"senior":false,"admin":true,"boss":false,"role_list":[{"id":2603132349,"name":"子管理员","group_name":"默认"}],"create_time":"2026-01-02T03:04:05.000Z"}"#);
    }

    #[test]
    fn fields_without_their_point_are_absent() {
        let mut acme = place("acme { ann email=ann@example.com }");
        acme.with_points(&["qyapi_get_member"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"userid":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","avatar":"","hide_mobile":false,"telephone":"","job_number":"","title":"","exclusive_account":false,"dept_id_list":[1],"dept_order_list":[{"dept_id":1,"order":176000000000000000}],"dept_position_list":[{"dept_id":1,"is_main":true}],"leader_in_dept":[{"dept_id":1,"leader":false}],"active":false,"real_authed":false,"senior":false,"admin":false,"boss":false,"create_time":"2026-01-02T03:04:05.000Z"}"#);
        acme.with_points(&["qyapi_get_member", "fieldMobile"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"userid":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","avatar":"","state_code":"86","mobile":"13800000001","hide_mobile":false,"telephone":"","job_number":"","title":"","exclusive_account":false,"dept_id_list":[1],"dept_order_list":[{"dept_id":1,"order":176000000000000000}],"dept_position_list":[{"dept_id":1,"is_main":true}],"leader_in_dept":[{"dept_id":1,"leader":false}],"active":false,"real_authed":false,"senior":false,"admin":false,"boss":false,"create_time":"2026-01-02T03:04:05.000Z"}"#);
        acme.with_points(&["qyapi_get_member", "fieldEmail"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"userid":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","avatar":"","hide_mobile":false,"telephone":"","job_number":"","title":"","email":"ann@example.com","exclusive_account":false,"dept_id_list":[1],"dept_order_list":[{"dept_id":1,"order":176000000000000000}],"dept_position_list":[{"dept_id":1,"is_main":true}],"leader_in_dept":[{"dept_id":1,"leader":false}],"active":false,"real_authed":false,"senior":false,"admin":false,"boss":false,"create_time":"2026-01-02T03:04:05.000Z"}"#);
    }

    #[test]
    fn nobody_is_told_apart_from_somebody_out_of_scope() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        acme.with_scope(&[3], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"50002 请求的员工userid不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "cid"})), @"60121 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": ""})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "u".repeat(65)})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": {"x": 1}})), @"400002 无效的参数: userid: expected a text, got an object");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: userid is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"login_id": "bob01"})), @"33012 无效的USERID: no account signs in as bob01");
    }

    #[test]
    fn a_person_in_scope_shows_every_department() {
        let mut acme = place("acme { hr id=5 { } rd id=2 { lab id=3 { ann also=5 } } }");
        acme.with_scope(&[2], &[]);
        let told = acme.call(ROUTE, json!({"userid": "ann"}));
        assert!(told.contains(r#""dept_id_list":[3,5]"#), "{told}");
    }
}

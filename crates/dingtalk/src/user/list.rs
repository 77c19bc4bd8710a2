//! Get details of department users: `POST /topapi/v2/user/list`.

use super::account::AccountShown;
use super::fields::{self, FieldPoints};
use super::paging::{self, Window};
use crate::prelude::*;
use org::{UserId, UserRef};
use std::borrow::Cow;

/// Which members, and which part of them.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
    /// 0, then the `next_cursor` of the answer before.
    cursor: i64,
    size: i64,
    order_field: Option<String>,
    #[expect(
        dead_code,
        reason = "documented; nobody's access is limited, both values list everybody"
    )]
    contain_access_limit: Option<bool>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    language: Option<String>,
}

/// A member.
#[derive(Serialize, JsonSchema)]
pub struct Member<'a> {
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
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work_place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'a str>,
    dept_id_list: Vec<i64>,
    /// Position in this department.
    dept_order: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hired_date: Option<i64>,
    active: bool,
    admin: bool,
    boss: bool,
    /// Whether the person manages this department.
    leader: bool,
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
}

/// A page.
#[derive(Serialize, JsonSchema)]
pub struct Response<'a> {
    has_more: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<u64>,
    list: Vec<Member<'a>>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/user/list", PARAMETER)
        .serves(&[
            "Get details of department users",
            "Get details of department Enterprise Account users",
        ])
        .needs("qyapi_get_department_member")
        .scoped()
        .on(&[
            On::Invalid("dept_id", ILLEGAL),
            On::Invalid("cursor", ILLEGAL),
            On::Invalid("size", ILLEGAL),
            On::Invalid("order_field", ILLEGAL),
        ])
        .faults(&[DEPARTMENT_NOT_FOUND, DEPARTMENT_SCOPE]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let department = paging::department_id("dept_id", self.dept_id)?;
        let window = Window::of_members("cursor", self.cursor, self.size, (view, department))?;
        let order = paging::member_order("order_field", self.order_field.as_deref())?;
        let page = view.members(department, order, window.offset, window.size)?;
        let asked = Asked {
            department,
            managers: view.managers(department),
            points: FieldPoints::of(view),
        };
        Ok(Response {
            has_more: page.next.is_some(),
            next_cursor: page.next,
            list: page
                .users()
                .map(|user| Member::new(view, &asked, &user))
                .collect(),
        })
    }
}

/// What is the same for all of a page.
struct Asked<'a> {
    department: DepartmentId,
    managers: &'a [UserId],
    points: FieldPoints,
}

impl<'a> Member<'a> {
    fn new(view: &View<'a>, asked: &Asked<'_>, user: &UserRef<'a>) -> Self {
        let points = asked.points;
        let mobile = user.contact_mobile().filter(|_| points.mobile);
        let account = AccountShown::of(view, user);
        let personal = |text: &'a str| fields::present(text).filter(|_| points.email);
        let mut order = None;
        let mut dept_id_list = Vec::with_capacity(1);
        for place in user.departments() {
            dept_id_list.push(place.department.0);
            if place.department == asked.department {
                order = place.order;
            }
        }
        Self {
            userid: user.userid,
            unionid: user.union_id,
            name: user.name,
            avatar: view.avatar(user),
            state_code: mobile.map(|(code, _)| code),
            mobile: mobile.map(|(_, number)| number),
            hide_mobile: user.hide_mobile,
            telephone: user.telephone,
            job_number: user.job_number,
            title: user.title,
            email: personal(user.email),
            org_email: personal(user.org_email),
            work_place: personal(user.work_place),
            remark: personal(user.remark),
            dept_id_list,
            dept_order: fields::order_on_wire(order),
            extension: points.email.then(|| user.extension_json()).flatten(),
            hired_date: user.hired_date.map(|date| date.0),
            active: user.active,
            admin: view.admin(user.userid).is_some(),
            boss: user.boss,
            leader: asked.managers.iter().any(|id| id.as_str() == user.userid),
            exclusive_account: user.account.is_some(),
            exclusive_account_type: account.kind,
            login_id: account.login_id,
            nickname: account.nickname,
            exclusive_account_corp_id: account.corp_id,
            exclusive_account_corp_name: account.corp_name,
            disable_status: account.disabled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();

    #[test]
    fn members_are_told_in_full() {
        let mut acme =
            place("acme { rd { boss leader=yes sub_admin=yes active=yes lab { cid } } hr { } }");
        acme.call(
            CREATE,
            json!({
                "userid": "ann", "name": "Ann", "mobile": "+852-51234567", "hide_mobile": true, "telephone": "8002",
                "job_number": "0042", "title": "Engineer", "email": "ann@example.com",
                "org_email": "ann@acme.example", "org_email_type": "base", "work_place": "Hangzhou",
                "remark": "tea", "dept_id_list": "4,2", "extension": {"hobby": "chess"},
                "hired_date": 1_597_573_616_828_i64, "dept_order_list": [{"dept_id": 2, "order": 10}]
            }),
        );
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2, "cursor": 0, "size": 10})), @r#"{"has_more":false,"list":[{"userid":"ann","unionid":"AxSGnYCaeE784AxmLbh7iEiE","name":"Ann","avatar":"","state_code":"852","mobile":"51234567","hide_mobile":true,"telephone":"8002","job_number":"0042","title":"Engineer","email":"ann@example.com","org_email":"ann@acme.example","work_place":"Hangzhou","remark":"tea","dept_id_list":[4,2],"dept_order":10,"extension":"{\"hobby\":\"chess\"}","hired_date":1597573616828,"active":false,"admin":false,"boss":false,"leader":false,"exclusive_account":false},{"userid":"boss","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"boss","avatar":"","state_code":"86","mobile":"13800000001","hide_mobile":false,"telephone":"","job_number":"","title":"","dept_id_list":[2],"dept_order":176000000000000000,"active":true,"admin":true,"boss":false,"leader":true,"exclusive_account":false}]}"#);
        let texts = json!({
            "dept_id": "2", "cursor": "0", "size": "10", "order_field": "", "contain_access_limit": "true",
            "language": "en_US"
        });
        assert_eq!(
            acme.call(ROUTE, texts),
            acme.call(ROUTE, json!({"dept_id": 2, "cursor": 0, "size": 10}))
        );
        acme.with_points(&["qyapi_get_department_member"]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4, "cursor": 0, "size": 1})), @r#"{"has_more":false,"list":[{"userid":"ann","unionid":"AxSGnYCaeE784AxmLbh7iEiE","name":"Ann","avatar":"","hide_mobile":true,"telephone":"8002","job_number":"0042","title":"Engineer","dept_id_list":[4,2],"dept_order":176000000000000000,"hired_date":1597573616828,"active":false,"admin":false,"boss":false,"leader":false,"exclusive_account":false}]}"#);
        acme.with_points(&["qyapi_get_department_member", "fieldMobile"]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4, "cursor": 0, "size": 1})), @r#"{"has_more":false,"list":[{"userid":"ann","unionid":"AxSGnYCaeE784AxmLbh7iEiE","name":"Ann","avatar":"","state_code":"852","mobile":"51234567","hide_mobile":true,"telephone":"8002","job_number":"0042","title":"Engineer","dept_id_list":[4,2],"dept_order":176000000000000000,"hired_date":1597573616828,"active":false,"admin":false,"boss":false,"leader":false,"exclusive_account":false}]}"#);
        acme.with_points(&["qyapi_get_department_member", "fieldEmail"]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4, "cursor": 0, "size": 1})), @r#"{"has_more":false,"list":[{"userid":"ann","unionid":"AxSGnYCaeE784AxmLbh7iEiE","name":"Ann","avatar":"","hide_mobile":true,"telephone":"8002","job_number":"0042","title":"Engineer","email":"ann@example.com","org_email":"ann@acme.example","work_place":"Hangzhou","remark":"tea","dept_id_list":[4,2],"dept_order":176000000000000000,"extension":"{\"hobby\":\"chess\"}","hired_date":1597573616828,"active":false,"admin":false,"boss":false,"leader":false,"exclusive_account":false}]}"#);
    }

    /// The page without its members' fields.
    fn page(acme: &mut Place, request: Value) -> String {
        let told = acme.call(ROUTE, request);
        let mut page: Value = serde_json::from_str(&told).expect("a page");
        for member in page["list"].as_array_mut().expect("a list") {
            *member = member["userid"].take();
        }
        page.to_string()
    }

    #[test]
    fn pages_follow_each_other() {
        let mut acme = place("acme { rd { a b c d e } }");
        let mut next = |cursor: i64| {
            page(
                &mut acme,
                json!({"dept_id": 2, "cursor": cursor, "size": 2}),
            )
        };
        assert_snapshot!(next(0), @r#"{"has_more":true,"next_cursor":2,"list":["a","b"]}"#);
        assert_snapshot!(next(2), @r#"{"has_more":true,"next_cursor":4,"list":["c","d"]}"#);
        assert_snapshot!(next(4), @r#"{"has_more":false,"list":["e"]}"#);
        assert_snapshot!(next(5), @r#"{"has_more":false,"list":[]}"#);
        assert_snapshot!(next(100_000), @r#"{"has_more":false,"list":[]}"#);
    }

    #[test]
    fn an_order_is_followed() {
        let mut acme = place("acme { rd { c a b order=1 } }");
        let request =
            |order: &str| json!({"dept_id": 2, "cursor": 0, "size": 9, "order_field": order});
        assert_snapshot!(page(&mut acme, request("custom")), @r#"{"has_more":false,"list":["b","a","c"]}"#);
        assert_snapshot!(page(&mut acme, request("entry_desc")), @r#"{"has_more":false,"list":["a","b","c"]}"#);
    }

    #[test]
    fn values_out_of_range_name_their_field() {
        let mut acme = place("acme { }");
        let mut told = |changed: Value| {
            let mut request = json!({"dept_id": 1, "cursor": 0, "size": 10});
            let members = request.as_object_mut().expect("an object");
            members.extend(changed.as_object().expect("an object").clone());
            acme.call(ROUTE, request)
        };
        assert_snapshot!(told(json!({"size": 0})), @"40035 不合法的参数: size is a whole number from 1 to 100, got 0");
        assert_snapshot!(told(json!({"size": 101})), @"40035 不合法的参数: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(told(json!({"cursor": -1})), @"40035 不合法的参数: cursor is a whole number from 0 to 100000, got -1");
        assert_snapshot!(told(json!({"cursor": 100_001})), @"40035 不合法的参数: cursor is a whole number from 0 to 100000, got 100001");
        assert_snapshot!(told(json!({"dept_id": 0})), @"40035 不合法的参数: dept_id is a whole number of at least 1, got 0");
        assert_snapshot!(told(json!({"dept_id": "rd"})), @r#"40035 不合法的参数: dept_id: expected a whole number of 64 bits, got the text "rd""#);
        assert_snapshot!(told(json!({"order_field": "name"})), @"40035 不合法的参数: order_field is one of entry_asc, entry_desc, modify_asc, modify_desc, custom");
        assert_snapshot!(told(json!({"dept_id": null})), @"400002 无效的参数: dept_id is missing");
        assert_snapshot!(told(json!({"cursor": null})), @"400002 无效的参数: cursor is missing");
        assert_snapshot!(told(json!({"size": ""})), @"400002 无效的参数: size is missing");
        assert!(told(json!({"size": 100})).starts_with(r#"{"has_more":false"#));
    }

    #[test]
    fn the_department_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { lab { ann } } hr { bob also=2 } }");
        acme.with_scope(&[2], &["bob"]);
        let request = |id: i64| json!({"dept_id": id, "cursor": 0, "size": 10});
        assert_snapshot!(page(&mut acme, request(2)), @r#"{"has_more":false,"list":["bob"]}"#);
        assert_snapshot!(page(&mut acme, request(3)), @r#"{"has_more":false,"list":["ann"]}"#);
        assert_snapshot!(acme.call(ROUTE, request(4)), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, request(1)), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, request(77)), @"60003 部门不存在");
    }
}

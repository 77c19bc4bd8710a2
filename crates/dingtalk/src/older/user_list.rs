//! Older form of the people in a department: `GET /user/list`.

use super::fields::extattr;
use super::user_simplelist::Asked;
use crate::prelude::*;
use crate::user::fields::{FieldPoints, order_on_wire, present};
use org::UserRef;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Which members. Without `offset` and `size`, all of them.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    department_id: i64,
    offset: Option<i64>,
    size: Option<i64>,
    order: Option<String>,
    /// People below the department were never listed here.
    fetch_child: Option<bool>,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    lang: Option<String>,
}

/// A member.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member<'a> {
    userid: &'a str,
    unionid: &'a str,
    /// Orgbook has no second identifier of this kind.
    ding_id: &'static str,
    name: &'a str,
    avatar: Cow<'a, str>,
    active: bool,
    is_admin: bool,
    is_boss: bool,
    is_hide: bool,
    is_senior: bool,
    /// Whether the person manages this department.
    is_leader: bool,
    department: Vec<i64>,
    /// Position in this department.
    order: i64,
    position: &'a str,
    jobnumber: &'a str,
    tel: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work_place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extattr: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hired_date: Option<i64>,
}

/// A page.
#[derive(Serialize, JsonSchema)]
pub struct Response<'a> {
    #[serde(rename = "hasMore")]
    has_more: bool,
    userlist: Vec<Member<'a>>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/list", ILLEGAL)
        .needs("qyapi_get_department_member")
        .scoped()
        .on(&[On::Invalid("order", LIST_ORDER)])
        .faults(FAULTS);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let asked = Asked {
            department: self.department_id,
            offset: self.offset,
            size: self.size,
            order: self.order,
            fetch_child: self.fetch_child,
        };
        members(view, &asked)
    }
}

/// What both lists of people may answer besides bad parameters.
pub(super) const FAULTS: &[&endpoint::Code] =
    &[DEPARTMENT_NOT_FOUND, DEPARTMENT_SCOPE, NOT_RECURSIVE];

/// A page of people.
pub(super) fn members<'a>(view: &View<'a>, asked: &Asked) -> Reply<Response<'a>> {
    let page = asked.page(view)?;
    let points = FieldPoints::of(view);
    let department = DepartmentId(asked.department);
    let member = |user: UserRef<'a>| Member::new(view, points, department, &user);
    Ok(Response {
        has_more: page.next.is_some(),
        userlist: page.users().map(member).collect(),
    })
}

impl<'a> Member<'a> {
    fn new(
        view: &View<'a>,
        points: FieldPoints,
        department: DepartmentId,
        user: &UserRef<'a>,
    ) -> Self {
        let mobile = user.contact_mobile().filter(|_| points.mobile);
        let personal = |text: &'a str| present(text).filter(|_| points.email);
        let order = user.membership(department).and_then(|place| place.order);
        Self {
            userid: user.userid,
            unionid: user.union_id,
            ding_id: "",
            name: user.name,
            avatar: view.avatar(user),
            active: user.active,
            is_admin: view.admin(user.userid).is_some(),
            is_boss: user.boss,
            is_hide: user.hide_mobile,
            is_senior: user.senior,
            is_leader: view.manages(user.userid, department),
            department: user.departments().map(|place| place.department.0).collect(),
            order: order_on_wire(order),
            position: user.title,
            jobnumber: user.job_number,
            tel: user.telephone,
            state_code: mobile.map(|(code, _)| code),
            mobile: mobile.map(|(_, number)| number),
            work_place: personal(user.work_place),
            remark: personal(user.remark),
            email: personal(user.email),
            org_email: personal(user.org_email),
            extattr: extattr(user, points),
            hired_date: user.hired_date.map(|date| date.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();
    const CREATE: Route = Route::write::<super::super::user_create::Request>();

    #[test]
    fn members_are_told_in_full() {
        let mut acme = place("acme { rd { boss leader=yes sub_admin=yes active=yes } hr { } }");
        acme.call(
            CREATE,
            json!({
                "userid": "ann", "name": "Ann", "mobile": "+852-51234567", "department": [3, 2], "isHide": true,
                "isSenior": true, "tel": "8001", "jobnumber": "7", "position": "Engineer", "email": "ann@example.com",
                "orgEmail": "ann@acme.example", "workPlace": "Hangzhou", "remark": "tea",
                "extattr": {"hobby": "chess"}, "hiredDate": 1_597_573_616_828_i64, "orderInDepts": "{2:10}"
            }),
        );
        assert_snapshot!(acme.call(ROUTE, json!({"department_id": "2"})), @r#"{"hasMore":false,"userlist":[{"userid":"ann","unionid":"AxSGnYCaeE784AxmLbh7iEiE","dingId":"","name":"Ann","avatar":"","active":false,"isAdmin":false,"isBoss":false,"isHide":true,"isSenior":true,"isLeader":false,"department":[3,2],"order":10,"position":"Engineer","jobnumber":"7","tel":"8001","stateCode":"852","mobile":"51234567","workPlace":"Hangzhou","remark":"tea","email":"ann@example.com","orgEmail":"ann@acme.example","extattr":{"hobby":"chess"},"hiredDate":1597573616828},{"userid":"boss","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","dingId":"","name":"boss","avatar":"","active":true,"isAdmin":true,"isBoss":false,"isHide":false,"isSenior":false,"isLeader":true,"department":[2],"order":176000000000000000,"position":"","jobnumber":"","tel":"","stateCode":"86","mobile":"13800000001"}]}"#);
        acme.with_points(&["qyapi_get_department_member"]);
        assert_snapshot!(acme.call(ROUTE, json!({"department_id": 3})), @r#"{"hasMore":false,"userlist":[{"userid":"ann","unionid":"AxSGnYCaeE784AxmLbh7iEiE","dingId":"","name":"Ann","avatar":"","active":false,"isAdmin":false,"isBoss":false,"isHide":true,"isSenior":true,"isLeader":false,"department":[3,2],"order":176000000000000000,"position":"Engineer","jobnumber":"7","tel":"8001","hiredDate":1597573616828}]}"#);
    }

    #[test]
    fn pages_follow_each_other() {
        let mut acme = place("acme { rd { a b c } }");
        let mut userids = |offset: i64| {
            let told = acme.call(
                ROUTE,
                json!({"department_id": 2, "offset": offset, "size": 2, "order": "entry_asc"}),
            );
            let page: Value = serde_json::from_str(&told).expect("a page");
            let members = page["userlist"].as_array().expect("a list");
            let userids: Vec<_> = members.iter().map(|member| &member["userid"]).collect();
            format!("{} {userids:?}", page["hasMore"])
        };
        assert_eq!(userids(0), r#"true [String("a"), String("b")]"#);
        assert_eq!(userids(2), r#"false [String("c")]"#);
        assert_eq!(userids(3), "false []");
    }

    #[test]
    fn bad_values_name_their_field() {
        let mut acme = place("acme { rd { } hr { } }");
        acme.with_scope(&[2], &[]);
        let mut told = |changed: Value| {
            let mut request = json!({"department_id": 2, "offset": 0, "size": 10});
            let members = request.as_object_mut().expect("an object");
            members.extend(changed.as_object().expect("an object").clone());
            acme.call(ROUTE, request)
        };
        assert_snapshot!(told(json!({"size": 101})), @"40035 不合法的参数: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(told(json!({"offset": -1})), @"40035 不合法的参数: offset is a whole number from 0 to 100000, got -1");
        assert_snapshot!(told(json!({"order": "name"})), @"40070 不合法的排序参数: order is one of entry_asc, entry_desc, modify_asc, modify_desc, custom");
        assert_snapshot!(told(json!({"fetch_child": "true"})), @"40018 不允许以递归方式查询部门用户列表: fetch_child is false or left out; ask for each department");
        assert_snapshot!(told(json!({"department_id": "rd"})), @r#"40035 不合法的参数: department_id: expected a whole number of 64 bits, got the text "rd""#);
        assert_snapshot!(told(json!({"department_id": null})), @"40035 不合法的参数: department_id is missing");
        assert_snapshot!(told(json!({"department_id": 3})), @"50004 请求的部门id不在授权范围内");
        assert_snapshot!(told(json!({"department_id": 77})), @"60003 部门不存在");
        assert_snapshot!(told(json!({"size": 100})), @r#"{"hasMore":false,"userlist":[]}"#);
    }
}

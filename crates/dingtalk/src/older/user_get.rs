//! Older form of a person's details: `GET /user/get`.

use super::fields::{extattr, pairs};
use crate::prelude::*;
use crate::user::fields::{FieldPoints, order_on_wire, present};
use org::{BuiltInRole, UserRef};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    userid: String,
    #[expect(dead_code, reason = "documented; names are kept in one language")]
    lang: Option<String>,
}

/// A role of the person.
#[derive(Serialize, JsonSchema)]
pub struct Role<'a> {
    id: i64,
    name: &'a str,
    #[serde(rename = "groupName")]
    group_name: &'a str,
    /// 101 main administrator, 102 sub-administrator, 103 responsible person, 104 manager of a department; absent for
    /// the organization's own roles.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<i64>,
}

/// The person, at top level.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response<'a> {
    userid: &'a str,
    unionid: &'a str,
    /// The same as `unionid`.
    open_id: &'a str,
    /// Orgbook has no second identifier of this kind.
    ding_id: &'static str,
    name: &'a str,
    avatar: Cow<'a, str>,
    active: bool,
    is_admin: bool,
    is_boss: bool,
    is_hide: bool,
    is_senior: bool,
    department: Vec<i64>,
    /// `{1:false,2:true}`: the keys are not quoted.
    is_leader_in_depts: String,
    /// `{1:10}` likewise.
    order_in_depts: String,
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
    /// An object here, text in the current form.
    #[serde(skip_serializing_if = "Option::is_none")]
    extattr: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hired_date: Option<i64>,
    /// As the documents spell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    manager_userid: Option<&'a str>,
    /// As the Java client reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    manager_user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<Role<'a>>,
    real_authed: bool,
    exclusive_account: bool,
    /// Always empty.
    tags: Map<String, Value>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/get", ILLEGAL)
        .needs("qyapi_get_member")
        .scoped()
        .faults(&[USER_NOT_FOUND, USERID, USER_SCOPE]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let user = view.user(&self.userid)?;
        let points = FieldPoints::of(view);
        let mobile = user.contact_mobile().filter(|_| points.mobile);
        let personal = |text: &'a str| present(text).filter(|_| points.email);
        let leads = |id| (id, view.manages(user.userid, id));
        Ok(Response {
            userid: user.userid,
            unionid: user.union_id,
            open_id: user.union_id,
            ding_id: "",
            name: user.name,
            avatar: view.avatar(&user),
            active: user.active,
            is_admin: view.admin(user.userid).is_some(),
            is_boss: user.boss,
            is_hide: user.hide_mobile,
            is_senior: user.senior,
            department: user.departments().map(|place| place.department.0).collect(),
            is_leader_in_depts: pairs(user.departments().map(|place| leads(place.department))),
            order_in_depts: pairs(
                user.departments()
                    .map(|place| (place.department, order_on_wire(place.order))),
            ),
            position: user.title,
            jobnumber: user.job_number,
            tel: user.telephone,
            state_code: mobile.map(|(code, _)| code),
            mobile: mobile.map(|(_, number)| number),
            work_place: personal(user.work_place),
            remark: personal(user.remark),
            email: personal(user.email),
            org_email: personal(user.org_email),
            extattr: extattr(&user, points),
            hired_date: user.hired_date.map(|date| date.0),
            manager_user_id: user.manager,
            manager_userid: user.manager,
            roles: roles(view, &user),
            real_authed: user.real_authed,
            exclusive_account: user.account.is_some(),
            tags: Map::new(),
        })
    }
}

fn roles<'a>(view: &View<'a>, user: &UserRef<'_>) -> Vec<Role<'a>> {
    let kind = |role: BuiltInRole| match role {
        BuiltInRole::MainAdmin => 101,
        BuiltInRole::SubAdmin => 102,
        BuiltInRole::Boss => 103,
        BuiltInRole::DepartmentManager => 104,
    };
    let roles = view.roles_of(user).into_iter();
    roles
        .map(|(role, group)| Role {
            id: role.id.0,
            name: &role.name,
            group_name: &group.name,
            kind: role.built_in.map(kind),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();
    const CREATE: Route = Route::write::<super::super::user_create::Request>();

    #[test]
    fn every_field_is_told() {
        let mut acme = place("acme { rd { bob leader=yes sub_admin=yes } hr { } }");
        acme.call(
            CREATE,
            json!({
                "userid": "ann", "name": "Ann", "mobile": "+852-51234567", "department": [2, 3], "isHide": true,
                "isSenior": true, "tel": "8001", "jobnumber": "7", "position": "Engineer", "email": "ann@example.com",
                "orgEmail": "ann@acme.example", "workPlace": "Hangzhou", "remark": "tea",
                "extattr": {"hobby": "chess"}, "hiredDate": 1_597_573_616_828_i64, "managerUserid": "bob",
                "orderInDepts": "{2:176393}"
            }),
        );
        acme.operate(|draft| {
            let group = draft.add_role_group("工种")?;
            let role = draft.add_role(group, "会计")?;
            draft.give_roles(&[role], &["ann".to_owned()])
        });
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann", "lang": "en_US"})), @r#"{"userid":"ann","unionid":"AxSGnYCaeE784AxmLbh7iEiE","openId":"AxSGnYCaeE784AxmLbh7iEiE","dingId":"","name":"Ann","avatar":"","active":false,"isAdmin":false,"isBoss":false,"isHide":true,"isSenior":true,"department":[2,3],"isLeaderInDepts":"{2:false,3:false}","orderInDepts":"{2:176393,3:176000000000000000}","position":"Engineer","jobnumber":"7","tel":"8001","stateCode":"852","mobile":"51234567","workPlace":"Hangzhou","remark":"tea","email":"ann@example.com","orgEmail":"ann@acme.example","extattr":{"hobby":"chess"},"hiredDate":1597573616828,"managerUserid":"bob","managerUserId":"bob","roles":[{"id":2603132384,"name":"会计","groupName":"工种"}],"realAuthed":false,"exclusiveAccount":false,"tags":{}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "bob"})), @r#"{"userid":"bob","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","openId":"YHB7IH1DSY5h3OHCkj1SiEiE","dingId":"","name":"bob","avatar":"","active":false,"isAdmin":true,"isBoss":false,"isHide":false,"isSenior":false,"department":[2],"isLeaderInDepts":"{2:true}","orderInDepts":"{2:176000000000000000}","position":"","jobnumber":"","tel":"","stateCode":"86","mobile":"13800000001","roles":[{"id":2603132349,"name":"子管理员","groupName":"默认","type":102},{"id":2603132351,"name":"主管","groupName":"默认","type":104}],"realAuthed":false,"exclusiveAccount":false,"tags":{}}"#);
    }

    #[test]
    fn an_enterprise_account_is_told_with_its_number() {
        let mut acme = place("acme { }");
        let account = json!({
            "userid": "sam", "name": "Sam", "dept_id_list": "1", "exclusive_account": true,
            "exclusive_mobile": "13400000000"
        });
        acme.call(Route::write::<crate::user::create::Request>(), account);
        let told = acme.call(ROUTE, json!({"userid": "sam"}));
        assert!(told.contains(r#""exclusiveAccount":true"#), "{told}");
        assert!(told.contains(r#""mobile":"13400000000""#), "{told}");
        let list = Route::read::<crate::older::user_list::Request>();
        let told = acme.call(list, json!({"department_id": 1, "offset": 0, "size": 10}));
        assert!(told.contains(r#""mobile":"13400000000""#), "{told}");
        let update = Route::write::<crate::older::user_update::Request>();
        assert_snapshot!(acme.call(update, json!({"userid": "sam", "mobile": "13400000001"})), @"40035 不合法的参数: an enterprise account has no mobile of its own; give exclusive_mobile");
    }

    #[test]
    fn fields_without_their_point_are_absent() {
        let mut acme = place("acme { ann email=ann@example.com }");
        acme.with_points(&["qyapi_get_member"]);
        let plain = acme.call(ROUTE, json!({"userid": "ann"}));
        acme.with_points(&["qyapi_get_member", "fieldMobile"]);
        let mobile = acme.call(ROUTE, json!({"userid": "ann"}));
        acme.with_points(&["qyapi_get_member", "fieldEmail"]);
        let email = acme.call(ROUTE, json!({"userid": "ann"}));
        for (told, mobile, email) in [
            (plain, false, false),
            (mobile, true, false),
            (email, false, true),
        ] {
            assert_eq!(told.contains(r#""mobile":"13800000001""#), mobile, "{told}");
            assert_eq!(told.contains(r#""stateCode":"86""#), mobile, "{told}");
            assert_eq!(
                told.contains(r#""email":"ann@example.com""#),
                email,
                "{told}"
            );
        }
    }

    #[test]
    fn the_person_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        acme.with_scope(&[3], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"50002 请求的员工userid不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "nobody"})), @"60121 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": ""})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "u".repeat(65)})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: userid is missing");
    }
}

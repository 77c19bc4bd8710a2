//! Query user details: `POST /topapi/v2/user/get`.

use super::fields::{self, FieldPoints};
use crate::prelude::*;

/// Whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    userid: String,
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
pub struct Position {
    dept_id: i64,
    is_main: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    work_place: String,
}

/// A role of the person.
#[derive(Serialize, JsonSchema)]
pub struct Role {
    id: i64,
    name: String,
    group_name: String,
}

/// The person. Typed clients need the fields that are never left out.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    userid: String,
    unionid: String,
    name: String,
    avatar: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    hide_mobile: bool,
    telephone: String,
    job_number: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    manager_userid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_email_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work_place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<String>,
    exclusive_account: bool,
    dept_id_list: Vec<i64>,
    dept_order_list: Vec<DepartmentOrder>,
    dept_position_list: Vec<Position>,
    leader_in_dept: Vec<LeaderIn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension_i18n: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hired_date: Option<i64>,
    active: bool,
    real_authed: bool,
    senior: bool,
    admin: bool,
    boss: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    role_list: Vec<Role>,
    create_time: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/user/get", PARAMETER)
        .serves(&["Query user details"])
        .needs("qyapi_get_member")
        .faults(&[USER_NOT_FOUND, USERID, USER_SCOPE]);
    type Response = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let user = view.user(&self.userid)?;
        let points = FieldPoints::of(view);
        let mobile = user.mobile.filter(|_| points.mobile);
        let personal = |text: &str| fields::present(text).filter(|_| points.email);
        Ok(Response {
            userid: user.userid.to_owned(),
            unionid: user.union_id.to_owned(),
            name: user.name.to_owned(),
            avatar: user.avatar.to_owned(),
            state_code: mobile.map(|(code, _)| code.to_owned()),
            mobile: mobile.map(|(_, number)| number.to_owned()),
            hide_mobile: user.hide_mobile,
            telephone: user.telephone.to_owned(),
            job_number: user.job_number.to_owned(),
            title: user.title.to_owned(),
            manager_userid: user.manager.map(str::to_owned),
            email: personal(user.email),
            org_email: personal(user.org_email),
            org_email_type: personal(user.org_email_type),
            work_place: personal(user.work_place),
            remark: personal(user.remark),
            exclusive_account: false,
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
                    is_main: place.is_main,
                    title: place.title.to_owned(),
                    work_place: place.work_place.to_owned(),
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
                    name: role.name.clone(),
                    group_name: group.name.clone(),
                })
                .collect(),
            create_time: fields::utc_text(user.created_at),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_person_is_told_in_full() {
        let mut acme = place(
            "acme { rd { ann name=安妮 title=Lead email=ann@example.com leader=yes order=10 also=1 } }",
        );
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"");
    }

    #[test]
    fn fields_without_their_point_are_absent() {
        let mut acme = place("acme { ann email=ann@example.com }");
        acme.with_points(&["qyapi_get_member"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"");
    }

    #[test]
    fn nobody_is_told_apart_from_somebody_out_of_scope() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        acme.with_scope(&[3], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "cid"})), @"");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": ""})), @"");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"");
    }
}

//! Several people at once, known from one SDK alone: `GET /v1.0/contact/users/batch/get`.

use super::fields::{FieldPoints, present};
use crate::prelude::*;
use endpoint::Method;
use endpoint::limits::BATCH_USERS_MAX;
use org::UserRef;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Whom.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// JSON text or comma text.
    user_id_list: Vec<String>,
    #[expect(dead_code, reason = "known from the SDK; nothing says what it means")]
    permission_code: Option<String>,
}

/// A person; what the app may not read is left out.
#[derive(Serialize, JsonSchema)]
pub struct Person<'a> {
    userid: &'a str,
    unionid: &'a str,
    name: &'a str,
    avatar: Cow<'a, str>,
    job_number: &'a str,
    senior: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    nickname: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<&'a str>,
}

/// Those who are found, as asked, and those whom the app may not see.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response<'a> {
    user_list: Vec<Person<'a>>,
    unauthorized_user_id_list: Vec<String>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/contact/users/batch/get", PARAMETER)
        .needs("qyapi_get_member")
        .scoped()
        .on(&[On::Missing("userIdList", MISSING_USER_ID_LIST)]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let count = self.user_id_list.len();
        if count > BATCH_USERS_MAX {
            return Err(Fault::invalid(
                "userIdList",
                sentence!(
                    "userIdList names at most {BATCH_USERS_MAX} people, got {count}",
                    "userIdList 最多 {BATCH_USERS_MAX} 人，收到的是 {count} 人"
                ),
            ));
        }
        let points = FieldPoints::of(view);
        let mut response = Response {
            user_list: Vec::new(),
            unauthorized_user_id_list: Vec::new(),
        };
        let mut told = BTreeSet::new();
        for userid in self.user_id_list {
            if !told.insert(userid.clone()) {
                continue;
            }
            match view.user(&userid) {
                Ok(user) => response.user_list.push(person(view, &user, points)),
                Err(org::Refusal::UserOutOfScope(_)) => {
                    response.unauthorized_user_id_list.push(userid);
                }
                Err(_) => {}
            }
        }
        Ok(response)
    }
}

fn person<'a>(view: &View<'a>, user: &UserRef<'a>, points: FieldPoints) -> Person<'a> {
    let mobile = user.contact_mobile().filter(|_| points.mobile);
    let nickname = user.account.and_then(|account| present(account.nickname));
    Person {
        userid: user.userid,
        unionid: user.union_id,
        name: user.name,
        avatar: view.avatar(user),
        job_number: user.job_number,
        senior: user.senior,
        nickname,
        remark: present(user.remark).filter(|_| points.email),
        state_code: mobile.map(|(code, _)| code),
        mobile: mobile.map(|(_, number)| number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn people_are_told_as_asked_and_each_once() {
        let mut acme = place("acme { ann job_number=7 bob cid }");
        let request = json!({"userIdList": ["cid", "ann", "nobody", "cid", ""]});
        assert_snapshot!(acme.call(ROUTE, request), @r#"{"userList":[{"userid":"cid","unionid":"Cm5RtS43u60bh3oQfxFWiEiE","name":"cid","avatar":"","job_number":"","senior":false,"state_code":"86","mobile":"13800000003"},{"userid":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","avatar":"","job_number":"7","senior":false,"state_code":"86","mobile":"13800000001"}],"unauthorizedUserIdList":[]}"#);
    }

    #[test]
    fn guarded_fields_need_their_points() {
        let mut acme = place("acme { ann }");
        acme.with_points(&["qyapi_get_member"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userIdList": ["ann"]})), @r#"{"userList":[{"userid":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","avatar":"","job_number":"","senior":false}],"unauthorizedUserIdList":[]}"#);
    }

    #[test]
    fn those_out_of_scope_are_named_and_not_told() {
        let mut acme = place("acme { rd { ann } bob }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userIdList": ["bob", "ann"]})), @r#"{"userList":[{"userid":"ann","unionid":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","avatar":"","job_number":"","senior":false,"state_code":"86","mobile":"13800000001"}],"unauthorizedUserIdList":["bob"]}"#);
    }

    #[test]
    fn a_hundred_and_no_more() {
        let mut acme = place("acme { }");
        let ids = |count: usize| json!({"userIdList": vec!["x"; count]});
        assert_snapshot!(acme.call(ROUTE, ids(100)), @r#"{"userList":[],"unauthorizedUserIdList":[]}"#);
        assert_snapshot!(acme.call(ROUTE, ids(101)), @"400 parameter.error 无效的参数: userIdList names at most 100 people, got 101");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 MissinguserIdList userIdList is mandatory for this action.");
    }
}

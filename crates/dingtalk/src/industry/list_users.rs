//! Get the user list of a department: `POST /topapi/industry/user/list`.

use super::fields::{self, Answer, Role};
use crate::prelude::*;
use endpoint::Envelope;
use org::industry;

/// Whose members, and which part of them.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
    size: i64,
    /// 0 and 1 are the beginning, then the `next_cursor` of the answer before.
    cursor: Option<i64>,
    /// Only people with this role.
    role: Option<String>,
}

/// A member.
#[derive(Serialize, JsonSchema)]
pub struct Member {
    userid: String,
    unionid: String,
    name: String,
    feature: String,
    roles: Vec<Role>,
}

/// A page.
#[derive(Serialize, JsonSchema)]
pub struct Page {
    has_more: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<u64>,
    details: Vec<Member>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/industry/user/list", PARAMETER)
        .serves(&["Get the user list of a department"])
        .needs("qyapi_industry_info_read")
        .envelope(Envelope::Flat)
        .on(&[
            On::Missing("dept_id", INDUSTRY_DEPARTMENT_ID),
            On::Invalid("dept_id", INDUSTRY_DEPARTMENT_ID),
            On::Missing("size", EXTERNAL_SIZE),
            On::Invalid("size", EXTERNAL_SIZE),
        ])
        .faults(&[INDUSTRY_DEPARTMENT_ID, EXTERNAL_SIZE]);
    type Response<'a> = Answer<Page>;

    fn read(self, view: &View<'_>) -> Reply<Answer<Page>> {
        let (from, size) = fields::window(self.cursor, self.size)?;
        let role = match self.role.as_deref() {
            None | Some("") => None,
            Some(code) => {
                let known = industry::role(code).map(|(code, _)| code);
                Some(known.ok_or_else(|| {
                    Fault::invalid(
                        "role",
                        sentence!("role: no role {code}", "role：没有角色 {code}"),
                    )
                })?)
            }
        };
        let page = view
            .industry_members(DepartmentId(self.dept_id), role, from, size)
            .map_err(fields::unknown(INDUSTRY_DEPARTMENT_ID))?;
        let details: Vec<Member> = page
            .entries
            .iter()
            .map(|(user, place)| Member {
                userid: user.userid.to_string(),
                unionid: user.union_id.clone(),
                name: user.name.clone(),
                feature: fields::feature(&place.feature),
                roles: fields::roles(view, place),
            })
            .collect();
        Ok(Answer::of(Page {
            has_more: page.next.is_some(),
            next_cursor: page.next,
            details,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::school;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn members_come_in_the_order_in_which_they_came() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 10})), @r#"{"success":true,"result":{"has_more":false,"details":[{"userid":"zoe","unionid":"01uPfmk129xmGmDaPSBmiEiE","name":"Zoe","feature":"{\"student_no\":\"7\"}","roles":[{"id":2603132383,"name":"学生"}]},{"userid":"li","unionid":"Wlq5Z5YCoChFCZ8BEeepiEiE","name":"Li","feature":"{}","roles":[{"id":2603132384,"name":"老师"}]},{"userid":"amy","unionid":"JM7iZEzxxj367fFqwhO7iEiE","name":"Amy","feature":"{}","roles":[{"id":2603132383,"name":"学生"}]}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "3", "size": "1", "cursor": "1"})), @r#"{"success":true,"result":{"has_more":true,"next_cursor":2,"details":[{"userid":"zoe","unionid":"01uPfmk129xmGmDaPSBmiEiE","name":"Zoe","feature":"{\"student_no\":\"7\"}","roles":[{"id":2603132383,"name":"学生"}]}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 2, "cursor": 2})), @r#"{"success":true,"result":{"has_more":false,"details":[{"userid":"li","unionid":"Wlq5Z5YCoChFCZ8BEeepiEiE","name":"Li","feature":"{}","roles":[{"id":2603132384,"name":"老师"}]},{"userid":"amy","unionid":"JM7iZEzxxj367fFqwhO7iEiE","name":"Amy","feature":"{}","roles":[{"id":2603132383,"name":"学生"}]}]}}"#);
        let first = acme.call(ROUTE, json!({"dept_id": 3, "size": 1, "cursor": 1}));
        assert_eq!(
            acme.call(ROUTE, json!({"dept_id": 3, "size": 1, "cursor": 0})),
            first
        );
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2, "size": 10})), @r#"{"success":true,"result":{"has_more":false,"details":[]}}"#);
    }

    #[test]
    fn a_role_narrows_it() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 1, "role": "STUDENT"})), @r#"{"success":true,"result":{"has_more":true,"next_cursor":2,"details":[{"userid":"zoe","unionid":"01uPfmk129xmGmDaPSBmiEiE","name":"Zoe","feature":"{\"student_no\":\"7\"}","roles":[{"id":2603132383,"name":"学生"}]}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 1, "role": "student", "cursor": 2})), @r#"{"success":true,"result":{"has_more":false,"details":[{"userid":"amy","unionid":"JM7iZEzxxj367fFqwhO7iEiE","name":"Amy","feature":"{}","roles":[{"id":2603132383,"name":"学生"}]}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 1, "role": "villager"})), @r#"{"success":true,"result":{"has_more":false,"details":[]}}"#);
    }

    #[test]
    fn each_parameter_is_checked() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77, "size": 1})), @"40009 无效的部门id: no department 77");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1, "size": 1})), @r#"{"success":true,"result":{"has_more":false,"details":[]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"size": 1})), @"40009 无效的部门id: dept_id is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3})), @"40069 无效的size: size is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 0})), @"40069 无效的size: size is 1 to 1000, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 1001})), @"40069 无效的size: size is 1 to 1000, got 1001");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 1, "cursor": -1})), @"400002 无效的参数: cursor is 0, 1 or the next_cursor of an answer, got -1");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "size": 1, "role": "king"})), @"400002 无效的参数: role: no role king");
    }
}

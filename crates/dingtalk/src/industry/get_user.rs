//! Get department user details: `POST /topapi/industry/user/get`.

use super::fields::{self, Answer, Role};
use crate::prelude::*;
use endpoint::Envelope;
use org::Refusal;

/// Who, and where.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
    userid: String,
}

/// The person in that department.
#[derive(Serialize, JsonSchema)]
pub struct User {
    name: String,
    unionid: String,
    feature: String,
    roles: Vec<Role>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/industry/user/get", INDUSTRY_USER_DEPARTMENT)
        .serves(&["Get department user details"])
        .needs("qyapi_industry_info_read")
        .envelope(Envelope::Flat)
        .on(&[
            On::Missing("userid", INDUSTRY_USER),
            On::Invalid("userid", INDUSTRY_USER),
        ])
        .faults(&[INDUSTRY_USER]);
    type Response<'a> = Answer<User>;

    fn read(self, view: &View<'_>) -> Reply<Answer<User>> {
        let found = view.industry_user(DepartmentId(self.dept_id), &self.userid);
        let (user, place) = found.map_err(|refusal| match refusal {
            Refusal::UserNotFound(_) => Fault::because(INDUSTRY_USER, &refusal),
            other => fields::unknown(INDUSTRY_USER_DEPARTMENT)(other),
        })?;
        Ok(Answer::of(User {
            name: user.name.clone(),
            unionid: user.union_id.clone(),
            feature: fields::feature(&place.feature),
            roles: fields::roles(view, place),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::school;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_person_is_told_as_she_is_in_the_department() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "3", "userid": "li"})), @r#"{"success":true,"result":{"name":"Li","unionid":"Wlq5Z5YCoChFCZ8BEeepiEiE","feature":"{}","roles":[{"id":2603132384,"name":"老师"}]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 4, "userid": "li"})), @r#"{"success":true,"result":{"name":"Li","unionid":"Wlq5Z5YCoChFCZ8BEeepiEiE","feature":"{}","roles":[{"id":2603132385,"name":"家长"}]}}"#);
    }

    #[test]
    fn each_parameter_is_checked() {
        let mut acme = school();
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2, "userid": "li"})), @"33012 无效的userid: no user li");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "userid": "founder"})), @"33012 无效的userid: no user founder");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77, "userid": "li"})), @"40009 无效的dept_id: no department 77");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3, "userid": ""})), @"33012 无效的userid: no user");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 3})), @"33012 无效的userid: userid is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "li"})), @"40009 无效的dept_id: dept_id is missing");
    }
}

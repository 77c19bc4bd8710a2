//! Older form of the userids in a department: `GET /user/getDeptMember`.

use crate::prelude::*;
use crate::user::paging;

/// Which department.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    #[serde(rename = "deptId")]
    dept_id: i64,
}

/// All direct members, in the department's own order.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    #[serde(rename = "userIds")]
    user_ids: Vec<String>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/getDeptMember", ILLEGAL)
        .needs("qyapi_get_member")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let department = paging::department_id("deptId", self.dept_id)?;
        let userids = view.member_ids(department)?;
        Ok(Response {
            user_ids: userids.into_iter().map(str::to_owned).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn direct_members_are_listed_whatever_the_scope() {
        let mut acme = place("acme { rd { ann bob lab { cid } } hr { } }");
        acme.with_scope(&[4], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": "2"})), @r#"{"userIds":["ann","bob"]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 4})), @r#"{"userIds":[]}"#);
    }

    #[test]
    fn the_department_must_be_there() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 0})), @"40035 不合法的参数: deptId is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": "rd"})), @r#"40035 不合法的参数: deptId: expected a whole number of 64 bits, got the text "rd""#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 1})), @"40035 不合法的参数: deptId is missing");
    }
}

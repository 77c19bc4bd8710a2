//! Get the user ID list of a department: `POST /topapi/user/listid`.

use super::paging;
use crate::prelude::*;

/// Which department.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    dept_id: i64,
}

/// All direct members, in the department's own order.
#[derive(Serialize, JsonSchema)]
pub struct Response<'a> {
    userid_list: Vec<&'a str>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/user/listid", PARAMETER)
        .serves(&["Get the user ID list of a department"])
        .needs("qyapi_get_member")
        .scoped()
        .faults(&[DEPARTMENT_NOT_FOUND]);
    type Response<'a> = Response<'a>;

    fn read<'a>(self, view: &View<'a>) -> Reply<Response<'a>> {
        let department = paging::department_id("dept_id", self.dept_id)?;
        Ok(Response {
            userid_list: view.member_ids(department)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn direct_members_come_in_their_order() {
        let mut acme = place("acme { rd { last middle first order=1 lab { elsewhere } } hr { } }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @r#"{"userid_list":["first","last","middle"]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "4"})), @r#"{"userid_list":[]}"#);
    }

    #[test]
    fn the_scope_does_not_narrow_it() {
        let mut acme = place("acme { rd { ann } hr { } }");
        acme.with_scope(&[3], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 2})), @r#"{"userid_list":["ann"]}"#);
    }

    #[test]
    fn bad_departments_are_refused() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 77})), @"60003 部门不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": 0})), @"400002 无效的参数: dept_id is a whole number of at least 1, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"dept_id": "rd"})), @r#"400002 无效的参数: dept_id: expected a whole number of 64 bits, got the text "rd""#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: dept_id is missing");
    }
}

//! Delete a user: `POST /topapi/v2/user/delete`.

use crate::prelude::*;

/// Whom.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    userid: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/user/delete", PARAMETER)
        .serves(&["Delete a user"])
        .needs("qyapi_manage_addresslist")
        .scoped()
        .faults(&[USER_NOT_FOUND, USERID, USER_SCOPE, NOT_ALLOWED]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        draft.remove_user(&self.userid)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_person_is_gone_everywhere() {
        let mut acme = place("acme { rd { ann leader=yes sub_admin=yes bob manager=ann } }");
        acme.with_scope(&[1], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"null");
        assert_snapshot!(acme.changes(), @r#"
        {"department_updated":{"id":2,"name":"rd","parent":1,"order":2,"created_at":1767323045000}}
        {"user_updated":{"userid":"bob","union_id":"7MascUn4btXtsZURFZqqiEiE","name":"bob","mobile":"86-13800000002","departments":[{"d":2,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        {"admin_removed":"ann"}
        {"app_set":{"key":"dingecr8yfyxfe73hae7","agent_id":3071074504,"name":"Test","points":"all","scope":{"departments":[1]},"created_at":1767323247000}}
        {"user_removed":"ann"}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"60121 找不到该用户");
    }

    #[test]
    fn the_main_administrator_stays() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "founder"})), @"43007 需要授权: the main administrator cannot be deleted; hand the role over first");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn the_person_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        acme.with_scope(&[3], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"50002 请求的员工userid不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "cid"})), @"60121 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": ""})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "u".repeat(65)})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: userid is missing");
    }
}

//! Older form of deleting users: `GET /user/delete`.

use super::user_batchdelete::{FAULTS, remove};
use crate::prelude::*;

/// Whom: one person, or several as in `/user/batchdelete`, which one client sends here.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    userid: Option<String>,
    useridlist: Option<CommaList<String>>,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/user/delete", ILLEGAL)
        .needs("qyapi_manage_addresslist")
        .scoped()
        .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        match (self.userid, self.useridlist) {
            (Some(userid), _) => Ok(draft.remove_user(&userid)?),
            (None, Some(userids)) => remove(draft, userids),
            (None, None) => Err(Fault::missing("userid")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_person_is_gone() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"null");
        assert_snapshot!(acme.changes(), @r#"{"user_removed":"ann"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @"60121 找不到该用户");
    }

    #[test]
    fn several_are_gone_at_once() {
        let mut acme = place("acme { ann bob cid }");
        assert_snapshot!(acme.call(ROUTE, json!({"useridlist": "ann,bob"})), @"null");
        assert_snapshot!(acme.changes(), @r#"
        {"user_removed":"ann"}
        {"user_removed":"bob"}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"useridlist": ["cid", "bob"]})), @"40031 不合法的UserID列表: no user bob");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn the_person_must_be_there_and_in_scope() {
        let mut acme = place("acme { rd { ann } hr { bob } }");
        acme.with_scope(&[2], &["founder"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "bob"})), @"50002 请求的员工userid不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "founder"})), @"43007 需要授权: the main administrator cannot be deleted; hand the role over first");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": ""})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: userid is missing");
        assert_eq!(acme.changes(), "");
    }
}

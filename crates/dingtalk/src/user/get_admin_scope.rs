//! Get the Contacts permission scope of an Admin: `POST /topapi/user/get_admin_scope`.

use crate::prelude::*;
use endpoint::Envelope;

/// Whose.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    userid: String,
}

/// The departments that the administrator manages, each with all below.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    dept_ids: Vec<i64>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/user/get_admin_scope", BLANK)
        .serves(&["Get the Contacts permission scope of an Admin"])
        .needs("qyapi_get_member")
        .envelope(Envelope::Flat)
        .faults(&[USER_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        if self.userid.is_empty() {
            return Err(Fault::missing("userid"));
        }
        if !view.user_exists(&self.userid) {
            return Err(USER_NOT_FOUND.into());
        }
        let dept_ids = match view.admin(&self.userid) {
            Some(admin) => match &admin.departments {
                Some(departments) => departments.iter().map(|id| id.0).collect(),
                None => vec![DepartmentId::ROOT.0],
            },
            None => Vec::new(),
        };
        Ok(Response { dept_ids })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn administrators_have_what_they_were_given_whatever_the_scope() {
        let mut acme = place("acme { ann sub_admin=yes bob cid rd id=2 { } hr id=3 { } }");
        acme.operate(|draft| {
            let departments = BTreeSet::from([DepartmentId(3), DepartmentId(2)]);
            draft.set_sub_admin("bob", Some(departments), BTreeSet::new())
        });
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "founder"})), @r#"{"dept_ids":[1]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"dept_ids":[1]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "bob"})), @r#"{"dept_ids":[2,3]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "cid"})), @r#"{"dept_ids":[]}"#);
    }

    #[test]
    fn unknown_and_missing_people_are_refused() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "nobody"})), @"60121 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": ""})), @"40036 参数为空: userid is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": [[1]]})), @"40036 参数为空: userid: expected a text, got a list");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40036 参数为空: userid is missing");
    }
}

//! Get the number of employees: `POST /topapi/user/count`.

use crate::prelude::*;

/// Of whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Only those who have signed in, or everybody.
    only_active: bool,
}

/// How many people, each once.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    count: u64,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/user/count", PARAMETER)
        .serves(&["Get the number of employees"])
        .needs("qyapi_get_member")
        .scoped()
        .on(&[On::Invalid("only_active", ILLEGAL)]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        Ok(Response {
            count: view.user_count(self.only_active),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn people_are_counted_once_whatever_the_scope() {
        let mut acme = place("acme { rd { ann also=1 bob active=yes } hr { cid } }");
        acme.with_scope(&[3], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"only_active": false})), @r#"{"count":4}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"only_active": true})), @r#"{"count":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"only_active": "true"})), @r#"{"count":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"only_active": "0"})), @r#"{"count":4}"#);
    }

    #[test]
    fn the_flag_is_needed_and_a_boolean() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: only_active is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"only_active": ""})), @"400002 无效的参数: only_active is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"only_active": "2"})), @r#"40035 不合法的参数: only_active: expected true or false, got the text "2""#);
        assert_snapshot!(acme.call(ROUTE, json!({"only_active": [1]})), @"40035 不合法的参数: only_active: expected true or false, got a list");
    }
}

//! Older form of the number of people: `GET /user/get_org_user_count`.

use crate::prelude::*;

/// Of whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// 1 counts those who have signed in, 0 everybody.
    #[serde(rename = "onlyActive")]
    only_active: bool,
}

/// How many people, each once.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    count: u64,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/get_org_user_count", ILLEGAL)
        .needs("qyapi_get_member")
        .scoped();
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
    fn people_are_counted_whatever_the_scope() {
        let mut acme = place("acme { rd { ann active=yes bob also=1 } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"onlyActive": 0})), @r#"{"count":3}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"onlyActive": "1"})), @r#"{"count":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"onlyActive": "false"})), @r#"{"count":3}"#);
    }

    #[test]
    fn the_kind_must_be_said() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: onlyActive is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"onlyActive": 2})), @"40035 不合法的参数: onlyActive: expected true or false, got 2");
    }
}

//! Older form of the people who did not sign in: `POST /topapi/inactive/user/get`.

use crate::prelude::*;
use crate::user::inactive;
use endpoint::{Answer, Context, Task};

/// On which day, and which part of the list.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// `yyyyMMdd`.
    query_date: String,
    offset: i64,
    size: i64,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/topapi/inactive/user/get", PARAMETER)
        .needs("qyapi_liveness_base")
        .scoped()
        .on(inactive::Request::SPEC.fields)
        .faults(inactive::Request::SPEC.faults);
    type Response = inactive::Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Self::Response> {
        inactive::Request::of_the_absent(self.query_date, self.offset, self.size).run(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::Millis;

    const ROUTE: Route = Route::task::<Request>();
    /// 2026-01-02T03:04:05Z, noon in China.
    const NOON: Millis = Millis(1_767_323_045_000);

    #[test]
    fn the_absent_are_listed() {
        let mut acme = place("acme { ann bob cid }");
        acme.sign_in("bob", NOON);
        let mut page = |offset: &str| {
            acme.call(
                ROUTE,
                json!({"query_date": "20260102", "offset": offset, "size": "2"}),
            )
        };
        assert_snapshot!(page("0"), @r#"{"has_more":true,"next_cursor":2,"list":["ann","cid"]}"#);
        assert_snapshot!(page("2"), @r#"{"has_more":false,"list":["founder"]}"#);
    }

    #[test]
    fn bad_values_name_their_field() {
        let mut acme = place("acme { }");
        let mut told = |changed: serde_json::Value| {
            let mut request = json!({"query_date": "20260102", "offset": 0, "size": 100});
            let members = request.as_object_mut().expect("an object");
            members.extend(changed.as_object().expect("an object").clone());
            acme.call(ROUTE, request)
        };
        assert_snapshot!(told(json!({"size": 101})), @"40069 不合法的分页大小: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(told(json!({"offset": -1})), @"40068 不合法的偏移量: offset is a whole number of at least 0, got -1");
        assert_snapshot!(told(json!({"query_date": "2026-01-02"})), @r#"400002 无效的参数: query_date is a date written yyyyMMdd, got "2026-01-02""#);
        assert_snapshot!(told(json!({"query_date": null})), @"400002 无效的参数: query_date is missing");
        assert_snapshot!(told(json!({})), @r#"{"has_more":false,"list":["founder"]}"#);
    }
}

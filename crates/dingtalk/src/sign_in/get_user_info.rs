//! Exchange a login-free code: `POST /topapi/v2/user/getuserinfo`.

use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// The code.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    code: String,
}

/// Who is there.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    userid: String,
    unionid: String,
    name: String,
    /// Orgbook knows no devices: empty.
    device_id: &'static str,
    /// Whether the person administers the organization.
    sys: bool,
    /// 1 is the main administrator, 2 a sub-administrator, 100 who is responsible for the organization, 0 everybody else.
    sys_level: i64,
    /// Empty: an enterprise account belongs to its person alone.
    associated_unionid: &'static str,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/user/getuserinfo", ILLEGAL)
        .needs("qyapi_base")
        .faults(&[CODE_UNKNOWN]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if self.code.is_empty() {
                return Err(Fault::missing("code"));
            }
            let who = context.take_login_free_code(&self.code).await?;
            let who = who.ok_or(CODE_UNKNOWN)?;
            Ok(Response {
                userid: who.user_id,
                unionid: who.union_id,
                name: who.name,
                device_id: "",
                sys: who.is_admin,
                sys_level: who.level,
                associated_unionid: "",
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn a_code_tells_who_is_there() {
        let mut acme = place("acme { ann bob sub_admin=yes }");
        acme.with_code("of-ann", "ann");
        acme.with_code("of-bob", "bob");
        acme.with_code("of-founder", "founder");
        for code in ["of-ann", "of-bob", "of-founder"] {
            assert_snapshot!(code, acme.call(ROUTE, json!({"code": code})));
        }
    }

    #[test]
    fn another_code_tells_nothing() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(acme.call(ROUTE, json!({"code": "other"})), @"40078 不存在的临时授权码");
        assert_snapshot!(acme.call(ROUTE, json!({"code": ""})), @"40035 不合法的参数: code is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: code is missing");
    }
}

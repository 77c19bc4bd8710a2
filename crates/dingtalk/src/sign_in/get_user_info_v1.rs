//! Exchange a login-free code, oldest form: `GET /user/getuserinfo`.

use crate::prelude::*;
use endpoint::{Answer, Context, Envelope, Task};

/// The code.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    code: String,
}

/// Who is there.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    userid: String,
    name: String,
    /// Orgbook knows no devices: empty.
    #[serde(rename = "deviceId")]
    device_id: &'static str,
    /// Whether the person administers the organization.
    is_sys: bool,
    /// As in the newer form.
    sys_level: i64,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/user/getuserinfo", ILLEGAL)
        .needs("qyapi_base")
        .envelope(Envelope::FlatWithoutId)
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
                name: who.name,
                device_id: "",
                is_sys: who.is_admin,
                sys_level: who.level,
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
        let mut acme = place("acme { ann }");
        acme.with_code("of-ann", "ann");
        assert_snapshot!(acme.call(ROUTE, json!({"code": "of-ann"})), @r#"{"userid":"ann","name":"ann","deviceId":"","is_sys":false,"sys_level":0}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"code": "other"})), @"40078 不存在的临时授权码");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: code is missing");
    }
}

//! Admin-console single sign-on identity, new: `GET /v1.0/oauth2/ssoUserInfo`.

use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task, TokenKind};

/// The code that came with the address of the app's console.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    code: String,
}

/// Who administers.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    corp_id: String,
    corp_name: String,
    user_id: String,
    user_name: String,
    email: String,
    avatar: String,
    is_admin: bool,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/oauth2/ssoUserInfo", CODE_UNKNOWN)
        .needs("qyapi_get_omp_sso_userinfo")
        .token(TokenKind::None)
        .faults(&[SSO_TOKEN_INVALID, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let token = context.presented_token().unwrap_or_default();
            let taken = context.take_console_code(token, &self.code).await?;
            let who = taken.ok_or(SSO_TOKEN_INVALID)?.ok_or(CODE_UNKNOWN)?;
            let (id, name) = who.organization;
            Ok(Response {
                corp_id: id.to_string(),
                corp_name: name,
                user_id: who.user_id,
                user_name: who.name,
                email: who.email,
                avatar: who.avatar,
                is_admin: who.is_admin,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn a_code_tells_who_administers() {
        let mut acme = place("acme { }");
        acme.with_code("c0de", "founder");
        acme.with_token("sso token");
        assert_snapshot!(acme.call(ROUTE, json!({"code": "c0de"})), @r#"{"corpId":"dingtest","corpName":"acme","userId":"founder","userName":"Founder","email":"","avatar":"","isAdmin":true}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"code": "other"})), @"400 invalidCode 不存在的临时授权码");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidCode 不存在的临时授权码: code is missing");
        acme.with_token("another");
        assert_snapshot!(acme.call(ROUTE, json!({"code": "c0de"})), @"400 invalidToken 不合法的access_token");
    }
}

//! Admin-console single sign-on identity, legacy: `GET /sso/getuserinfo`.

use crate::prelude::*;
use endpoint::{Answer, Context, Envelope, Task, TokenKind};

/// The code that came with the address of the app's console.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Of `/sso/gettoken`.
    access_token: Option<String>,
    code: String,
}

/// Who administers.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    is_sys: bool,
    corp_info: Corporation,
    user_info: Info,
}

/// The organization.
#[derive(Serialize, JsonSchema)]
struct Corporation {
    corpid: String,
    corp_name: String,
}

/// The administrator.
#[derive(Serialize, JsonSchema)]
struct Info {
    userid: String,
    name: String,
    avatar: String,
    email: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/sso/getuserinfo", CODE_UNKNOWN)
        .token(TokenKind::None)
        .envelope(Envelope::FlatWithoutId)
        .on(&[On::Missing("code", CODE_MISSING)])
        .faults(&[SSO_TOKEN_INVALID, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if self.code.is_empty() {
                return Err(CODE_MISSING.into());
            }
            let token = self.access_token.unwrap_or_default();
            let taken = context.take_console_code(&token, &self.code).await?;
            let who = taken.ok_or(SSO_TOKEN_INVALID)?.ok_or(CODE_UNKNOWN)?;
            let (id, name) = who.organization;
            Ok(Response {
                is_sys: who.is_admin,
                corp_info: Corporation {
                    corpid: id.to_string(),
                    corp_name: name,
                },
                user_info: Info {
                    userid: who.user_id,
                    name: who.name,
                    avatar: who.avatar,
                    email: who.email,
                },
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
        assert_snapshot!(acme.call(ROUTE, json!({"access_token": "sso token", "code": "c0de"})), @r#"{"is_sys":true,"corp_info":{"corpid":"dingtest","corp_name":"acme"},"user_info":{"userid":"founder","name":"Founder","avatar":"","email":""}}"#);
    }

    #[test]
    fn token_and_code_have_to_fit() {
        let mut acme = place("acme { }");
        acme.with_code("c0de", "founder");
        assert_snapshot!(acme.call(ROUTE, json!({"access_token": "another", "code": "c0de"})), @"40014 不合法的access_token");
        assert_snapshot!(acme.call(ROUTE, json!({"code": "c0de"})), @"40014 不合法的access_token");
        assert_snapshot!(acme.call(ROUTE, json!({"access_token": "sso token", "code": "other"})), @"40078 不存在的临时授权码");
        assert_snapshot!(acme.call(ROUTE, json!({"access_token": "sso token"})), @"41007 缺少code参数: code is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"access_token": "sso token", "code": ""})), @"41007 缺少code参数");
    }
}

//! Get the app token, new: `POST /v1.0/oauth2/accessToken`.

use super::fault;
use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task, TokenKind};

/// Which app, and its secret.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
    app_secret: String,
}

/// The token, the same that the legacy call gives.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    access_token: String,
    /// Seconds.
    expire_in: u64,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/oauth2/accessToken",
        CLIENT_SECRET_WRONG,
    )
    .needs("qyapi_base")
    .token(TokenKind::None)
    .on(&[
        On::Missing("appKey", CLIENT_SECRET_WRONG),
        On::Missing("appSecret", CLIENT_SECRET_WRONG),
    ])
    .faults(&[APP_DISABLED, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let issued = context
                .issue_app_token(&self.app_key, &self.app_secret, None)
                .await
                .map_err(|refusal| fault(refusal, CLIENT_SECRET_WRONG))?;
            Ok(Response {
                access_token: issued.token,
                expire_in: issued.expires_in,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn key_and_secret_give_a_token() {
        let mut acme = place("acme { }");
        let key = acme.with_secret("s3cr3t");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key, "appSecret": "s3cr3t"})), @r#"{"accessToken":"token of dingotb7zlsbzycvdopy","expireIn":7200}"#);
    }

    #[test]
    fn wrong_and_missing_credentials_are_refused() {
        let mut acme = place("acme { }");
        let key = acme.with_secret("s3cr3t");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key, "appSecret": "wrong"})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": "dingnobody", "appSecret": "s3cr3t"})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key, "appSecret": ""})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"appSecret": "s3cr3t"})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": 5, "appSecret": "s3cr3t"})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret: appKey: expected a text, got 5");
    }

    #[test]
    fn an_app_that_is_switched_off_gets_none() {
        let mut acme = place("acme { }");
        let key = acme.with_secret("s3cr3t");
        acme.operate(|draft| draft.set_app_disabled(&key, true));
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key, "appSecret": "s3cr3t"})), @"403 Forbidden.AccessDenied.AppDisabled 应用已停用");
    }
}

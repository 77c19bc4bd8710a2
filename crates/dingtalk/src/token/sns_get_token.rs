//! Token of an old personal sign-in app: `GET /sns/gettoken`.

use super::fault;
use crate::prelude::*;
use endpoint::{Answer, Client, Context, Envelope, Task, TokenKind};

/// Which app, and its secret.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    appid: String,
    appsecret: String,
}

/// The token.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Opens nothing outside `/sns`.
    access_token: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/sns/gettoken", ILLEGAL)
        .token(TokenKind::None)
        .envelope(Envelope::FlatWithoutId)
        .faults(&[APP_SECRET_WRONG, APP_DISABLED, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let client = Client {
                id: self.appid,
                secret: self.appsecret,
            };
            let issued = context.issue_sns_token(client).await;
            let issued = issued.map_err(|refusal| fault(refusal, APP_SECRET_WRONG))?;
            Ok(Response {
                access_token: issued.token,
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
        assert_snapshot!(acme.call(ROUTE, json!({"appid": key, "appsecret": "s3cr3t"})), @r#"{"access_token":"token of dingotb7zlsbzycvdopy"}"#);
    }

    #[test]
    fn anything_else_gives_none() {
        let mut acme = place("acme { }");
        let key = acme.with_secret("s3cr3t");
        assert_snapshot!(acme.call(ROUTE, json!({"appid": key, "appsecret": "wrong"})), @"40096 不合法的appKey或appSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"appid": key})), @"40035 不合法的参数: appsecret is missing");
        acme.operate(|draft| draft.set_app_disabled(&key, true));
        assert_snapshot!(acme.call(ROUTE, json!({"appid": key, "appsecret": "s3cr3t"})), @"50003 应用已停用");
    }
}

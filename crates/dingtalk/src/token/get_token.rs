//! Get the app token, legacy: `GET /gettoken`.

use super::fault;
use crate::prelude::*;
use endpoint::{Answer, Context, Envelope, Task, TokenKind};

/// Which app, and its secret. The historic form names the organization instead of the app.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    appkey: Option<String>,
    appsecret: Option<String>,
    corpid: Option<String>,
    corpsecret: Option<String>,
}

/// The token.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    access_token: String,
    /// Seconds.
    expires_in: u64,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/gettoken", ILLEGAL)
        .needs("qyapi_base")
        .token(TokenKind::None)
        .envelope(Envelope::FlatWithoutId)
        .faults(&[
            CREDENTIALS_MISSING,
            APP_SECRET_WRONG,
            CORP_SECRET_WRONG,
            APP_DISABLED,
            BUSY,
        ]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
            let issued = match (given(&self.appkey), given(&self.corpid)) {
                (Some(key), _) => {
                    let secret = self.appsecret.unwrap_or_default();
                    let issued = context.issue_app_token(&key, &secret, None).await;
                    issued.map_err(|refusal| fault(refusal, APP_SECRET_WRONG))?
                }
                (None, Some(org)) => {
                    let secret = self.corpsecret.unwrap_or_default();
                    let issued = context.issue_app_token_by_secret(&org, &secret).await;
                    issued.map_err(|refusal| fault(refusal, CORP_SECRET_WRONG))?
                }
                (None, None) => return Err(CREDENTIALS_MISSING.into()),
            };
            Ok(Response {
                access_token: issued.token,
                expires_in: issued.expires_in,
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
        assert_snapshot!(acme.call(ROUTE, json!({"appkey": key, "appsecret": "s3cr3t"})), @r#"{"access_token":"token of dingotb7zlsbzycvdopy","expires_in":7200}"#);
    }

    #[test]
    fn organization_and_secret_give_a_token() {
        let mut acme = place("acme { }");
        acme.with_secret("s3cr3t");
        let historic = json!({"corpid": "dingtest", "corpsecret": "s3cr3t", "appkey": ""});
        assert_snapshot!(acme.call(ROUTE, historic), @r#"{"access_token":"token of dingotb7zlsbzycvdopy","expires_in":7200}"#);
        let wrong = json!({"corpid": "dingtest", "corpsecret": "wrong"});
        assert_snapshot!(acme.call(ROUTE, wrong), @"40089 不合法的corpid或corpsecret");
        let elsewhere = json!({"corpid": "dingother", "corpsecret": "s3cr3t"});
        assert_snapshot!(acme.call(ROUTE, elsewhere), @"40089 不合法的corpid或corpsecret");
        assert_snapshot!(acme.call(ROUTE, json!({"corpid": "dingtest"})), @"40089 不合法的corpid或corpsecret");
    }

    #[test]
    fn wrong_credentials_are_refused() {
        let mut acme = place("acme { }");
        let key = acme.with_secret("s3cr3t");
        assert_snapshot!(acme.call(ROUTE, json!({"appkey": key, "appsecret": "wrong"})), @"40096 不合法的appKey或appSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"appkey": key})), @"40096 不合法的appKey或appSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"appkey": "dingnobody", "appsecret": "s3cr3t"})), @"40096 不合法的appKey或appSecret");
        let list = json!({"appkey": [key], "appsecret": "s3cr3t"});
        assert_snapshot!(acme.call(ROUTE, list), @"40035 不合法的参数: appkey: expected a text, got a list");
    }

    #[test]
    fn nothing_given_names_what_is_missing() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 缺少参数 corpid or appkey");
        assert_snapshot!(acme.call(ROUTE, json!({"appsecret": "s3cr3t", "corpid": ""})), @"40035 缺少参数 corpid or appkey");
    }

    #[test]
    fn an_app_that_is_switched_off_gets_none() {
        let mut acme = place("acme { }");
        let key = acme.with_secret("s3cr3t");
        acme.operate(|draft| draft.set_app_disabled(&key, true));
        assert_snapshot!(acme.call(ROUTE, json!({"appkey": key, "appsecret": "s3cr3t"})), @"50003 应用已停用");
    }
}

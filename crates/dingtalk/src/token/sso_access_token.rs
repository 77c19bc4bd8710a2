//! Admin-console single sign-on token, new: `POST /v1.0/oauth2/ssoAccessToken`.

use super::fault;
use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task, TokenKind};

/// Which organization, and its secret for apps' consoles.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    corpid: String,
    #[serde(rename = "ssoSecret")]
    sso_secret: String,
}

/// The token.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Opens `/v1.0/oauth2/ssoUserInfo` and its older twin.
    access_token: String,
    /// Seconds.
    expire_in: u64,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/oauth2/ssoAccessToken",
        CLIENT_SECRET_WRONG,
    )
    .needs("qyapi_base")
    .token(TokenKind::None)
    .faults(&[BUSY, APP_DISABLED]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let issued = context.issue_sso_token(&self.corpid, &self.sso_secret);
            let issued = issued.await;
            let issued = issued.map_err(|refusal| fault(refusal, CLIENT_SECRET_WRONG))?;
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
    fn the_organization_shows_its_own_secret() {
        let mut acme = place("acme { }");
        acme.with_sso_secret("0wn");
        assert_snapshot!(acme.call(ROUTE, json!({"corpid": "dingtest", "ssoSecret": "0wn"})), @r#"{"accessToken":"sso token","expireIn":3600}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"corpid": "dingtest", "ssoSecret": "wrong"})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        assert_snapshot!(acme.call(ROUTE, json!({"corpid": null, "ssoSecret": "0wn"})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret: corpid is missing");
    }
}

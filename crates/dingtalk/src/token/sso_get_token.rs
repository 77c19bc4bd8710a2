//! Admin-console single sign-on token, legacy: `GET /sso/gettoken`.

use super::fault;
use crate::prelude::*;
use endpoint::{Answer, Context, Envelope, Task, TokenKind};

/// Which organization, and its secret for apps' consoles.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    corpid: String,
    corpsecret: String,
}

/// The token.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Opens `/sso/getuserinfo` and its newer twin.
    access_token: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::legacy("/sso/gettoken", CORP_SECRET_WRONG)
        .token(TokenKind::None)
        .envelope(Envelope::FlatWithoutId)
        .faults(&[BUSY, APP_DISABLED]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let issued = context.issue_sso_token(&self.corpid, &self.corpsecret);
            let issued = issued.await;
            let issued = issued.map_err(|refusal| fault(refusal, CORP_SECRET_WRONG))?;
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
    fn the_organization_shows_its_own_secret() {
        let mut acme = place("acme { }");
        acme.with_sso_secret("0wn");
        assert_snapshot!(acme.call(ROUTE, json!({"corpid": "dingtest", "corpsecret": "0wn"})), @r#"{"access_token":"sso token"}"#);
    }

    #[test]
    fn an_apps_secret_is_another() {
        let mut acme = place("acme { }");
        acme.with_secret("s3cr3t");
        acme.with_sso_secret("0wn");
        assert_snapshot!(acme.call(ROUTE, json!({"corpid": "dingtest", "corpsecret": "s3cr3t"})), @"40089 不合法的corpid或corpsecret");
        assert_snapshot!(acme.call(ROUTE, json!({"corpid": "dingother", "corpsecret": "0wn"})), @"40089 不合法的corpid或corpsecret");
        assert_snapshot!(acme.call(ROUTE, json!({"corpid": "dingtest"})), @"40089 不合法的corpid或corpsecret: corpsecret is missing");
    }
}

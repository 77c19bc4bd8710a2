//! Get the app token of one organization (OAuth 2.0 client credentials): `POST /v1.0/oauth2/{corpId}/token`.

use super::fault;
use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task, TokenKind, TokenRefusal};

/// Which organization, which app, and its secret.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    #[serde(rename = "corpId")]
    corp_id: String,
    client_id: String,
    client_secret: String,
    /// `client_credentials`.
    grant_type: String,
}

/// The token, the same that the other calls give.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    access_token: String,
    /// Seconds.
    expires_in: u64,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/oauth2/{corpId}/token", CLIENT_INVALID)
        .needs("qyapi_base")
        .token(TokenKind::None)
        .on(&[
            On::Missing("client_id", CLIENT_INVALID),
            On::Missing("client_secret", CLIENT_INVALID),
            On::Missing("grant_type", GRANT_UNSUPPORTED),
            On::Invalid("grant_type", GRANT_UNSUPPORTED),
        ])
        .faults(&[CLIENT_UNAUTHORIZED, APP_DISABLED, SERVER_ERROR]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if self.grant_type != "client_credentials" {
                let told = sentence!(
                    "grant_type is client_credentials",
                    "grant_type 为 client_credentials"
                );
                return Err(Fault::invalid("grant_type", told));
            }
            let issued = context
                .issue_app_token(&self.client_id, &self.client_secret, Some(&self.corp_id))
                .await
                .map_err(|refusal| match refusal {
                    TokenRefusal::NotInstalled => CLIENT_UNAUTHORIZED.into(),
                    TokenRefusal::Busy => SERVER_ERROR.into(),
                    other => fault(other, CLIENT_INVALID),
                })?;
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
    use serde_json::Value;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();

    fn ask(acme: &mut Place, changed: Value) -> String {
        let key = acme.with_secret("s3cr3t");
        let mut request = json!({
            "corpId": "dingtest", "client_id": key, "client_secret": "s3cr3t", "grant_type": "client_credentials"
        });
        let members = request.as_object_mut().expect("an object");
        members.extend(changed.as_object().expect("an object").clone());
        acme.call(ROUTE, request)
    }

    #[test]
    fn client_credentials_give_a_token() {
        let mut acme = place("acme { }");
        assert_snapshot!(ask(&mut acme, json!({})), @r#"{"access_token":"token of dingotb7zlsbzycvdopy","expires_in":7200}"#);
    }

    #[test]
    fn wrong_and_missing_credentials_are_refused() {
        let mut acme = place("acme { }");
        assert_snapshot!(ask(&mut acme, json!({"client_secret": "wrong"})), @"400 invalid.client 无效的client_id或者client_secret");
        assert_snapshot!(ask(&mut acme, json!({"client_id": "dingnobody"})), @"400 invalid.client 无效的client_id或者client_secret");
        assert_snapshot!(ask(&mut acme, json!({"client_id": null})), @"400 invalid.client 无效的client_id或者client_secret");
        assert_snapshot!(ask(&mut acme, json!({"client_secret": 5})), @"400 invalid.client 无效的client_id或者client_secret: client_secret: expected a text, got 5");
    }

    #[test]
    fn other_grants_are_refused() {
        let mut acme = place("acme { }");
        assert_snapshot!(ask(&mut acme, json!({"grant_type": "authorization_code"})), @"400 unsupported.grant.type 不支持的grant_type: grant_type is client_credentials");
        assert_snapshot!(ask(&mut acme, json!({"grant_type": ""})), @"400 unsupported.grant.type 不支持的grant_type: grant_type is client_credentials");
        assert_snapshot!(ask(&mut acme, json!({"grant_type": null})), @"400 unsupported.grant.type 不支持的grant_type");
    }

    #[test]
    fn another_organization_is_not_opened() {
        let mut acme = place("acme { }");
        assert_snapshot!(ask(&mut acme, json!({"corpId": "dingother"})), @"401 unauthorized.client 应用未授权给该企业");
    }

    #[test]
    fn an_app_that_is_switched_off_gets_none() {
        let mut acme = place("acme { }");
        let key = acme.with_secret("s3cr3t");
        acme.operate(|draft| draft.set_app_disabled(&key, true));
        assert_snapshot!(ask(&mut acme, json!({})), @"403 Forbidden.AccessDenied.AppDisabled 应用已停用");
    }
}

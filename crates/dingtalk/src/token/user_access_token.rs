//! Exchange or refresh a user token: `POST /v1.0/oauth2/userAccessToken`.

use crate::prelude::*;
use endpoint::{Answer, Client, Context, Exchange, GrantRefusal, Method, Task, TokenKind};

/// Which app, its secret, and what it got from the person.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    client_id: String,
    client_secret: String,
    /// The code of the sign-in page, or of a mini program's authorization.
    code: Option<String>,
    /// Of an earlier answer.
    refresh_token: Option<String>,
    /// `authorization_code` or `refresh_token`; by what is there when absent.
    grant_type: Option<String>,
    /// The secret whose digest came with the request for the code (PKCE).
    code_verifier: Option<String>,
}

/// The tokens.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    access_token: String,
    refresh_token: String,
    /// Seconds.
    expire_in: u64,
    /// The organization, where the person handed it over.
    #[serde(skip_serializing_if = "Option::is_none")]
    corp_id: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/oauth2/userAccessToken", ILLEGAL)
        .needs("open_app_api_base")
        .token(TokenKind::None)
        .on(&[
            On::Missing("clientId", CLIENT_SECRET_WRONG),
            On::Missing("clientSecret", CLIENT_SECRET_WRONG),
        ])
        .faults(&[AUTH_CODE_UNKNOWN, REFRESH_TOKEN_UNKNOWN, APP_DISABLED, BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let (exchange, unknown) = self.exchange()?;
            let client = Client {
                id: self.client_id,
                secret: self.client_secret,
            };
            let tokens = context.exchange(client, exchange).await?;
            let tokens = tokens.map_err(|refusal| match refusal {
                GrantRefusal::ClientWrong => CLIENT_SECRET_WRONG,
                GrantRefusal::Disabled => APP_DISABLED,
                GrantRefusal::NotFound => unknown,
            })?;
            Ok(Response {
                access_token: tokens.access_token,
                refresh_token: tokens.refresh_token,
                expire_in: tokens.expires_in,
                corp_id: tokens.corp_id.map(|id| id.to_string()),
            })
        })
    }
}

impl Request {
    /// What is shown, and the code of one that is unknown.
    fn exchange(&self) -> Reply<(Exchange, &'static Code)> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let (code, refresh_token) = (given(&self.code), given(&self.refresh_token));
        let renews = match given(&self.grant_type).as_deref() {
            Some("authorization_code") => false,
            Some("refresh_token") => true,
            None => code.is_none() && refresh_token.is_some(),
            Some(_) => {
                let told = sentence!(
                    "grantType is authorization_code or refresh_token",
                    "grantType 为 authorization_code 或 refresh_token"
                );
                return Err(Fault::invalid("grantType", told));
            }
        };
        if renews {
            let text = refresh_token.ok_or_else(|| Fault::missing("refreshToken"))?;
            return Ok((Exchange::RefreshToken(text), REFRESH_TOKEN_UNKNOWN));
        }
        let code = code.ok_or_else(|| Fault::missing("code"))?;
        let verifier = given(&self.code_verifier);
        Ok((Exchange::Code { code, verifier }, AUTH_CODE_UNKNOWN))
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
        let mut request = json!({"clientId": key, "clientSecret": "s3cr3t"});
        let members = request.as_object_mut().expect("an object");
        members.extend(changed.as_object().expect("an object").clone());
        acme.call(ROUTE, request)
    }

    #[test]
    fn a_code_gives_tokens_and_they_are_renewed() {
        let mut acme = place("acme { ann }");
        acme.with_code("c0de", "ann");
        assert_snapshot!(ask(&mut acme, json!({"code": "c0de", "grantType": "authorization_code"})), @r#"{"accessToken":"token of c0de","refreshToken":"renews c0de","expireIn":7200}"#);
        assert_snapshot!(ask(&mut acme, json!({"code": "c0de"})), @r#"{"accessToken":"token of c0de","refreshToken":"renews c0de","expireIn":7200}"#);
        assert_snapshot!(ask(&mut acme, json!({"refreshToken": "renews c0de", "grantType": "refresh_token"})), @r#"{"accessToken":"token of c0de","refreshToken":"renews c0de","expireIn":7200}"#);
        assert_snapshot!(ask(&mut acme, json!({"refreshToken": "renews c0de", "code": null})), @r#"{"accessToken":"token of c0de","refreshToken":"renews c0de","expireIn":7200}"#);
    }

    #[test]
    fn what_is_unknown_is_not_found() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(ask(&mut acme, json!({"code": "other"})), @"400 invalidParameter.authCode.notFound 不合法的临时授权码");
        assert_snapshot!(ask(&mut acme, json!({"refreshToken": "other"})), @"400 invalidParameter.refreshToken.notFound 不合法的refreshToken");
    }

    #[test]
    fn the_app_shows_its_secret() {
        let mut acme = place("acme { ann }");
        acme.with_code("c0de", "ann");
        assert_snapshot!(ask(&mut acme, json!({"code": "c0de", "clientSecret": "wrong"})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        assert_snapshot!(ask(&mut acme, json!({"code": "c0de", "clientSecret": null})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        assert_snapshot!(ask(&mut acme, json!({"code": "c0de", "clientId": "dingnobody"})), @"400 invalidClientIdOrSecret 无效的clientId或者clientSecret");
        let key = acme.with_secret("s3cr3t");
        acme.operate(|draft| draft.set_app_disabled(&key, true));
        assert_snapshot!(ask(&mut acme, json!({"code": "c0de"})), @"403 Forbidden.AccessDenied.AppDisabled 应用已停用");
    }

    #[test]
    fn every_grant_has_what_it_needs() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(ask(&mut acme, json!({})), @"400 invalidParameter 不合法的参数: code is missing");
        assert_snapshot!(ask(&mut acme, json!({"grantType": "password", "code": "c0de"})), @"400 invalidParameter 不合法的参数: grantType is authorization_code or refresh_token");
        assert_snapshot!(ask(&mut acme, json!({"grantType": "refresh_token", "code": "c0de"})), @"400 invalidParameter 不合法的参数: refreshToken is missing");
        assert_snapshot!(ask(&mut acme, json!({"grantType": "authorization_code", "refreshToken": "x"})), @"400 invalidParameter 不合法的参数: code is missing");
        assert_snapshot!(ask(&mut acme, json!({"code": ["c0de"]})), @"400 invalidParameter 不合法的参数: code: expected a text, got a list");
    }
}

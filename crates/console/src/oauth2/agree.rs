//! What a person answers to an app: `POST /v1.0/orgbook/oauth2/authorization`.

use super::codes::{CLIENT, OTHER_ORGANIZATION, REDIRECT_URI};
use super::fault;
use crate::prelude::*;
use endpoint::{Agreement, Answer, AuthorizationRequest, Context, Task};

/// The query of the page, and the answer.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    client_id: Option<String>,
    redirect_uri: Option<String>,
    response_type: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    prompt: Option<String>,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    org_type: Option<String>,
    /// The organization that the person picked.
    #[serde(rename = "corpId")]
    corp_id: Option<String>,
    /// Whether the person agrees.
    agree: bool,
}

/// Where the browser goes, with a code or with `access_denied`.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    redirect_uri: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/oauth2/authorization",
        PARAMETER,
    )
    .token(TokenKind::Person)
    .faults(&[CLIENT, REDIRECT_URI, OTHER_ORGANIZATION]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let agreement = Agreement {
                agrees: self.agree,
                corp_id: self.corp_id,
            };
            let request = AuthorizationRequest {
                client_id: self.client_id,
                redirect_uri: self.redirect_uri,
                response_type: self.response_type,
                scope: self.scope,
                state: self.state,
                prompt: self.prompt,
                nonce: self.nonce,
                code_challenge: self.code_challenge,
                code_challenge_method: self.code_challenge_method,
                org_type: self.org_type,
                corp_id: None,
            };
            let redirect_uri = context.agree(request, agreement).await?;
            let redirect_uri = redirect_uri.map_err(fault)?;
            Ok(Response { redirect_uri })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn the_browser_goes_back_with_the_answer() {
        let mut acme = place("acme { ann }");
        acme.as_person("ann");
        let mut answer = |client_id: &str, agree: bool| {
            let own = "https://app.example.com/cb";
            acme.call(
                ROUTE,
                json!({"client_id": client_id, "redirect_uri": own, "scope": "openid", "agree": agree}),
            )
        };
        assert_snapshot!(answer("app", true), @r#"{"redirectUri":"https://app.example.com/cb?code=c0de&authCode=c0de"}"#);
        assert_snapshot!(answer("app", false), @r#"{"redirectUri":"https://app.example.com/cb?error=access_denied"}"#);
        assert_snapshot!(answer("nobody", true), @"400 oauth2.clientUnknown There is no such app, or it is switched off");
        assert_snapshot!(acme.call(ROUTE, json!({"client_id": "app"})), @"400 invalidParameter A parameter is missing or wrong: agree is missing");
    }
}

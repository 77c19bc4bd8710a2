//! What an app asks of a person: `GET /v1.0/orgbook/oauth2/authorization`.

use super::codes::{CLIENT, OTHER_ORGANIZATION, REDIRECT_URI};
use super::fault;
use crate::prelude::*;
use endpoint::{Answer, AuthorizationOutcome, AuthorizationRequest, Context, Task};

/// The query of the page, as the app sent the browser there.
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
    #[serde(rename = "corpId")]
    corp_id: Option<String>,
}

/// What to ask; or, with `error`, where to send the browser instead.
#[derive(Serialize, JsonSchema, Default)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The app.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    /// The app's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    app_name: Option<String>,
    /// The organization of the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    corp_id: Option<String>,
    /// The organization's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    corp_name: Option<String>,
    /// Organizations that the person can pick: the app's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organizations: Vec<Choice>,
    /// Who is signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_name: Option<String>,
    /// What the app wants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,
    /// Where the browser goes afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_host: Option<String>,
    /// What is wrong, by its name in OAuth 2.0; alone with `redirectUri`.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    /// Where the browser goes with the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_uri: Option<String>,
}

/// An organization that can be picked.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    corp_id: String,
    name: String,
}

impl From<Request> for AuthorizationRequest {
    fn from(request: Request) -> Self {
        Self {
            client_id: request.client_id,
            redirect_uri: request.redirect_uri,
            response_type: request.response_type,
            scope: request.scope,
            state: request.state,
            prompt: request.prompt,
            nonce: request.nonce,
            code_challenge: request.code_challenge,
            code_challenge_method: request.code_challenge_method,
            org_type: request.org_type,
            corp_id: request.corp_id,
        }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/oauth2/authorization", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[CLIENT, REDIRECT_URI, OTHER_ORGANIZATION]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let outcome = context.authorization(self.into()).await?;
            Ok(match outcome.map_err(fault)? {
                AuthorizationOutcome::Back {
                    error,
                    redirect_uri,
                } => Response {
                    error: Some(error),
                    redirect_uri: Some(redirect_uri),
                    ..Response::default()
                },
                AuthorizationOutcome::Ask(asked) => {
                    let (id, name) = asked.organization;
                    Response {
                        client_id: Some(asked.client_id),
                        app_name: Some(asked.app_name),
                        corp_id: Some(id.to_string()),
                        corp_name: Some(name.clone()),
                        organizations: vec![Choice {
                            corp_id: id.to_string(),
                            name,
                        }],
                        user_name: Some(asked.user_name),
                        scopes: asked.scopes,
                        redirect_host: Some(asked.redirect_host),
                        ..Response::default()
                    }
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn the_page_hears_what_to_ask_or_what_is_wrong() {
        let mut acme = place("acme { ann }");
        acme.with_secret("s3cr3t");
        acme.as_person("ann");
        let mut ask = |client_id: &str, redirect_uri: &str, scope: &str| {
            acme.call(
                ROUTE,
                json!({"client_id": client_id, "redirect_uri": redirect_uri, "scope": scope}),
            )
        };
        let (app, own) = ("app", "https://app.example.com/cb");
        assert_snapshot!(ask(app, own, "openid"), @r#"{"clientId":"app","appName":"App","corpId":"dingtest","corpName":"acme","organizations":[{"corpId":"dingtest","name":"acme"}],"userName":"Ann","scopes":["openid"],"redirectHost":"app.example.com"}"#);
        assert_snapshot!(ask(app, own, ""), @r#"{"error":"invalid_scope","redirectUri":"https://app.example.com/cb?error=invalid_scope"}"#);
        assert_snapshot!(ask(app, "https://evil.example/cb", "openid"), @"400 oauth2.redirectUri The app has not registered this redirect address");
        assert_snapshot!(ask("nobody", own, "openid"), @"400 oauth2.clientUnknown There is no such app, or it is switched off");
        assert_snapshot!(ask("elsewhere", own, "openid"), @r#"409 oauth2.otherOrganization The app belongs to another organization {"corpId":"dingother"}"#);
    }
}

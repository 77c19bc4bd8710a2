//! How people of an organization sign in: `GET /v1.0/orgbook/sign-in/methods`.

use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Which organization.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    organization_code: Option<String>,
}

/// What there is besides login and password. Of an organization that does not exist nothing is told, as of one without a provider.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<Provider>,
}

/// The organization's own provider.
#[derive(Serialize, JsonSchema)]
struct Provider {
    /// Its host.
    name: String,
    /// Where the browser goes; takes `next` besides.
    url: String,
}

impl Task for Request {
    const SPEC: Spec =
        Spec::new(Method::Get, "/v1.0/orgbook/sign-in/methods", PARAMETER).token(TokenKind::None);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let code = self.organization_code.unwrap_or_default();
            let provider = context.own_provider(code.trim()).await?;
            let provider = provider.map(|(name, url)| Provider { name, url });
            Ok(Response { provider })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn who_has_a_provider_is_told_so() {
        let mut acme = place("acme { }");
        let code = acme.org.info().code.clone();
        let ask = json!({"organizationCode": code});
        assert_snapshot!(acme.call(ROUTE, ask.clone()), @"{}");
        acme.operate(|draft| {
            draft.set_sign_in_provider(Some(org::SignInProvider {
                issuer: "https://login.example.com".to_owned(),
                client_id: "orgbook".to_owned(),
                scope: "openid".to_owned(),
                claim: "sub".to_owned(),
            }))
        });
        assert_snapshot!(acme.call(ROUTE, ask), @r#"{"provider":{"name":"login.example.com","url":"/page"}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"organizationCode": "nobody"})), @"{}");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"{}");
    }
}

//! Let a provider sign in the organization's SSO enterprise accounts: `PUT /v1.0/orgbook/console/sign-in-provider`.

use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::{Module, SignInProvider};

/// The provider.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    issuer: String,
    client_id: String,
    /// What Orgbook shows there; nothing where the proof of the code is enough.
    client_secret: Option<String>,
    /// `openid profile` when absent.
    scope: Option<String>,
    /// The claim that holds the userid; `preferred_username` when absent.
    claim: Option<String>,
}

/// Nothing to say.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/sign-in-provider",
        PARAMETER,
    )
    .administrators(Module::Organization);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let text = |given: Option<String>, usual: &str| {
                let given = given.filter(|text| !text.is_empty());
                given.unwrap_or_else(|| usual.to_owned())
            };
            let provider = SignInProvider {
                issuer: self.issuer,
                client_id: self.client_id,
                scope: text(self.scope, "openid profile"),
                claim: text(self.claim, "preferred_username"),
            };
            let secret = self.client_secret.filter(|text| !text.is_empty());
            let set = context.set_sign_in_provider(Some(provider), secret).await;
            set.map_err(|fault| match fault {
                Fault::Refused(refusal) => Fault::because(PARAMETER, &refusal),
                other => other,
            })?;
            Ok(Response {})
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth2::{provider, remove_provider};

    const ROUTE: Route = Route::task::<Request>();
    const LOOK: Route = Route::read::<provider::Request>();
    const REMOVE: Route = Route::task::<remove_provider::Request>();

    #[test]
    fn a_provider_is_set_and_removed() {
        let mut acme = place("acme { }");
        acme.as_admin("founder");
        let issuer = "https://login.acme.example";
        let set = json!({"issuer": issuer, "clientId": "orgbook", "clientSecret": "s3cr3t"});
        assert_snapshot!(acme.call(ROUTE, set), @"{}");
        assert!(
            !acme.changes().contains("s3cr3t"),
            "a secret is no fact of the organization"
        );
        assert_snapshot!(acme.call(LOOK, json!({})), @r#"{"issuer":"https://login.acme.example","clientId":"orgbook","scope":"openid profile","claim":"preferred_username"}"#);
        assert_snapshot!(acme.call(REMOVE, json!({})), @"{}");
        assert_snapshot!(acme.call(LOOK, json!({})), @"{}");
    }

    #[test]
    fn what_is_no_provider_is_refused() {
        let mut acme = place("acme { }");
        acme.as_admin("founder");
        let mut set = |name: &str, value: &str| {
            let mut whole = json!({"issuer": "https://login.acme.example", "clientId": "orgbook"});
            whole[name] = value.into();
            acme.call(ROUTE, whole)
        };
        assert_snapshot!(set("issuer", "login.acme.example"), @"400 invalidParameter A parameter is missing or wrong: a provider's issuer is a whole address such as https://login.example.com, without a query");
        assert_snapshot!(set("issuer", "https://login.acme.example?x=1"), @"400 invalidParameter A parameter is missing or wrong: a provider's issuer is a whole address such as https://login.example.com, without a query");
        assert_snapshot!(set("clientId", ""), @"400 invalidParameter A parameter is missing or wrong: the client id has visible ASCII characters");
        assert_snapshot!(set("scope", "profile"), @"400 invalidParameter A parameter is missing or wrong: the scope holds openid and has single blanks between words");
        assert_snapshot!(set("claim", "two words"), @"400 invalidParameter A parameter is missing or wrong: the claim has visible ASCII characters");
    }
}

//! What signs in the organization's SSO enterprise accounts: `GET /v1.0/orgbook/console/sign-in-provider`.

use crate::prelude::*;
use org::Module;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The provider; nothing where there is none. What Orgbook shows there is told to nobody.
#[derive(Serialize, JsonSchema, Default)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The address under which it describes itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    /// What Orgbook is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    /// What is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    /// The claim that holds the userid.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/sign-in-provider",
        PARAMETER,
    )
    .administrators(Module::Organization);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let Some(provider) = view.organization().sign_in_provider.as_deref() else {
            return Ok(Response::default());
        };
        Ok(Response {
            issuer: Some(provider.issuer.clone()),
            client_id: Some(provider.client_id.clone()),
            scope: Some(provider.scope.clone()),
            claim: Some(provider.claim.clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn there_is_none_before_there_is_one() {
        let mut acme = place("acme { }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"{}");
    }
}

//! Query a person's grants to the app: `GET /v1.0/oauth2/authRules/user`.

use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task, TokenKind};

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// What the person granted.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: Vec<Rule>,
}

/// Grants of one kind.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Rule {
    /// `rpc_auth` for calls, else the kind of data whose fields are granted.
    resource: &'static str,
    auth_items: Vec<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/oauth2/authRules/user", ILLEGAL)
        .needs("snsapi_base")
        .token(TokenKind::Person)
        .delegated(&[])
        .faults(&[BUSY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        // Who acts alone has granted nothing to anybody.
        let scopes = context
            .delegation()
            .map(|delegation| &delegation.scopes[..]);
        let result = rules(scopes.unwrap_or_default());
        Box::pin(std::future::ready(Ok(Response { result })))
    }
}

/// Permission points that begin with a small letter after the last dot are fields of what stands before it.
fn rules(scopes: &[String]) -> Vec<Rule> {
    const FIELDS_OF: &str = "Contact.User";
    let points = || scopes.iter().filter(|scope| scope.contains('.'));
    let field = |point: &String| {
        let name = point.strip_prefix(FIELDS_OF)?.strip_prefix('.')?;
        let is_field = name.starts_with(|first: char| first.is_ascii_lowercase());
        is_field.then(|| name.to_owned())
    };
    let calls = points().filter(|point| field(point).is_none());
    let rules = [
        ("rpc_auth", calls.cloned().collect::<Vec<_>>()),
        (FIELDS_OF, points().filter_map(field).collect()),
    ];
    let rules = rules.into_iter().map(|(resource, auth_items)| Rule {
        resource,
        auth_items,
    });
    rules.filter(|rule| !rule.auth_items.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn calls_and_fields_are_told_apart() {
        let mut acme = place("acme { ann }");
        acme.as_person("ann");
        acme.through_app(&[
            "openid",
            "corpid",
            "Contact.User.Read",
            "Contact.User.mobile",
        ]);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"result":[{"resource":"rpc_auth","authItems":["Contact.User.Read"]},{"resource":"Contact.User","authItems":["mobile"]}]}"#);
        acme.through_app(&["openid", "Contact.User.Read"]);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"result":[{"resource":"rpc_auth","authItems":["Contact.User.Read"]}]}"#);
    }

    #[test]
    fn who_granted_nothing_has_none() {
        let mut acme = place("acme { ann }");
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"result":[]}"#);
        acme.through_app(&["openid"]);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"result":[]}"#);
    }
}

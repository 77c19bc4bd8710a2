//! A code for an app's own console: `GET /v1.0/orgbook/console-code`.

use super::codes::{CLIENT, NO_ADMINISTRATOR};
use crate::prelude::*;
use endpoint::{Answer, CodeRefusal, Context, InsideCode, Task};

/// For which app.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    client_id: String,
}

/// The code.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// What goes behind the address of the app's console, for one exchange within five minutes.
    code: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console-code", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[CLIENT, NO_ADMINISTRATOR]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let code = context.inside_code(&self.client_id, InsideCode::Console);
            let code = code.await?.map_err(|refusal| match refusal {
                CodeRefusal::ClientUnknown => CLIENT,
                CodeRefusal::NotAdministrator => NO_ADMINISTRATOR,
            })?;
            Ok(Response { code })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn an_app_of_the_organization_has_codes() {
        let mut acme = place("acme { ann }");
        let key = acme.with_secret("s3cr3t");
        for userid in ["ann", "founder"] {
            acme.as_person(userid);
            assert_snapshot!(userid, acme.call(ROUTE, json!({"clientId": key})));
        }
        assert_snapshot!(acme.call(ROUTE, json!({"clientId": "dingnobody"})), @"400 oauth2.clientUnknown There is no such app, or it is switched off");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidParameter A parameter is missing or wrong: clientId is missing");
    }
}

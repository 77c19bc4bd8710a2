//! What codes for the inside of an app have in common.

use super::codes::{CLIENT, NO_ADMINISTRATOR};
use crate::prelude::*;
use crate::session::codes::SECOND_FACTOR_NEEDED;
use endpoint::{Answer, CodeRefusal, Context, InsideCode};

/// Codes that these calls may answer.
pub(super) const FAULTS: &[&Code] = &[CLIENT, NO_ADMINISTRATOR, SECOND_FACTOR_NEEDED];

/// The code.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Response")]
pub struct Response {
    /// To be handed to the app's server, for one exchange within five minutes.
    code: String,
}

/// A code of that kind for the calling person.
pub(super) fn answer(
    context: &dyn Context,
    client_id: String,
    kind: InsideCode,
) -> Answer<'_, Response> {
    Box::pin(async move {
        let code = context.inside_code(&client_id, kind).await?;
        let code = code.map_err(|refusal| match refusal {
            CodeRefusal::ClientUnknown => CLIENT,
            CodeRefusal::NotAdministrator => NO_ADMINISTRATOR,
            CodeRefusal::FactorMissing => SECOND_FACTOR_NEEDED,
        })?;
        Ok(Response { code })
    })
}

#[cfg(test)]
mod tests {
    use crate::oauth2::{console_code, login_free_code};
    use crate::prelude::*;

    #[test]
    fn an_app_of_the_organization_has_codes() {
        let mut acme = place("acme { ann }");
        let key = acme.with_secret("s3cr3t");
        for (kind, route) in [
            ("console", Route::task::<console_code::Request>()),
            ("login-free", Route::task::<login_free_code::Request>()),
        ] {
            for userid in ["ann", "founder"] {
                acme.as_person(userid);
                assert_snapshot!(
                    format!("{kind}-{userid}"),
                    acme.call(route, json!({"clientId": key}))
                );
            }
            let unknown = acme.call(route, json!({"clientId": "dingnobody"}));
            assert_eq!(
                unknown,
                "400 oauth2.clientUnknown There is no such app, or it is switched off"
            );
            let missing = acme.call(route, json!({}));
            assert!(missing.ends_with("clientId is missing"), "{missing}");
        }
    }
}

//! Change for how long administrators are told what was done: `PUT /v1.0/orgbook/console/audit-settings`.

use crate::prelude::*;
use org::Module;

/// For how long.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// 30 to 3,650 days; 0 for as long as the installation does. The log itself keeps everything.
    days: u32,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/audit-settings",
        PARAMETER,
    )
    .administrators(Module::Audit);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let days = Some(self.days).filter(|days| *days > 0);
        let set = draft.set_audit_days(days);
        set.map_err(|refusal| Fault::invalid("days", &refusal))?;
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::settings;
    use org::Millis;

    const PUT: Route = Route::write::<Request>();
    const GET: Route = Route::task::<settings::Request>();

    #[test]
    fn it_is_told_as_it_is_set() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        assert_eq!(acme.call(GET, json!({})), "{}");
        assert_eq!(acme.call(PUT, json!({"days": 90})), "{}");
        assert_eq!(acme.call(GET, json!({})), r#"{"days":90}"#);
        acme.call(PUT, json!({"days": 90}));
        assert_eq!(acme.changes(), "", "said again");
        acme.call(PUT, json!({"days": 0}));
        assert_eq!(acme.call(GET, json!({})), "{}");
    }

    #[test]
    fn what_the_installation_tells_stands_beside_it() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        acme.call(PUT, json!({"days": 3650}));
        // Calls come a second apart: the third of this test.
        let now = testkit::seed(3).now.0;
        acme.log().told_since(Millis(now - 365 * 86_400_000));
        assert_eq!(
            acme.call(GET, json!({})),
            r#"{"days":3650,"installationDays":365}"#
        );
    }

    #[test]
    fn too_short_too_long_and_no_number_are_refused() {
        let mut acme = place("acme { ann }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(PUT, json!({"days": 29})), @"400 invalidParameter A parameter is missing or wrong: the log is told for 30 to 3650 days, got 29");
        assert_snapshot!(acme.call(PUT, json!({"days": 3651})), @"400 invalidParameter A parameter is missing or wrong: the log is told for 30 to 3650 days, got 3651");
        for body in [json!({"days": -1}), json!({}), json!({"days": "for ever"})] {
            let refused = acme.call(PUT, body);
            assert!(refused.starts_with("400 invalidParameter"), "{refused}");
        }
        assert_eq!(acme.changes(), "");
    }
}

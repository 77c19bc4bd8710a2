//! Change what the organization asks of those who sign in: `PUT /v1.0/orgbook/console/sign-in-settings`.

use super::settings::Response;
use crate::prelude::*;
use org::Module;

/// What changes; what is left out stays.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Whether administrators can do nothing as such without a second factor: also whoever switches it on.
    administrators_need_second_factor: Option<bool>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/sign-in-settings",
        PARAMETER,
    )
    .administrators(Module::Organization);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        if let Some(need) = self.administrators_need_second_factor {
            draft.set_admins_need_second_factor(need);
        }
        Ok(Response::of(&draft.view()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::settings;

    const ROUTE: Route = Route::write::<Request>();
    const GET: Route = Route::read::<settings::Request>();

    #[test]
    fn the_switch_is_told_as_it_is_set() {
        let mut acme = place("acme { ann sub_admin=yes }");
        acme.as_admin("founder");
        let asked = acme.call(ROUTE, json!({"administratorsNeedSecondFactor": true}));
        assert_snapshot!(asked, @r#"{"administratorsNeedSecondFactor":true,"withoutSecondFactor":[{"userId":"founder","name":"Founder"},{"userId":"ann","name":"ann"}]}"#);
        assert_eq!(acme.call(GET, json!({})), asked);
        assert_eq!(acme.call(ROUTE, json!({})), asked, "what is left out stays");
        assert_snapshot!(acme.call(ROUTE, json!({"administratorsNeedSecondFactor": false})), @r#"{"administratorsNeedSecondFactor":false,"withoutSecondFactor":[{"userId":"founder","name":"Founder"},{"userId":"ann","name":"ann"}]}"#);
    }

    #[test]
    fn what_is_no_switch_is_refused() {
        let mut acme = place("acme { }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"administratorsNeedSecondFactor": "always"})), @r#"400 invalidParameter A parameter is missing or wrong: administratorsNeedSecondFactor: expected true or false, got the text "always""#);
    }
}

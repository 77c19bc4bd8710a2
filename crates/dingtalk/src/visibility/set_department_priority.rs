//! Set Department visibility priority: `POST /v1.0/contact/depts/settings/priorities`.

use crate::prelude::*;
use endpoint::Method;

/// Which setting counts.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    /// Whether a sub-department's setting wins over its parent's.
    enable: bool,
}

/// That it is done.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/depts/settings/priorities",
        PARAMETER,
    )
    .serves(&["Set Department visibility priority"])
    .needs("Contact.Visibility.ReadWrite")
    .on(&[On::Missing("enable", MISSING_ENABLE)]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        draft.let_nearest_setting_win(self.enable);
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn the_switch_changes_once() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"enable": false})), @r#"{"result":true}"#);
        assert_eq!(acme.changes(), "");
        assert_snapshot!(acme.call(ROUTE, json!({"enable": true})), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"nearest_setting_wins":true}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 Missingenable enable is mandatory for this action.");
        assert_snapshot!(acme.call(ROUTE, json!({"enable": 2})), @"400 parameter.error 无效的参数: enable: expected true or false, got 2");
        assert_eq!(acme.changes(), "");
    }
}

//! Delete an external contact: `POST /topapi/extcontact/delete`.

use crate::prelude::*;

/// Whom.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    user_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::legacy("/topapi/extcontact/delete", EXTERNAL_CONTACT)
        .serves(&["Delete an external contact"])
        .needs("qyapi_ext_write");
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        Ok(draft.remove_external_contact(&self.user_id)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::write::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();

    #[test]
    fn a_contact_goes_once() {
        let mut acme = place("acme { ann }");
        let contact = json!({
            "name": "Zed", "mobile": "13600000000", "state_code": "86", "follower_user_id": "ann",
            "label_ids": [acme.first_label()]
        });
        let told = acme.call(CREATE, json!({"contact": contact.clone()}));
        let told: Value = serde_json::from_str(&told).expect("an object");
        let request = json!({"user_id": told["userid"]});
        assert_snapshot!(acme.call(ROUTE, request.clone()), @"null");
        assert_snapshot!(acme.changes(), @r#"{"external_contact_removed":"500286904204129263"}"#);
        assert_snapshot!(acme.call(ROUTE, request), @"33012 无效的userId: no external contact 500286904204129263");
        let again = acme.call(CREATE, json!({"contact": contact}));
        assert!(
            again.starts_with("{\"userid\":"),
            "the mobile is free: {again}"
        );
    }

    #[test]
    fn nobody_else_is_deleted() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(acme.call(ROUTE, json!({"user_id": "ann"})), @"33012 无效的userId: no external contact ann");
        assert_snapshot!(acme.call(ROUTE, json!({"user_id": "nobody"})), @"33012 无效的userId: no external contact nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"user_id": ""})), @"33012 无效的userId: no external contact");
        assert_snapshot!(acme.call(ROUTE, json!({"user_id": {}})), @"33012 无效的userId: user_id: expected a text, got an object");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"33012 无效的userId: user_id is missing");
        assert_eq!(acme.changes(), "");
    }
}

//! Get external contact details: `POST /topapi/extcontact/get`.

use super::fields::Contact;
use crate::prelude::*;

/// Whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// At most 64 characters.
    user_id: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/extcontact/get", EXTERNAL_CONTACT)
        .serves(&["Get external contact details"])
        .needs("qyapi_ext_read");
    type Response<'a> = Contact;

    fn read(self, view: &View<'_>) -> Reply<Contact> {
        Ok(view.external_contact(&self.user_id)?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::read::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();

    #[test]
    fn everything_is_told_within_the_scope() {
        let mut acme = place("acme { ann rd id=2 { bob } hr id=3 { cid } }");
        let contact = json!({
            "name": "Zed", "mobile": "51234567", "state_code": "852", "follower_user_id": "bob",
            "label_ids": [acme.first_label()], "share_dept_ids": [2, 3], "share_user_ids": ["ann", "cid"],
            "title": "CFO", "company_name": "Acme", "address": "Street 1", "remark": "met in May"
        });
        let told = acme.call(CREATE, json!({"contact": contact}));
        let told: Value = serde_json::from_str(&told).expect("an object");
        let request = json!({"user_id": told["userid"]});
        assert_snapshot!(acme.call(ROUTE, request.clone()), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"51234567","state_code":"852","follower_user_id":"bob","label_ids":[2603132361],"share_dept_ids":[2,3],"share_user_ids":["ann","cid"],"title":"CFO","company_name":"Acme","address":"Street 1","remark":"met in May","email":""}"#);
        acme.with_points(&["qyapi_ext_read"]);
        assert_snapshot!(acme.call(ROUTE, request.clone()), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"51234567","state_code":"852","follower_user_id":"bob","label_ids":[2603132361],"share_dept_ids":[2,3],"share_user_ids":["ann","cid"],"title":"CFO","company_name":"Acme","address":"Street 1","remark":"met in May","email":""}"#);
        acme.with_scope(&[3], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, request.clone()), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"51234567","state_code":"852","label_ids":[2603132361],"share_dept_ids":[3],"share_user_ids":["ann","cid"],"title":"CFO","company_name":"Acme","address":"Street 1","remark":"met in May","email":""}"#);
        acme.with_scope(&[], &[]);
        assert_snapshot!(acme.call(ROUTE, request), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"51234567","state_code":"852","label_ids":[2603132361],"share_dept_ids":[],"share_user_ids":[],"title":"CFO","company_name":"Acme","address":"Street 1","remark":"met in May","email":""}"#);
    }

    #[test]
    fn what_was_left_out_is_empty() {
        let mut acme = place("acme { ann }");
        let contact = json!({
            "name": "Zed", "mobile": "13600000000", "state_code": "86", "follower_user_id": "ann",
            "label_ids": [acme.first_label()]
        });
        let told = acme.call(CREATE, json!({"contact": contact}));
        let told: Value = serde_json::from_str(&told).expect("an object");
        assert_snapshot!(acme.call(ROUTE, json!({"user_id": told["userid"]})), @r#"{"userid":"500286904204129263","name":"Zed","mobile":"13600000000","state_code":"86","follower_user_id":"ann","label_ids":[2603132361],"share_dept_ids":[],"share_user_ids":[],"title":"","company_name":"","address":"","remark":"","email":""}"#);
    }

    #[test]
    fn nobody_else_is_told() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(acme.call(ROUTE, json!({"user_id": "ann"})), @"33012 无效的userId: no external contact ann");
        assert_snapshot!(acme.call(ROUTE, json!({"user_id": "u".repeat(65)})), @"33012 无效的userId: no external contact uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu");
        assert_snapshot!(acme.call(ROUTE, json!({"user_id": ""})), @"33012 无效的userId: no external contact");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"33012 无效的userId: user_id is missing");
    }
}

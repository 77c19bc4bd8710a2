//! Add or update Contacts hiding settings: `PUT /v1.0/contact/contactHideSettings`.

use super::fields::selection;
use crate::prelude::*;
use endpoint::Method;
use org::{SettingFields, SettingId, SettingKind};

/// The setting. What is absent stays as it is, or has the usual value; an empty list clears one.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Which setting to change; a new one is made when absent.
    id: Option<i64>,
    name: Option<String>,
    description: Option<String>,
    /// People to hide.
    object_staff_ids: Option<Vec<String>>,
    /// Departments to hide, with all below and everybody in them.
    object_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders are hidden.
    object_tag_ids: Option<Vec<i64>>,
    /// People who still see them.
    exclude_staff_ids: Option<Vec<String>>,
    /// Departments whose people still see them.
    exclude_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders still see them.
    exclude_tag_ids: Option<Vec<i64>>,
    /// Whether it is in force; a new one is.
    active: Option<bool>,
    /// Whether their pages are hidden too; not by a new one.
    hide_in_user_profile: Option<bool>,
    /// Whether search does not find them; a new one leaves that open.
    hide_in_search: Option<bool>,
}

/// The setting's id.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Put, "/v1.0/contact/contactHideSettings", PARAMETER)
        .serves(&["Add or update Contacts hiding settings"])
        .needs("Contact.Visibility.ReadWrite");
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let fields = SettingFields {
            name: self.name,
            description: self.description,
            active: self.active,
            objects: selection(
                self.object_staff_ids,
                self.object_dept_ids,
                self.object_tag_ids,
            ),
            excluded: selection(
                self.exclude_staff_ids,
                self.exclude_dept_ids,
                self.exclude_tag_ids,
            ),
            search: self.hide_in_search,
            profile: self.hide_in_user_profile,
            ..SettingFields::default()
        };
        let id = draft
            .put_setting(SettingKind::Hide, self.id.map(SettingId), fields)
            .map_err(|refusal| Fault::because(PARAMETER, &refusal))?;
        Ok(Response { result: id.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_setting_is_made_and_changed() {
        let mut acme = place("acme { rd { ann } bob }");
        let new = json!({
            "name": "Board", "description": "asked for", "objectStaffIds": ["ann"], "objectDeptIds": [2],
            "excludeStaffIds": ["bob"], "hideInSearch": true,
        });
        assert_snapshot!(acme.call(ROUTE, new), @r#"{"result":10001}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"next_setting_id":10002}}
        {"setting_set":{"id":10001,"name":"Board","description":"asked for","active":true,"objects":{"u":["ann"],"d":[2]},"excluded":{"u":["bob"]},"effect":{"hide":{"search":true,"profile":false}},"created_at":1767323047000,"changed_at":1767323047000}}
        "#);
        let change = json!({
            "id": 10001, "name": null, "objectStaffIds": [], "active": false, "hideInUserProfile": true,
        });
        assert_snapshot!(acme.call(ROUTE, change), @r#"{"result":10001}"#);
        assert_snapshot!(acme.changes(), @r#"{"setting_set":{"id":10001,"name":"Board","description":"asked for","active":false,"objects":{"d":[2]},"excluded":{"u":["bob"]},"effect":{"hide":{"search":true,"profile":true}},"created_at":1767323047000,"changed_at":1767323048000}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"id": 10001})), @r#"{"result":10001}"#);
        assert_eq!(acme.changes(), "");
        assert_snapshot!(acme.call(ROUTE, json!({"objectStaffIds": ["ann", "ann"]})), @r#"{"result":10002}"#);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { rd { ann } bob }");
        let mut refusal = |request| acme.call(ROUTE, request);
        assert_snapshot!(refusal(json!({})), @"400 parameter.error 无效的参数: a setting is about at least one user, department or role");
        assert_snapshot!(refusal(json!({"objectStaffIds": []})), @"400 parameter.error 无效的参数: a setting is about at least one user, department or role");
        assert_snapshot!(refusal(json!({"objectStaffIds": ["cid"]})), @"400 parameter.error 无效的参数: no user cid");
        assert_snapshot!(refusal(json!({"objectDeptIds": [9]})), @"400 parameter.error 无效的参数: no department 9");
        assert_snapshot!(refusal(json!({"objectTagIds": [9]})), @"400 parameter.error 无效的参数: no role 9");
        assert_snapshot!(refusal(json!({"id": 10001, "name": "x"})), @"400 parameter.error 无效的参数: no setting 10001");
        let many: Vec<i64> = (1..52).collect();
        assert_snapshot!(refusal(json!({"objectDeptIds": many})), @"400 parameter.error 无效的参数: a setting is about at most 50 users, departments and roles together, got 51");
        assert_snapshot!(refusal(json!({"objectStaffIds": ["ann"], "excludeDeptIds": many})), @"400 parameter.error 无效的参数: at most 50 users, departments and roles together are excluded from a setting, got 51");
        assert_snapshot!(refusal(json!({"objectStaffIds": ["ann"], "name": "x".repeat(129)})), @"400 parameter.error 无效的参数: name has at most 128 characters, got 129");
        assert_snapshot!(refusal(json!({"objectStaffIds": "ann"})), @r#"400 parameter.error 无效的参数: objectStaffIds: expected a list, got the text "ann""#);
        assert_snapshot!(refusal(json!({"objectDeptIds": ["2"]})), @r#"400 parameter.error 无效的参数: objectDeptIds[0]: expected a whole number of 64 bits, got the text "2""#);
        assert_snapshot!(refusal(json!({"objectStaffIds": ["ann"], "active": "true"})), @r#"400 parameter.error 无效的参数: active: expected true or false, got the text "true""#);
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"objectStaffIds": ["bob"]})), @"400 parameter.error 无效的参数: no user bob");
        assert_snapshot!(acme.call(ROUTE, json!({"objectDeptIds": [1]})), @"400 parameter.error 无效的参数: no department 1");
        assert_eq!(acme.changes(), "");
    }
}

//! Set user attribute visibility: `POST /v1.0/contact/staffAttributes/visibilitySettings`.

use crate::prelude::*;
use crate::visibility::fields::selection;
use endpoint::Method;
use org::{Refusal, SettingFields, SettingId, SettingKind};

/// The setting. What is absent stays as it is, or has the usual value; an empty list clears one.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Which setting to change; a new one is made when absent.
    id: Option<i64>,
    name: Option<String>,
    description: Option<String>,
    /// People whose attributes are hidden.
    object_staff_ids: Option<Vec<String>>,
    /// Departments whose people's attributes are hidden.
    object_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders' attributes are hidden.
    object_tag_ids: Option<Vec<i64>>,
    /// Ids of the attributes.
    hide_fields: Option<Vec<String>>,
    /// People who still see them.
    exclude_staff_ids: Option<Vec<String>>,
    /// Departments whose people still see them.
    exclude_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders still see them.
    exclude_tag_ids: Option<Vec<i64>>,
    /// Whether it is in force; a new one is.
    active: Option<bool>,
}

/// The setting's id.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/staffAttributes/visibilitySettings",
        PARAMETER,
    )
    .serves(&["Set user attribute visibility"])
    .needs("Contact.ReachableRule.ReadWrite")
    .faults(&[ATTRIBUTE_SETTINGS_FULL]);
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
            attributes: self.hide_fields,
            ..SettingFields::default()
        };
        let id = draft
            .put_setting(SettingKind::HideAttributes, self.id.map(SettingId), fields)
            .map_err(|refusal| {
                let code = match refusal {
                    Refusal::SettingsFull => ATTRIBUTE_SETTINGS_FULL,
                    _ => PARAMETER,
                };
                Fault::because(code, &refusal)
            })?;
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
            "name": "Phones of R&D", "objectDeptIds": [2], "hideFields": ["mobile", "email", "mobile", "1234567"],
            "excludeStaffIds": ["bob"],
        });
        assert_snapshot!(acme.call(ROUTE, new), @r#"{"result":10001}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"next_setting_id":10002}}
        {"setting_set":{"id":10001,"name":"Phones of R&D","active":true,"objects":{"d":[2]},"excluded":{"u":["bob"]},"effect":{"hide_attributes":["mobile","email","1234567"]},"created_at":1767323047000,"changed_at":1767323047000}}
        "#);
        let change = json!({"id": 10001, "hideFields": [], "active": false, "description": "none"});
        assert_snapshot!(acme.call(ROUTE, change), @r#"{"result":10001}"#);
        assert_snapshot!(acme.changes(), @r#"{"setting_set":{"id":10001,"name":"Phones of R&D","description":"none","active":false,"objects":{"d":[2]},"excluded":{"u":["bob"]},"effect":{"hide_attributes":[]},"created_at":1767323047000,"changed_at":1767323048000}}"#);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { rd { ann } bob }");
        let mut refusal = |request| acme.call(ROUTE, request);
        assert_snapshot!(refusal(json!({"hideFields": ["mobile"]})), @"400 parameter.error 无效的参数: a setting is about at least one user, department or role");
        assert_snapshot!(refusal(json!({"objectStaffIds": ["cid"], "hideFields": ["mobile"]})), @"400 parameter.error 无效的参数: no user cid");
        assert_snapshot!(refusal(json!({"objectStaffIds": ["ann"], "hideFields": [""]})), @r#"400 parameter.error 无效的参数: no attribute ""; there are name, department, email, manager, title, mobile, ext_number, work_station, remark, hire_date, job_number and the ids of custom fields"#);
        assert_snapshot!(refusal(json!({"objectStaffIds": ["ann"], "hideFields": ["x".repeat(65)]})), @r#"400 parameter.error 无效的参数: no attribute "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; there are name, department, email, manager, title, mobile, ext_number, work_station, remark, hire_date, job_number and the ids of custom fields"#);
        let many: Vec<String> = (0..101).map(|number| number.to_string()).collect();
        assert_snapshot!(refusal(json!({"objectStaffIds": ["ann"], "hideFields": many})), @"400 parameter.error 无效的参数: a setting hides at most 100 attributes, got 101");
        let many: Vec<i64> = (1..52).collect();
        assert_snapshot!(refusal(json!({"objectDeptIds": many})), @"400 parameter.error 无效的参数: a setting is about at most 50 users, departments and roles together, got 51");
        assert_snapshot!(refusal(json!({"id": 7, "objectStaffIds": ["ann"]})), @"400 parameter.error 无效的参数: no setting 7");
        assert_snapshot!(refusal(json!({"objectStaffIds": ["ann"], "hideFields": "mobile"})), @r#"400 parameter.error 无效的参数: hideFields: expected a list, got the text "mobile""#);
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn there_are_so_many_and_no_more() {
        let mut acme = place("acme { ann }");
        acme.operate(|draft| {
            for _ in 0..1_000 {
                let fields = SettingFields {
                    objects: selection(Some(vec!["ann".to_owned()]), None, None),
                    ..SettingFields::default()
                };
                draft.put_setting(SettingKind::HideAttributes, None, fields)?;
            }
            Ok(())
        });
        assert_snapshot!(acme.call(ROUTE, json!({"objectStaffIds": ["ann"]})), @"400 ruleNum.exceed.limit 规则数超过上限: an organization has at most 1000 settings of a kind");
        assert_snapshot!(acme.call(ROUTE, json!({"id": 10001, "name": "one"})), @r#"{"result":10001}"#);
    }
}

//! Add or modify Contacts viewing restriction settings: `PUT /v1.0/contact/restrictions/settings`.

use super::fields::selection;
use crate::prelude::*;
use endpoint::Method;
use org::{Range, Refusal, SettingFields, SettingId, SettingKind};

/// The setting. What is absent stays as it is, or has the usual value; an empty list clears one.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Which setting to change; a new one is made when absent.
    id: Option<i64>,
    name: Option<String>,
    description: Option<String>,
    /// People whose view is restricted.
    subject_user_ids: Option<Vec<String>>,
    /// Departments whose people's view is restricted.
    subject_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders' view is restricted.
    subject_tag_ids: Option<Vec<i64>>,
    /// `onlySelf`, `onlySelfDeptAndChild`, or `excludeNode`: exactly those excluded.
    r#type: String,
    /// With `excludeNode`: people who stay visible.
    exclude_user_ids: Option<Vec<String>>,
    /// With `excludeNode`: departments that stay visible, with all below.
    exclude_dept_ids: Option<Vec<i64>>,
    /// With `excludeNode`: roles whose holders stay visible.
    exclude_tag_ids: Option<Vec<i64>>,
    /// Whether it is in force; a new one is.
    active: Option<bool>,
    /// Whether people's pages are restricted too; not by a new one.
    restrict_in_user_profile: Option<bool>,
    /// Whether search is restricted too; not by a new one.
    restrict_in_search: Option<bool>,
}

/// The setting's id.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: i64,
}

pub(super) const RANGES: [(Range, &str); 3] = [
    (Range::OnlySelf, "onlySelf"),
    (Range::OwnDepartments, "onlySelfDeptAndChild"),
    (Range::Excluded, "excludeNode"),
];

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/contact/restrictions/settings",
        PARAMETER,
    )
    .serves(&["Add or modify Contacts viewing restriction settings"])
    .needs("Contact.Visibility.ReadWrite")
    .on(&[
        On::Missing("type", MISSING_TYPE),
        On::Invalid("type", RESTRICTION_TYPE),
    ])
    .faults(&[
        RESTRICTION_ID,
        RESTRICTION_SUBJECTS_EMPTY,
        RESTRICTION_SUBJECTS_EXCEEDED,
        RESTRICTION_EXCLUDED_EXCEEDED,
        RESTRICTION_USER,
    ]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let range = RANGES.iter().find(|(_, name)| *name == self.r#type);
        let Some((range, _)) = range else {
            let detail = sentence!(
                "type is onlySelf, onlySelfDeptAndChild or excludeNode, got {got}",
                "type 为 onlySelf、onlySelfDeptAndChild 或 excludeNode，收到的是 {got}",
                got = self.r#type
            );
            return Err(Fault::invalid("type", detail));
        };
        let fields = SettingFields {
            name: self.name,
            description: self.description,
            active: self.active,
            objects: selection(
                self.subject_user_ids,
                self.subject_dept_ids,
                self.subject_tag_ids,
            ),
            excluded: selection(
                self.exclude_user_ids,
                self.exclude_dept_ids,
                self.exclude_tag_ids,
            ),
            search: self.restrict_in_search,
            profile: self.restrict_in_user_profile,
            range: Some(*range),
            ..SettingFields::default()
        };
        let id = draft
            .put_setting(SettingKind::Restrict, self.id.map(SettingId), fields)
            .map_err(|refusal| {
                let code = match refusal {
                    Refusal::SettingNotFound(_) => RESTRICTION_ID,
                    Refusal::SettingObjectsMissing => RESTRICTION_SUBJECTS_EMPTY,
                    Refusal::SettingObjectsExceeded(_) => RESTRICTION_SUBJECTS_EXCEEDED,
                    Refusal::SettingExcludedExceeded(_) => RESTRICTION_EXCLUDED_EXCEEDED,
                    Refusal::UserListInvalid(_) => RESTRICTION_USER,
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
    fn a_restriction_is_made_and_changed() {
        let mut acme = place("acme { rd { ann } bob }");
        let new = json!({
            "name": "Contractors", "subjectDeptIds": [2], "type": "excludeNode", "excludeUserIds": ["bob"],
            "excludeDeptIds": [2], "active": true, "restrictInUserProfile": true, "restrictInSearch": true,
        });
        assert_snapshot!(acme.call(ROUTE, new), @r#"{"result":10001}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"next_setting_id":10002}}
        {"setting_set":{"id":10001,"name":"Contractors","active":true,"objects":{"d":[2]},"excluded":{"u":["bob"],"d":[2]},"effect":{"restrict":{"range":"excluded","search":true,"profile":true}},"created_at":1767323047000,"changed_at":1767323047000}}
        "#);
        let change = json!({"id": 10001, "type": "onlySelf", "excludeUserIds": [], "restrictInSearch": null});
        assert_snapshot!(acme.call(ROUTE, change), @r#"{"result":10001}"#);
        assert_snapshot!(acme.changes(), @r#"{"setting_set":{"id":10001,"name":"Contractors","active":true,"objects":{"d":[2]},"excluded":{"d":[2]},"effect":{"restrict":{"range":"only_self","search":true,"profile":true}},"created_at":1767323047000,"changed_at":1767323048000}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"subjectUserIds": ["ann"], "type": "onlySelfDeptAndChild"})), @r#"{"result":10002}"#);
    }

    #[test]
    fn each_mistake_has_its_code_in_the_order_of_the_contract() {
        let mut acme = place("acme { rd { ann } bob }");
        let mut refusal = |request| acme.call(ROUTE, request);
        let many: Vec<i64> = (1..52).collect();
        assert_snapshot!(refusal(json!({"id": 9})), @"400 Missingtype type is mandatory for this action.");
        assert_snapshot!(refusal(json!({"id": 9, "type": "everything"})), @"400 typeInvalid 无效的type: type is onlySelf, onlySelfDeptAndChild or excludeNode, got everything");
        assert_snapshot!(refusal(json!({"id": 9, "type": 1})), @"400 typeInvalid 无效的type: type: expected a text, got 1");
        assert_snapshot!(refusal(json!({"id": 9, "type": "onlySelf"})), @"400 idInvalid 无效的id: no setting 9");
        assert_snapshot!(refusal(json!({"type": "onlySelf", "excludeDeptIds": many})), @"400 subjectNodeEmpty 限制对象不能为空: a setting is about at least one user, department or role");
        assert_snapshot!(refusal(json!({"type": "onlySelf", "subjectDeptIds": many, "excludeDeptIds": many})), @"400 subjectNodeExceed 限制对象超过上限: a setting is about at most 50 users, departments and roles together, got 51");
        assert_snapshot!(refusal(json!({"type": "onlySelf", "subjectUserIds": ["cid"], "excludeDeptIds": many})), @"400 excludeNodeExceed 白名单超过上限: at most 50 users, departments and roles together are excluded from a setting, got 51");
        assert_snapshot!(refusal(json!({"type": "onlySelf", "subjectUserIds": ["cid"]})), @"400 userIdInvalid 无效的userId: no user cid");
        assert_snapshot!(refusal(json!({"type": "onlySelf", "subjectUserIds": ["ann"], "excludeUserIds": ["cid"]})), @"400 userIdInvalid 无效的userId: no user cid");
        assert_snapshot!(refusal(json!({"type": "onlySelf", "subjectDeptIds": [9]})), @"400 parameter.error 无效的参数: no department 9");
        assert_snapshot!(refusal(json!({"type": "onlySelf", "subjectTagIds": [9]})), @"400 parameter.error 无效的参数: no role 9");
        assert_snapshot!(refusal(json!({"type": "onlySelf", "subjectUserIds": ["ann"], "restrictInSearch": "yes"})), @r#"400 parameter.error 无效的参数: restrictInSearch: expected true or false, got the text "yes""#);
        assert_eq!(acme.changes(), "");
    }
}

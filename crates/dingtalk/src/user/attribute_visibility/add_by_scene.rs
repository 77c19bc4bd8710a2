//! Add a setting that hides attributes scene by scene, known from one SDK alone: `POST /v1.0/contact/empAttributes/hides/settings`.

use crate::prelude::*;
use crate::visibility::fields::selection;
use crate::visibility::scenes::{AttributeScenes, Scene};
use endpoint::Method;
use org::{Refusal, SettingFields, SettingKind};

/// The setting. What is absent has the usual value.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    name: Option<String>,
    description: Option<String>,
    /// People whose attributes are hidden.
    object_user_ids: Option<Vec<String>>,
    /// Departments whose people's attributes are hidden.
    object_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders' attributes are hidden.
    object_tag_ids: Option<Vec<i64>>,
    /// Ids of the attributes.
    hide_fields: Option<Vec<String>>,
    /// People who still see them.
    exclude_user_ids: Option<Vec<String>>,
    /// Departments whose people still see them.
    exclude_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders still see them.
    exclude_tag_ids: Option<Vec<i64>>,
    /// Somebody's page, and lists of people; on in a new one.
    profile_scene_config: Option<Scene>,
    /// Searching; on in a new one.
    search_scene_config: Option<Scene>,
    /// Below a name in a chat; on in a new one.
    chat_subtitle_config: Option<Scene>,
}

/// The setting's id.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    setting_id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/empAttributes/hides/settings",
        PARAMETER,
    )
    .needs("Contact.ReachableRule.ReadWrite")
    .faults(&[ATTRIBUTE_SETTINGS_FULL]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let scenes = AttributeScenes {
            profile: self.profile_scene_config,
            search: self.search_scene_config,
            chat_subtitle: self.chat_subtitle_config,
        };
        let fields = scenes.over(SettingFields {
            name: self.name,
            description: self.description,
            objects: selection(
                self.object_user_ids,
                self.object_dept_ids,
                self.object_tag_ids,
            ),
            excluded: selection(
                self.exclude_user_ids,
                self.exclude_dept_ids,
                self.exclude_tag_ids,
            ),
            attributes: self.hide_fields,
            ..SettingFields::default()
        });
        let id = draft
            .put_setting(SettingKind::HideAttributes, None, fields)
            .map_err(|refusal| {
                let code = match refusal {
                    Refusal::SettingsFull => ATTRIBUTE_SETTINGS_FULL,
                    _ => PARAMETER,
                };
                Fault::because(code, &refusal)
            })?;
        Ok(Response { setting_id: id.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_setting_is_made() {
        let mut acme = place("acme { rd { ann } bob }");
        let usual = json!({"objectDeptIds": [2], "hideFields": ["mobile"]});
        assert_snapshot!(acme.call(ROUTE, usual), @r#"{"settingId":10001}"#);
        let given = json!({
            "name": "Board", "objectUserIds": ["ann"], "excludeUserIds": ["bob"], "hideFields": ["mobile"],
            "profileSceneConfig": {"active": false}, "chatSubtitleConfig": {"active": false},
        });
        assert_snapshot!(acme.call(ROUTE, given), @r#"{"settingId":10002}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"founder","next_label_id":2603132383,"next_setting_id":10003}}
        {"setting_set":{"id":10002,"name":"Board","active":true,"objects":{"u":["ann"]},"excluded":{"u":["bob"]},"effect":{"hide_attributes":{"ids":["mobile"],"places":{"profile":false,"search":true,"chat_subtitle":false}}},"created_at":1767323048000,"changed_at":1767323048000}}
        "#);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { rd { ann } bob }");
        let mut refusal = |request| acme.call(ROUTE, request);
        assert_snapshot!(refusal(json!({})), @"400 parameter.error 无效的参数: a setting is about at least one user, department or role");
        assert_snapshot!(refusal(json!({"objectUserIds": ["cid"]})), @"400 parameter.error 无效的参数: no user cid");
        assert_snapshot!(refusal(json!({"objectUserIds": ["ann"], "searchSceneConfig": true})), @"400 parameter.error 无效的参数: searchSceneConfig: expected an object, got true");
        assert_snapshot!(refusal(json!({"objectUserIds": ["ann"], "profileSceneConfig": {"active": 1}})), @"400 parameter.error 无效的参数: profileSceneConfig.active: expected true or false, got 1");
        assert_eq!(acme.changes(), "");
    }
}

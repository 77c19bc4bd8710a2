//! Change a setting that hides people scene by scene, known from one SDK alone: `PUT /v1.0/contact/organizations/hides/settings/{settingId}`.

use super::fields::selection;
use super::scenes::{DepartmentScene, HideScenes, Scene};
use crate::prelude::*;
use endpoint::Method;
use org::{SettingFields, SettingId, SettingKind};

/// The setting. What is absent stays as it is; an empty list clears one.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Which setting to change.
    setting_id: i64,
    name: Option<String>,
    description: Option<String>,
    /// People to hide.
    object_user_ids: Option<Vec<String>>,
    /// Departments to hide, with all below.
    object_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders are hidden.
    object_tag_ids: Option<Vec<i64>>,
    /// People who still see them.
    exclude_user_ids: Option<Vec<String>>,
    /// Departments whose people still see them.
    exclude_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders still see them.
    exclude_tag_ids: Option<Vec<i64>>,
    /// Browsing; on in a new one.
    node_list_scene_config: Option<DepartmentScene>,
    /// Searching; off in a new one.
    search_scene_config: Option<DepartmentScene>,
    /// Somebody's page; off in a new one.
    profile_scene_config: Option<Scene>,
}

/// That it is done.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    success: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/contact/organizations/hides/settings/{settingId}",
        PARAMETER,
    )
    .needs("Contact.Visibility.ReadWrite");
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let scenes = HideScenes {
            node_list: self.node_list_scene_config,
            search: self.search_scene_config,
            profile: self.profile_scene_config,
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
            ..SettingFields::default()
        });
        draft
            .put_setting(SettingKind::Hide, Some(SettingId(self.setting_id)), fields)
            .map_err(|refusal| Fault::because(PARAMETER, &refusal))?;
        Ok(Response { success: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visibility::add_hide_by_scene;

    const ROUTE: Route = Route::write::<Request>();
    const ADD: Route = Route::write::<add_hide_by_scene::Request>();

    #[test]
    fn one_setting_is_meant() {
        let mut acme = place("acme { rd { ann } bob }");
        acme.call(ADD, json!({"objectDeptIds": [2], "name": "Board"}));
        acme.changes();
        let request = json!({"settingId": 10001, "nodeListSceneConfig": {"active": false, "deptObjectIncludeEmp": false}, "searchSceneConfig": {"active": true}});
        assert_snapshot!(acme.call(ROUTE, request.clone()), @r#"{"success":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"setting_set":{"id":10001,"name":"Board","active":true,"objects":{"d":[2]},"effect":{"hide":{"tree":false,"search":true,"profile":false,"people_in_tree":false}},"created_at":1767323047000,"changed_at":1767323048000}}"#);
        assert_snapshot!(acme.call(ROUTE, request), @r#"{"success":true}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001, "objectDeptIds": []})), @"400 parameter.error 无效的参数: a setting is about at least one user, department or role");
    }

    #[test]
    fn another_is_not_found() {
        let mut acme = place("acme { rd { ann } }");
        acme.operate(|draft| {
            let fields = org::SettingFields {
                objects: crate::visibility::fields::selection(
                    Some(vec!["ann".to_owned()]),
                    None,
                    None,
                ),
                ..org::SettingFields::default()
            };
            draft.put_setting(org::SettingKind::Restrict, None, fields)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001})), @"400 parameter.error 无效的参数: no setting 10001");
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 7})), @"400 parameter.error 无效的参数: no setting 7");
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": "all"})), @r#"400 parameter.error 无效的参数: settingId: expected a whole number of 64 bits, got the text "all""#);
        assert_eq!(acme.changes(), "");
    }
}

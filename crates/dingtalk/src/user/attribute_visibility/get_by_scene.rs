//! A setting that hides attributes, scene by scene, known from one SDK alone: `GET /v1.0/contact/empAttributes/hides/settings/{settingId}`.

use crate::prelude::*;
use crate::visibility::scenes::{AttributeBySceneSetting, attribute_setting};
use endpoint::Method;

/// Which setting.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    setting_id: i64,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/empAttributes/hides/settings/{settingId}",
        PARAMETER,
    )
    .needs("Contact.ReachableRule.ReadWrite");
    type Response<'a> = AttributeBySceneSetting;

    fn read(self, view: &View<'_>) -> Reply<AttributeBySceneSetting> {
        attribute_setting(view, self.setting_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::attribute_visibility::add_by_scene;

    const ROUTE: Route = Route::read::<Request>();
    const ADD: Route = Route::write::<add_by_scene::Request>();
    const OFF: Route = Route::write::<crate::user::attribute_visibility::put::Request>();

    #[test]
    fn one_setting_is_meant() {
        let mut acme = place("acme { rd { ann } bob }");
        acme.call(
            ADD,
            json!({"objectDeptIds": [2], "hideFields": ["mobile"], "name": "Board"}),
        );
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001})), @r#"{"id":10001,"name":"Board","description":"","objectUserIds":[],"objectDeptIds":[2],"objectTagIds":[],"excludeUserIds":[],"excludeDeptIds":[],"excludeTagIds":[],"hideFields":["mobile"],"profileSceneConfig":{"active":true},"searchSceneConfig":{"active":true},"chatSubtitleConfig":{"active":true}}"#);
        acme.call(OFF, json!({"id": 10001, "active": false}));
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001})), @r#"{"id":10001,"name":"Board","description":"","objectUserIds":[],"objectDeptIds":[2],"objectTagIds":[],"excludeUserIds":[],"excludeDeptIds":[],"excludeTagIds":[],"hideFields":["mobile"],"profileSceneConfig":{"active":false},"searchSceneConfig":{"active":false},"chatSubtitleConfig":{"active":false}}"#);
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
            draft.put_setting(org::SettingKind::Hide, None, fields)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001})), @"400 parameter.error 无效的参数: no setting 10001");
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 7})), @"400 parameter.error 无效的参数: no setting 7");
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": "all"})), @r#"400 parameter.error 无效的参数: settingId: expected a whole number of 64 bits, got the text "all""#);
        assert_eq!(acme.changes(), "");
    }
}

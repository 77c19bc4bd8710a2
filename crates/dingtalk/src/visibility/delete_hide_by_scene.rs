//! Delete a setting that hides people scene by scene, known from one SDK alone: `DELETE /v1.0/contact/organizations/hides/settings/{settingId}`.

use crate::prelude::*;
use endpoint::Method;
use org::{SettingId, SettingKind};

/// Which setting.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    setting_id: i64,
}

/// That it is done.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    success: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/contact/organizations/hides/settings/{settingId}",
        PARAMETER,
    )
    .needs("Contact.Visibility.ReadWrite");
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        draft
            .remove_setting(SettingKind::Hide, SettingId(self.setting_id))
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
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001})), @r#"{"success":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"setting_removed":10001}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001})), @"400 parameter.error 无效的参数: no setting 10001");
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

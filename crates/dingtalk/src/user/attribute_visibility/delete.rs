//! Delete user attribute visibility settings: `DELETE /v1.0/contact/staffAttributes/visibilitySettings/{settingId}`.

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
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/contact/staffAttributes/visibilitySettings/{settingId}",
        PARAMETER,
    )
    .serves(&["Delete user attribute visibility settings"])
    .needs("Contact.ReachableRule.ReadWrite");
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        draft
            .remove_setting(SettingKind::HideAttributes, SettingId(self.setting_id))
            .map_err(|refusal| Fault::because(PARAMETER, &refusal))?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visibility::fields::selection;
    use org::SettingFields;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn a_setting_goes_once() {
        let mut acme = place("acme { ann }");
        for kind in [SettingKind::HideAttributes, SettingKind::Restrict] {
            acme.operate(|draft| {
                let fields = SettingFields {
                    objects: selection(Some(vec!["ann".to_owned()]), None, None),
                    ..SettingFields::default()
                };
                draft.put_setting(kind, None, fields)
            });
        }
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001})), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"setting_removed":10001}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10001})), @"400 parameter.error 无效的参数: no setting 10001");
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": 10002})), @"400 parameter.error 无效的参数: no setting 10002");
        assert_snapshot!(acme.call(ROUTE, json!({"settingId": "all"})), @r#"400 parameter.error 无效的参数: settingId: expected a whole number of 64 bits, got the text "all""#);
        assert_eq!(acme.changes(), "");
    }
}

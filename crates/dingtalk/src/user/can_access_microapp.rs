//! Get the App Management permissions of an Admin: `GET /user/can_access_microapp`.

use crate::prelude::*;

/// Whose permission on which app.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    #[serde(rename = "appId")]
    app_id: i64,
    #[serde(rename = "userId")]
    user_id: String,
}

/// Whether the person may manage the app.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    #[serde(rename = "canAccess")]
    can_access: bool,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/can_access_microapp", ILLEGAL)
        .serves(&["Get the App Management permissions of an Admin"])
        .needs("qyapi_get_member")
        .faults(&[USER_NOT_FOUND, APP_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        if self.user_id.is_empty() {
            return Err(Fault::missing("userId"));
        }
        if !view.user_exists(&self.user_id) {
            return Err(USER_NOT_FOUND.into());
        }
        let app = view.app_by_agent_id(self.app_id).ok_or_else(|| {
            Fault::because(
                APP_NOT_FOUND,
                sentence!(
                    "no app with appId {id}",
                    "没有 appId 为 {id} 的应用",
                    id = self.app_id
                ),
            )
        })?;
        Ok(Response {
            can_access: view.manages_app(&self.user_id, app.agent_id),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    /// The place, and the id of an app that Bob manages.
    fn acme() -> (Place, i64) {
        let mut acme = place("acme { ann sub_admin=yes bob cid }");
        let agent_id = acme.operate(|draft| {
            let app = draft.add_app(org::NewApp {
                name: "Managed".to_owned(),
                points: org::Points::All,
                scope: org::ContactsScope::everybody(),
                redirect_uris: Vec::new(),
                allowed_addresses: Vec::new(),
            })?;
            draft.set_sub_admin("bob", None, BTreeSet::from([app.agent_id]))?;
            Ok(app.agent_id)
        });
        (acme, agent_id)
    }

    #[test]
    fn the_main_administrator_and_the_chosen_may() {
        let (mut acme, app) = acme();
        assert_snapshot!(acme.call(ROUTE, json!({"appId": app, "userId": "founder"})), @r#"{"canAccess":true}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"appId": app.to_string(), "userId": "bob"})), @r#"{"canAccess":true}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"appId": app, "userId": "ann"})), @r#"{"canAccess":false}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"appId": app, "userId": "cid"})), @r#"{"canAccess":false}"#);
    }

    #[test]
    fn unknown_and_missing_parameters_are_refused() {
        let (mut acme, app) = acme();
        assert_snapshot!(acme.call(ROUTE, json!({"appId": app, "userId": "nobody"})), @"60121 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"appId": 7, "userId": "founder"})), @"70004 企业下没有对应该agentid的微应用: no app with appId 7");
        assert_snapshot!(acme.call(ROUTE, json!({"appId": "app", "userId": "founder"})), @r#"40035 不合法的参数: appId: expected a whole number of 64 bits, got the text "app""#);
        assert_snapshot!(acme.call(ROUTE, json!({"appId": app, "userId": ""})), @"40035 不合法的参数: userId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "founder"})), @"40035 不合法的参数: appId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"appId": app})), @"40035 不合法的参数: userId is missing");
    }
}

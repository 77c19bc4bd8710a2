//! Check whether an Admin has App Management permissions: `GET /v1.0/microApp/apps/{agentId}/users/{userId}/adminAccess`.

use crate::prelude::*;
use endpoint::Method;

/// Whose permission on which app; both in the path.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    agent_id: i64,
    user_id: String,
}

/// Whether the person may manage the app.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/microApp/apps/{agentId}/users/{userId}/adminAccess",
        INVALID_AGENT_ID,
    )
    .serves(&["Check whether an Admin has App Management permissions"])
    .needs("qyapi_get_member")
    .faults(&[INVALID_USER_ID]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        if !view.user_exists(&self.user_id) {
            return Err(INVALID_USER_ID.into());
        }
        if view.app_by_agent_id(self.agent_id).is_none() {
            return Err(INVALID_AGENT_ID.into());
        }
        Ok(Response {
            result: view.manages_app(&self.user_id, self.agent_id),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::can_access_microapp;
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
    fn it_agrees_with_the_legacy_call() {
        const LEGACY: Route = Route::read::<can_access_microapp::Request>();
        let (mut acme, app) = acme();
        let mut told = Vec::new();
        for userid in ["founder", "ann", "bob", "cid"] {
            let new = acme.call(ROUTE, json!({"agentId": app, "userId": userid}));
            let legacy = acme.call(LEGACY, json!({"appId": app, "userId": userid}));
            told.push(format!("{userid} {new} {legacy}"));
        }
        assert_snapshot!(told.join("\n"), @r#"
        founder {"result":true} {"canAccess":true}
        ann {"result":false} {"canAccess":false}
        bob {"result":true} {"canAccess":true}
        cid {"result":false} {"canAccess":false}
        "#);
    }

    #[test]
    fn an_app_without_anybody_in_scope_may_ask() {
        let (mut acme, app) = acme();
        acme.with_scope(&[], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"agentId": app, "userId": "bob"})), @r#"{"result":true}"#);
    }

    #[test]
    fn unknown_people_and_apps_are_refused() {
        let (mut acme, app) = acme();
        assert_snapshot!(acme.call(ROUTE, json!({"agentId": app, "userId": "nobody"})), @"400 invalidUserId 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"agentId": 7, "userId": "founder"})), @"400 invalidAgentId 企业下没有对应该agentid的微应用");
        assert_snapshot!(acme.call(ROUTE, json!({"agentId": "app", "userId": "founder"})), @r#"400 invalidAgentId 企业下没有对应该agentid的微应用: agentId: expected a whole number of 64 bits, got the text "app""#);
    }
}

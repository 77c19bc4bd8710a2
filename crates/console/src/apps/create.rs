//! Create an app: `POST /v1.0/orgbook/console/apps`.

use super::fields::{FAULTS, Scope, Shown, networks, outer, points, redirect_uris};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::{ContactsScope, Module, NewApp, Points};

/// What it is and may.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    name: String,
    /// Permission points; every one when absent.
    points: Option<Vec<String>>,
    /// Whom it may see and change; everybody when absent.
    scope: Option<Scope>,
    redirect_uris: Option<Vec<String>>,
    allowed_addresses: Option<Vec<String>>,
}

/// The app and its secret.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    app: Shown,
    /// Shown here, and nowhere else.
    app_secret: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/console/apps", PARAMETER)
        .administrators(Module::Integrations)
        .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let given = self.points.map(|given| points(context, given));
            let new = NewApp {
                name: self.name,
                points: given.transpose()?.unwrap_or(Points::All),
                scope: self.scope.map_or_else(ContactsScope::everybody, Into::into),
                redirect_uris: redirect_uris(self.redirect_uris.unwrap_or_default())?,
                allowed_addresses: networks(self.allowed_addresses.unwrap_or_default())?,
            };
            let (app, app_secret) = context.create_app(new).await.map_err(outer)?;
            Ok(Response {
                app: Shown::seen(context, &app)?,
                app_secret,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apps::{change, get, list, remove, renew_secret};
    use serde_json::Value;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn an_app_comes_changes_and_goes() {
        let mut acme = place("acme { rd { ann } }");
        acme.as_admin("founder");
        let made = acme.call(
            ROUTE,
            json!({"name": " Sync ", "points": ["qyapi_get_member"], "scope": {"deptIds": [2]},
                "redirectUris": ["https://a.example/in"], "allowedAddresses": ["10.0.0.0/8", "::1"]}),
        );
        let made: Value = serde_json::from_str(&made).expect("an app");
        assert_eq!(made["appSecret"], "new secret");
        let key = made["app"]["appKey"].as_str().expect("a key").to_owned();
        let shown = |text: String| text.replace(&key, "KEY");
        const LIST: Route = Route::task::<list::Request>();
        const CHANGE: Route = Route::task::<change::Request>();
        const GET: Route = Route::task::<get::Request>();
        const RENEW: Route = Route::task::<renew_secret::Request>();
        const REMOVE: Route = Route::write::<remove::Request>();
        assert_snapshot!(shown(acme.call(LIST, json!({}))), @r#"{"apps":[{"appKey":"KEY","agentId":4379635787,"name":"Sync","allPoints":false,"points":["qyapi_get_member"],"scope":{"deptIds":[2],"userIds":[],"admins":false},"redirectUris":["https://a.example/in"],"allowedAddresses":["10.0.0.0/8","::1"],"disabled":false,"createdAt":1767323047000},{"appKey":"dingotb7zlsbzycvdopy","agentId":8986432818,"name":"Test","allPoints":true,"points":[],"scope":{"deptIds":[1],"userIds":[],"admins":false},"redirectUris":[],"allowedAddresses":[],"disabled":false,"createdAt":1767323246000}],"beyondPoints":[]}"#);
        let change = json!({"appKey": key, "name": "Feed", "disabled": true, "points": [], "scope": {"userIds": ["ann"]}});
        assert_snapshot!(acme.call(CHANGE, change), @"null");
        assert_snapshot!(shown(acme.call(GET, json!({"appKey": key}))), @r#"{"app":{"appKey":"KEY","agentId":4379635787,"name":"Feed","allPoints":false,"points":[],"scope":{"deptIds":[],"userIds":["ann"],"admins":false},"redirectUris":["https://a.example/in"],"allowedAddresses":["10.0.0.0/8","::1"],"disabled":true,"createdAt":1767323047000},"push":{"way":"none","lag":0,"connected":false,"paused":false,"failed":0,"hours":[]}}"#);
        assert_snapshot!(acme.call(RENEW, json!({"appKey": key})), @r#"{"appSecret":"new secret"}"#);
        assert_snapshot!(acme.call(REMOVE, json!({"appKey": key})), @"null");
        assert_snapshot!(acme.call(LIST, json!({})), @r#"{"apps":[{"appKey":"dingotb7zlsbzycvdopy","agentId":8986432818,"name":"Test","allPoints":true,"points":[],"scope":{"deptIds":[1],"userIds":[],"admins":false},"redirectUris":[],"allowedAddresses":[],"disabled":false,"createdAt":1767323246000}],"beyondPoints":[]}"#);
        for route in [CHANGE, GET, RENEW, REMOVE] {
            let gone = acme.call(route, json!({"appKey": key}));
            assert_eq!(gone, "404 app.notFound There is no such app");
        }
    }

    #[test]
    fn nobody_hands_out_more_than_he_has() {
        let mut acme = place("acme { rd { ann } }");
        acme.operate(|draft| {
            let power = org::Power {
                modules: Some([Module::Integrations, Module::Contacts].into()),
                ..org::Power::default()
            };
            draft.set_admin("ann", power)
        });
        acme.as_admin("founder");
        let made = acme.call(ROUTE, json!({"name": "All"}));
        let made: Value = serde_json::from_str(&made).expect("an app");
        let all = made["app"]["appKey"].as_str().expect("a key").to_owned();
        acme.as_admin("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "Mine"})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: roles is beyond the modules of the administrator");
        let mine = acme.call(
            ROUTE,
            json!({"name": "Mine", "points": ["qyapi_get_member"]}),
        );
        assert!(mine.contains("new secret"), "{mine}");
        // It is told beforehand of which app, and which points.
        const LIST: Route = Route::task::<list::Request>();
        const GET: Route = Route::task::<get::Request>();
        let listed: Value = serde_json::from_str(&acme.call(LIST, json!({}))).expect("apps");
        let beyond = |key: &str| {
            let apps = listed["apps"].as_array().expect("apps").iter();
            let [app] = apps.filter(|app| app["appKey"] == key).collect::<Vec<_>>()[..] else {
                panic!("no such app")
            };
            app["beyondModules"].clone()
        };
        let lacking = json!([
            "roles",
            "visibility",
            "externalContacts",
            "accounts",
            "partners",
            "industry",
            "audit",
            "organization"
        ]);
        assert_eq!(beyond(&all), lacking);
        let mine: Value = serde_json::from_str(&mine).expect("an app");
        assert_eq!(
            beyond(mine["app"]["appKey"].as_str().expect("a key")),
            Value::Null
        );
        // What opens fields of people belongs to the module of people.
        assert_eq!(listed["beyondPoints"], json!(["qyapi_ext_read"]));
        let got: Value =
            serde_json::from_str(&acme.call(GET, json!({"appKey": all}))).expect("an app");
        assert_eq!(got["app"]["beyondModules"], lacking);
        const RENEW: Route = Route::task::<renew_secret::Request>();
        assert_snapshot!(acme.call(RENEW, json!({"appKey": all})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: roles is beyond the modules of the administrator");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut acme = place("acme { rd { ann } }");
        acme.as_admin("founder");
        let mut refused = |input| acme.call(ROUTE, input);
        assert_snapshot!(refused(json!({"name": " "})), @"400 invalidParameter A parameter is missing or wrong: an app's name has 1 to 128 characters");
        assert_snapshot!(refused(json!({"name": "A", "points": ["everything"]})), @"400 invalidParameter A parameter is missing or wrong: there is no permission point everything");
        assert_snapshot!(refused(json!({"name": "A", "scope": {"deptIds": [77]}})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(refused(json!({"name": "A", "scope": {"userIds": ["nobody"]}})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(refused(json!({"name": "A", "redirectUris": ["/in"]})), @"400 invalidParameter A parameter is missing or wrong: a redirect address is a whole URI, got /in");
        assert_snapshot!(refused(json!({"name": "A", "allowedAddresses": ["10.0.0.0/33"]})), @"400 invalidParameter A parameter is missing or wrong: an address or a network such as 10.0.0.0/8, got 10.0.0.0/33");
    }
}

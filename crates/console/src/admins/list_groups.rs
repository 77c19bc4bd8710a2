//! Management groups: `GET /v1.0/orgbook/console/management-groups`.

use super::group::{GroupAnswer, Place, open, places};
use crate::prelude::*;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The groups of which the caller may know, by name, and what the caller may give.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    groups: Vec<GroupAnswer>,
    /// Absent for whoever makes no groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    may_give: Option<MayGive>,
}

/// What the caller may give.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct MayGive {
    /// The departments that are administered; absent for the whole organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    departments: Option<Vec<Place>>,
    modules: Vec<&'static str>,
    apps: Vec<AppName>,
}

/// An app.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct AppName {
    agent_id: i64,
    name: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/management-groups",
        PARAMETER,
    )
    .every_administrator();
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let mut groups: Vec<_> = view.management_groups().collect();
        groups.sort_by(|one, other| one.name.cmp(&other.name));
        let groups = groups
            .into_iter()
            .map(|group| GroupAnswer::told(view, group));
        Ok(Response {
            groups: groups.collect(),
            may_give: view.may_make_management_groups().then(|| may_give(view)),
        })
    }
}

fn may_give(view: &View<'_>) -> MayGive {
    let caller = view.administrator();
    let narrow = caller.filter(|caller| !caller.is_primary());
    let departments = narrow.and_then(|caller| caller.departments.as_ref());
    let has = |id: i64| narrow.is_none_or(|caller| caller.apps.contains(&id));
    let apps = view.apps().filter(|app| has(app.agent_id));
    MayGive {
        departments: departments.map(|ids| places(view, ids.iter())),
        modules: open(|module| caller.is_none_or(|caller| caller.covers(module))),
        apps: apps
            .map(|app| AppName {
                agent_id: app.agent_id,
                name: app.name.clone(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admins::add_group;

    const ROUTE: Route = Route::read::<Request>();
    const ADD: Route = Route::write::<add_group::Request>();

    #[test]
    fn everybody_sees_what_he_may_change_and_what_he_may_give() {
        let mut acme = place("acme { rd { lab { bob } ann sub_admin=2 } zoe { eve } }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"groups":[],"mayGive":{"modules":["contacts","roles","visibility","externalContacts","accounts","partners","industry","integrations","audit","organization"],"apps":[{"agentId":8986432818,"name":"Test"}]}}"#);
        acme.call(ADD, json!({"name": "West", "members": [{"memberId": "eve"}], "scope": {"scopeType": "organization"}, "modules": ["roles"]}));
        acme.as_admin("ann");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"groups":[{"groupId":5718398441157181,"name":"West","members":[{"memberId":"eve","memberType":"user","name":"eve"}],"scope":{"scopeType":"organization","departments":[]},"modules":["roles"],"appIds":[],"changeable":false}],"mayGive":{"modules":["contacts","roles","visibility","externalContacts","accounts","partners","industry","integrations","audit","organization"],"apps":[]}}"#);
        acme.call(ADD, json!({"name": "Lab", "members": [{"memberId": "bob", "memberType": "user"}], "scope": {"scopeType": "departments", "deptIds": [3]}, "modules": ["contacts"]}));
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"groups":[{"groupId":4387145059552021,"name":"Lab","members":[{"memberId":"bob","memberType":"user","name":"bob"}],"scope":{"scopeType":"departments","departments":[{"deptId":3,"name":"lab"}]},"modules":["contacts"],"appIds":[],"maker":{"userId":"ann","name":"ann"},"changeable":true},{"groupId":5718398441157181,"name":"West","members":[{"memberId":"eve","memberType":"user","name":"eve"}],"scope":{"scopeType":"organization","departments":[]},"modules":["roles"],"appIds":[],"changeable":false}],"mayGive":{"modules":["contacts","roles","visibility","externalContacts","accounts","partners","industry","integrations","audit","organization"],"apps":[]}}"#);
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"groups":[{"groupId":4387145059552021,"name":"Lab","members":[{"memberId":"bob","memberType":"user","name":"bob"}],"scope":{"scopeType":"departments","departments":[{"deptId":3,"name":"lab"}]},"modules":["contacts"],"appIds":[],"maker":{"userId":"ann","name":"ann"},"changeable":true},{"groupId":5718398441157181,"name":"West","members":[{"memberId":"eve","memberType":"user","name":"eve"}],"scope":{"scopeType":"organization","departments":[]},"modules":["roles"],"appIds":[],"changeable":true}],"mayGive":{"modules":["contacts","roles","visibility","externalContacts","accounts","partners","industry","integrations","audit","organization"],"apps":[{"agentId":8986432818,"name":"Test"}]}}"#);
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"groups":[]}"#);
        acme.as_admin("eve");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"groups":[],"mayGive":{"modules":["roles"],"apps":[]}}"#);
    }
}

//! Get user Executive mode settings: `GET /v1.0/contact/seniorSettings`.

use super::set::fault;
use crate::prelude::*;
use endpoint::Method;
use org::{Module, Scene, Selection};

/// Whose mode.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The executive.
    senior_staff_id: String,
    /// Sent by newer clients; of no meaning here.
    #[serde(rename = "permissionCode")]
    _permission_code: Option<String>,
}

/// What the mode does; empty lists when it is off.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    senior_staff_id: String,
    /// The kinds of contact that are blocked.
    protect_scenes: Vec<&'static str>,
    /// Who may make contact all the same: people, then departments, then roles.
    senior_white_list: Vec<Permitted>,
}

/// Somebody who may make contact.
#[derive(Serialize, JsonSchema)]
struct Permitted {
    id: String,
    /// 1 is a person, 2 a department, 3 a role.
    r#type: i64,
    name: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/contact/seniorSettings", PARAMETER)
        .serves(&["Get user Executive mode settings"])
        .needs("qyapi_get_member")
        // Who administers rules sets the mode, too.
        .or_module(Module::Visibility)
        .scoped()
        .on(&[On::Missing("seniorStaffId", MISSING_SENIOR)])
        .faults(&[EXECUTIVE_USER]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let user = view
            .user(&self.senior_staff_id)
            .map_err(|refusal| fault(&refusal))?;
        let executive = view.executive(user.userid);
        let scenes = match executive {
            Some(executive) => executive.scenes.as_slice(),
            None if user.senior => &Scene::USUAL,
            None => &[],
        };
        let permitted = executive.map(|executive| permitted(view, &executive.permitted));
        Ok(Response {
            senior_staff_id: user.userid.to_owned(),
            protect_scenes: scenes.iter().map(|scene| scene.as_str()).collect(),
            senior_white_list: permitted.unwrap_or_default(),
        })
    }
}

/// Those of a selection whom the caller sees.
fn permitted(view: &View<'_>, selection: &Selection) -> Vec<Permitted> {
    let one = |id: String, r#type, name: &str| Permitted {
        id,
        r#type,
        name: name.to_owned(),
    };
    let users = selection.users.iter().filter_map(|id| {
        let user = view.user(id.as_str()).ok()?;
        Some(one(id.to_string(), 1, user.name))
    });
    let departments = selection.departments.iter().filter_map(|id| {
        let department = view.department(*id).ok()?;
        Some(one(id.to_string(), 2, &department.name))
    });
    let roles = selection.roles.iter().filter_map(|id| {
        let role = view.role(*id).ok()?;
        Some(one(id.to_string(), 3, &role.name))
    });
    users.chain(departments).chain(roles).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::executive_mode::set;
    use crate::user::update;

    const ROUTE: Route = Route::read::<Request>();
    const SET: Route = Route::write::<set::Request>();
    const UPDATE: Route = Route::write::<update::Request>();

    #[test]
    fn the_white_list_tells_names() {
        let mut acme = place("acme { rd { ann } bob cid }");
        let role = acme.role("主管");
        let set = json!({
            "seniorStaffId": "ann", "open": true, "permitStaffIds": ["cid", "bob"], "permitDeptIds": [2],
            "permitTagIds": [role], "protectScenes": ["VIDEO_CALL", "CHAT"],
        });
        acme.call(SET, set);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann", "permissionCode": "x"})), @r#"{"seniorStaffId":"ann","protectScenes":["VIDEO_CALL","CHAT"],"seniorWhiteList":[{"id":"cid","type":1,"name":"cid"},{"id":"bob","type":1,"name":"bob"},{"id":"2","type":2,"name":"rd"},{"id":"2603132351","type":3,"name":"主管"}]}"#);
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann"})), @r#"{"seniorStaffId":"ann","protectScenes":["VIDEO_CALL","CHAT"],"seniorWhiteList":[{"id":"2","type":2,"name":"rd"},{"id":"2603132351","type":3,"name":"主管"}]}"#);
    }

    #[test]
    fn the_older_switch_is_the_same_one() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann"})), @r#"{"seniorStaffId":"ann","protectScenes":[],"seniorWhiteList":[]}"#);
        acme.call(UPDATE, json!({"userid": "ann", "senior_mode": true}));
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann"})), @r#"{"seniorStaffId":"ann","protectScenes":["DING_SMS","DING_MSG","CALL"],"seniorWhiteList":[]}"#);
        acme.call(
            SET,
            json!({"seniorStaffId": "ann", "open": true, "protectScenes": ["CALL"]}),
        );
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann"})), @r#"{"seniorStaffId":"ann","protectScenes":["CALL"],"seniorWhiteList":[]}"#);
        acme.call(UPDATE, json!({"userid": "ann", "senior_mode": false}));
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        {"executive_removed":"ann"}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann"})), @r#"{"seniorStaffId":"ann","protectScenes":[],"seniorWhiteList":[]}"#);
    }

    #[test]
    fn who_is_not_there_has_no_mode() {
        let mut acme = place("acme { rd { ann } bob }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 MissingseniorStaffId seniorStaffId is mandatory for this action.");
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "cid"})), @"500 parameter.userNotExists 员工不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": ["ann"]})), @"400 parameter.error 无效的参数: seniorStaffId: expected a text, got a list");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "bob"})), @"500 parameter.userNotExists 员工不存在");
    }
}

//! Set Executive mode: `POST /v1.0/contact/seniorSettings`.

use crate::prelude::*;
use crate::visibility::fields::selection;
use endpoint::Method;
use org::{Module, Refusal, Scene};

/// Whose mode, and what it does.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The executive.
    senior_staff_id: String,
    /// Whether the mode is on.
    open: bool,
    /// People who may make contact all the same.
    permit_staff_ids: Option<Vec<String>>,
    /// Departments whose people may.
    permit_dept_ids: Option<Vec<i64>>,
    /// Roles whose holders may.
    permit_tag_ids: Option<Vec<i64>>,
    /// The kinds of contact that are blocked. When absent, those of before, or the usual ones.
    protect_scenes: Option<Vec<String>>,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/contact/seniorSettings", PARAMETER)
        .serves(&["Set Executive mode"])
        .needs("qyapi_manage_addresslist")
        .or_module(Module::Visibility)
        .on(&[
            On::Missing("seniorStaffId", MISSING_SENIOR),
            On::Missing("open", MISSING_OPEN),
        ])
        .faults(&[EXECUTIVE_USER]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let scenes = self.protect_scenes.as_deref().map(scenes).transpose()?;
        let userid = &self.senior_staff_id;
        let done = if self.open {
            let permitted = selection(
                self.permit_staff_ids,
                self.permit_dept_ids,
                self.permit_tag_ids,
            );
            draft.set_executive(userid, permitted, scenes)
        } else {
            draft.end_executive(userid)
        };
        done.map_err(|refusal| fault(&refusal))?;
        Ok(Response {})
    }
}

fn scenes(names: &[String]) -> Reply<Vec<Scene>> {
    let known = || Scene::ALL.map(|(_, name)| name).join(", ");
    let scenes = names.iter().map(|name| {
        Scene::parse(name).ok_or_else(|| {
            let detail = sentence!(
                "protectScenes holds {known}, got {name}",
                "protectScenes 里是 {known}，收到的是 {name}",
                known = known()
            );
            Fault::invalid("protectScenes", detail)
        })
    });
    scenes.collect()
}

/// The fault of somebody who is not there, or cannot be seen, or of something else.
pub(super) fn fault(refusal: &Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(_) | Refusal::UserIdInvalid | Refusal::UserOutOfScope(_) => {
            Fault::code(EXECUTIVE_USER)
        }
        other => Fault::because(PARAMETER, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn the_mode_is_set_replaced_and_ended() {
        let mut acme = place("acme { rd { ann } bob }");
        let set = json!({
            "seniorStaffId": "ann", "open": true, "permitStaffIds": ["bob"], "permitDeptIds": [2],
            "protectScenes": ["CHAT", "VIDEO_CALL", "CHAT"],
        });
        assert_snapshot!(acme.call(ROUTE, set), @"{}");
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","senior":true,"departments":[{"d":2,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        {"executive_set":{"userid":"ann","permitted":{"u":["bob"],"d":[2]},"scenes":["CHAT","VIDEO_CALL"]}}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann", "open": true})), @"{}");
        assert_snapshot!(acme.changes(), @r#"{"executive_set":{"userid":"ann","scenes":["CHAT","VIDEO_CALL"]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann", "open": true, "protectScenes": []})), @"{}");
        assert_snapshot!(acme.changes(), @r#"{"executive_set":{"userid":"ann","scenes":[]}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann", "open": false, "permitStaffIds": ["bob"]})), @"{}");
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":2,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        {"executive_removed":"ann"}
        "#);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann", "open": false})), @"{}");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn switched_on_without_scenes_it_blocks_the_usual_ones() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "ann", "open": true, "protectScenes": []})), @"{}");
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","senior":true,"departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        {"executive_set":{"userid":"ann","scenes":["DING_SMS","DING_MSG","CALL"]}}
        "#);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { rd { ann } bob }");
        let mut refusal = |request| acme.call(ROUTE, request);
        assert_snapshot!(refusal(json!({"open": true})), @"400 MissingseniorStaffId seniorStaffId is mandatory for this action.");
        assert_snapshot!(refusal(json!({"seniorStaffId": "ann"})), @"400 Missingopen open is mandatory for this action.");
        assert_snapshot!(refusal(json!({"seniorStaffId": "cid", "open": true})), @"500 parameter.userNotExists 员工不存在");
        assert_snapshot!(refusal(json!({"seniorStaffId": "", "open": false})), @"500 parameter.userNotExists 员工不存在");
        assert_snapshot!(refusal(json!({"seniorStaffId": "ann", "open": true, "permitStaffIds": ["cid"]})), @"400 parameter.error 无效的参数: no user cid");
        assert_snapshot!(refusal(json!({"seniorStaffId": "ann", "open": true, "permitDeptIds": [9]})), @"400 parameter.error 无效的参数: no department 9");
        assert_snapshot!(refusal(json!({"seniorStaffId": "ann", "open": true, "permitTagIds": [9]})), @"400 parameter.error 无效的参数: no role 9");
        assert_snapshot!(refusal(json!({"seniorStaffId": "ann", "open": true, "protectScenes": ["FAX"]})), @"400 parameter.error 无效的参数: protectScenes holds DING_SMS, DING_MSG, CHAT, CONFERENCE_VIDEO, CONFERENCE, VIDEO_CALL, CONFERENCE_VOIP, CALL, SEARCH, CALL_CENTER, got FAX");
        assert_snapshot!(refusal(json!({"seniorStaffId": "ann", "open": "yes"})), @r#"400 parameter.error 无效的参数: open: expected true or false, got the text "yes""#);
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"seniorStaffId": "bob", "open": true})), @"500 parameter.userNotExists 员工不存在");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn the_white_list_has_a_limit() {
        let people: String = (0..201).map(|number| format!("u{number} ")).collect();
        let mut acme = place(&format!("acme {{ {people} }}"));
        let mut set = |count: usize| {
            let permitted: Vec<String> = (0..count).map(|number| format!("u{number}")).collect();
            acme.call(
                ROUTE,
                json!({"seniorStaffId": "u0", "open": true, "permitStaffIds": permitted}),
            )
        };
        assert_snapshot!(set(200), @"{}");
        assert_snapshot!(set(201), @"400 parameter.error 无效的参数: at most 200 users, departments and roles together may contact an executive, got 201");
    }
}

//! Get partners of an upstream-downstream organization: `POST /topapi/union/cooperate/info/list`.

use super::fields;
use crate::prelude::*;
use endpoint::Envelope;
use org::{Guest, Share};

/// Which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// 0 for applications, 1 for those joined.
    status: i64,
}

/// The organizations.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    success: bool,
    result: Vec<Partner>,
}

/// An organization that takes part, or has asked to.
#[derive(Serialize, JsonSchema)]
pub struct Partner {
    union_corp_id: String,
    union_org_name: String,
    /// 1 for everybody, 2 for a part.
    union_type: i64,
    /// Of a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    dept_ids: Option<Vec<i64>>,
    /// Of a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    userids: Option<Vec<String>>,
    /// Where it hangs, once it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    dept_id: Option<i64>,
    dept_name: String,
    auth_level: i64,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/union/cooperate/info/list", PARAMETER)
        .serves(&["Get the organization and user information that has joined or is applying to join the upstream-downstream organization"])
        .needs("qyapi_related_org_read")
        .envelope(Envelope::Flat);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let state = fields::state(self.status)?;
        let partners = view.guests(state).map(|guest| Partner::of(view, guest));
        Ok(Response {
            success: true,
            result: partners.collect(),
        })
    }
}

impl Partner {
    fn of(view: &View<'_>, guest: &Guest) -> Self {
        let (dept_ids, userids) = match &guest.share {
            Share::Everybody => (None, None),
            Share::Part { departments, users } => (
                Some(departments.iter().map(|id| id.0).collect()),
                Some(users.iter().map(|id| id.to_string()).collect()),
            ),
        };
        let dept_name = view.mount_name(guest).unwrap_or(guest.shown_name());
        Self {
            union_corp_id: guest.org.to_string(),
            union_org_name: guest.name.clone(),
            union_type: guest.share.union_type(),
            dept_ids,
            userids,
            dept_id: guest.mount.map(|id| id.0),
            dept_name: dept_name.to_owned(),
            auth_level: fields::level(guest.authentication),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::testing::{applied, joined, mount};

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn whoever_asked_has_no_place_yet() {
        let mut acme = applied();
        assert_snapshot!(acme.call(ROUTE, json!({"status": 0})), @r#"{"success":true,"result":[{"union_corp_id":"dingb0b","union_org_name":"bob","union_type":2,"dept_ids":[2],"userids":["dan"],"dept_name":"bob","auth_level":0}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"status": 1})), @r#"{"success":true,"result":[]}"#);
    }

    #[test]
    fn whoever_joined_has_one() {
        let mut acme = joined();
        let mount = mount(&mut acme).to_string();
        assert_snapshot!(acme.call(ROUTE, json!({"status": "1"})).replace(&mount, "MOUNT"), @r#"{"success":true,"result":[{"union_corp_id":"dingb0b","union_org_name":"bob","union_type":2,"dept_ids":[2],"userids":["dan"],"dept_id":MOUNT,"dept_name":"bob","auth_level":0}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"status": 0})), @r#"{"success":true,"result":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"status": 3})), @"400002 无效的参数: status is 0 or 1, got 3");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: status is missing");
    }
}

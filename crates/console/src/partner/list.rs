//! Organizations that take part, with how they are set: `GET /v1.0/orgbook/console/partners`.

use crate::prelude::*;
use org::{Guest, Host, LinkRule, LinkState, Module, Share};

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// Both sides, each by id, those that wait first.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Organizations that take part in this one, or have asked to.
    partners: Vec<Partner>,
    /// Organizations in which this one takes part, or has asked to.
    hosts: Vec<Joined>,
}

/// An organization that takes part, or has asked to.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Partner {
    corp_id: String,
    name: String,
    /// `waiting` or `joined`.
    state: &'static str,
    /// Whether all of its people take part; else those of the departments and the people that are named.
    everybody: bool,
    dept_ids: Vec<i64>,
    user_ids: Vec<String>,
    /// Under which it hangs, or would.
    shown_name: String,
    /// The department at which it hangs.
    #[serde(skip_serializing_if = "Option::is_none")]
    mount_dept_id: Option<i64>,
    /// The department above that.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_dept_id: Option<i64>,
    /// Its people are hidden from everybody else but these; absent while they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<Exceptions>,
    /// Its people see nobody but themselves and these; absent while they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    restricted: Option<Exceptions>,
    /// Codes of the data that it shows.
    data: Vec<String>,
    /// Levels of organizations that hang below it.
    levels: u8,
    /// In milliseconds.
    applied_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    joined_at: Option<i64>,
}

/// Whom a rule leaves out.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Exceptions {
    corp_ids: Vec<String>,
    dept_ids: Vec<i64>,
}

/// An organization in which this one takes part, or has asked to.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Joined {
    corp_id: String,
    name: String,
    /// `waiting` or `joined`.
    state: &'static str,
    /// For whom an upstream-downstream organization was created; a trunk has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_corp_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_name: Option<String>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/partners", PARAMETER)
        .needs("qyapi_related_org_read")
        .module(Module::Partners);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let states = [LinkState::Applying, LinkState::Joined];
        let guests = states.into_iter().flat_map(|state| view.guests(state));
        let hosts = states.into_iter().flat_map(|state| view.hosts(state));
        Ok(Response {
            partners: guests.map(|guest| Partner::of(view, guest)).collect(),
            hosts: hosts.map(Joined::of).collect(),
        })
    }
}

fn state(state: LinkState) -> &'static str {
    match state {
        LinkState::Applying => "waiting",
        LinkState::Joined => "joined",
    }
}

impl Partner {
    fn of(view: &View<'_>, guest: &Guest) -> Self {
        let (dept_ids, user_ids) = match &guest.share {
            Share::Everybody => (Vec::new(), Vec::new()),
            Share::Part { departments, users } => (
                departments.iter().map(|id| id.0).collect(),
                users.iter().map(ToString::to_string).collect(),
            ),
        };
        let mount = guest.mount.and_then(|id| view.department(id).ok());
        let parent = mount.and_then(|mount| mount.parent);
        Self {
            corp_id: guest.org.to_string(),
            name: guest.name.clone(),
            state: state(guest.state),
            everybody: guest.share == Share::Everybody,
            dept_ids,
            user_ids,
            shown_name: view
                .mount_name(guest)
                .unwrap_or(guest.shown_name())
                .to_owned(),
            mount_dept_id: guest.mount.map(|id| id.0),
            parent_dept_id: parent.map(|id| id.0),
            hidden: guest.hidden.as_ref().map(Exceptions::of),
            restricted: guest.restricted.as_ref().map(Exceptions::of),
            data: guest.data.iter().cloned().collect(),
            levels: guest.levels,
            applied_at: guest.applied_at.0,
            joined_at: guest.joined_at.map(|at| at.0),
        }
    }
}

impl Exceptions {
    fn of(rule: &LinkRule) -> Self {
        Self {
            corp_ids: rule.guests.iter().map(ToString::to_string).collect(),
            dept_ids: rule.departments.iter().map(|id| id.0).collect(),
        }
    }
}

impl Joined {
    fn of(host: &Host) -> Self {
        let owner = host.owner.as_ref();
        Self {
            corp_id: host.org.to_string(),
            name: host.name.clone(),
            state: state(host.state),
            owner_corp_id: owner.map(|owner| owner.org.to_string()),
            owner_name: owner.map(|owner| owner.name.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{GuestPlace, GuestRule, LinkRuleKind, OrgId};
    use std::collections::BTreeSet;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn what_is_set_is_told() {
        let mut acme = place("acme { rd { ann } }");
        acme.with_other("dingguest", Some("guest { sales { bob } }"));
        acme.with_other("dinghost", Some("host { hal }"));
        let (us, host) = (OrgId::new("dingtest"), OrgId::new("dinghost"));
        acme.operate_beside(|draft| draft.apply_to_host(&host, Share::Everybody, BTreeSet::new()));
        acme.operate_other("dingguest", |draft| {
            let share = Share::of([DepartmentId(2)].into(), BTreeSet::new())?;
            draft.apply_to_host(&us, share, ["sales".to_owned()].into())
        });
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"partners":[{"corpId":"dingguest","name":"guest","state":"waiting","everybody":false,"deptIds":[2],"userIds":[],"shownName":"guest","data":["sales"],"levels":0,"appliedAt":1767323048000}],"hosts":[{"corpId":"dinghost","name":"host","state":"waiting"}]}"#);
        acme.operate_beside(|draft| {
            draft.approve_guests(vec![GuestPlace {
                org: OrgId::new("dingguest"),
                alias: Some("East".to_owned()),
                parent: DepartmentId(2),
            }])?;
            let rule = |kind, rule| GuestRule {
                org: OrgId::new("dingguest"),
                kind,
                rule: Some(rule),
            };
            let but_rd = LinkRule {
                departments: vec![DepartmentId(2)],
                ..LinkRule::default()
            };
            let hidden = rule(LinkRuleKind::Hidden, but_rd);
            let restricted = rule(LinkRuleKind::Restricted, LinkRule::default());
            draft.set_guest_rules(vec![hidden, restricted])
        });
        let joined = acme.call(ROUTE, json!({}));
        let mount = serde_json::from_str::<serde_json::Value>(&joined).expect("an object");
        let mount = mount["partners"][0]["mountDeptId"].to_string();
        assert_snapshot!(joined.replace(&mount, "MOUNT"), @r#"{"partners":[{"corpId":"dingguest","name":"guest","state":"joined","everybody":false,"deptIds":[2],"userIds":[],"shownName":"East","mountDeptId":MOUNT,"parentDeptId":2,"hidden":{"corpIds":[],"deptIds":[2]},"restricted":{"corpIds":[],"deptIds":[]},"data":["sales"],"levels":0,"appliedAt":1767323048000,"joinedAt":1767323050000}],"hosts":[{"corpId":"dinghost","name":"host","state":"waiting"}]}"#);
    }

    #[test]
    fn an_organization_alone_has_none() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"partners":[],"hosts":[]}"#);
    }
}

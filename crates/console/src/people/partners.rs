//! Organizations that take part in mine and whose place I may see: `GET /v1.0/orgbook/partners`.

use crate::prelude::*;
use org::LinkState;

/// Nothing: an organization has a few hundred partners at most.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// In the order of their ids.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    partners: Vec<Partner>,
}

/// An organization that takes part. Its people are those of a department, and everything below it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Partner {
    /// Where it hangs.
    dept_id: i64,
    /// The name of that department.
    name: String,
    /// People in it and below it, each once.
    member_count: u64,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/partners", PARAMETER)
        .token(TokenKind::Person)
        .delegated(&["Contact.User.Read"])
        .faults(&[PERSON]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PERSON)?;
        let joined = view.guests(LinkState::Joined);
        let seen = joined.filter_map(|guest| viewer.department_page(guest.mount?, None, 1));
        let partners = seen.map(|page| Partner {
            dept_id: page.department.id.0,
            name: page.department.name.clone(),
            member_count: page.member_count,
        });
        Ok(Response {
            partners: partners.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{GuestPlace, GuestRule, LinkRule, LinkRuleKind, OrgId, Share};
    use std::collections::BTreeSet;
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    /// Somebody's organization to which another has applied, and in which it takes part if that was agreed.
    fn with_guest(joined: bool) -> Place {
        let mut acme = place("acme { rd { ann } }");
        acme.with_other(
            "dingguest",
            Some("guest { parts { bob mobile=13911110001 cid mobile=13911110002 } }"),
        );
        let host = OrgId::new("dingtest");
        acme.operate_other("dingguest", |draft| {
            draft.apply_to_host(&host, Share::Everybody, BTreeSet::new())
        });
        if joined {
            acme.operate_beside(|draft| {
                draft.approve_guests(vec![GuestPlace {
                    org: OrgId::new("dingguest"),
                    alias: Some("Suppliers".to_owned()),
                    parent: DepartmentId::ROOT,
                }])
            });
        }
        acme
    }

    #[test]
    fn whoever_takes_part_is_told_with_its_place() {
        let mut acme = with_guest(true);
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"partners":[{"deptId":100000605,"name":"Suppliers","memberCount":3}]}"#);
    }

    #[test]
    fn an_application_and_a_hidden_place_are_not_there() {
        let mut acme = with_guest(false);
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"partners":[]}"#);
        let mut acme = with_guest(true);
        acme.operate(|draft| {
            draft.set_guest_rules(vec![GuestRule {
                org: OrgId::new("dingguest"),
                kind: LinkRuleKind::Hidden,
                rule: Some(LinkRule::default()),
            }])
        });
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"partners":[]}"#);
        acme.as_person("nobody");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"404 person.notFound There is no such person, or you may not see this person");
    }
}

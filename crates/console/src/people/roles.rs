//! Roles that somebody whom I may see holds: `GET /v1.0/orgbook/roles`.

use super::paging;
use crate::limits::{ROLE_HOLDERS_LOOKED_AT_MAX, ROLES_LOOKED_AT_MAX};
use crate::prelude::*;

/// Which of them, and which page.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Any part of the name of a role or of its group; all when absent.
    q: Option<String>,
    /// `nextCursor` of the page before; absent for the first.
    cursor: Option<String>,
    /// Roles on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// Group by group, in the order in which they were made.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    roles: Vec<FoundRole>,
    /// Absent on the last page; a page before may have fewer roles than asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A role.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct FoundRole {
    role_id: i64,
    name: String,
    group_id: i64,
    group_name: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/roles", PARAMETER)
        .token(TokenKind::Person)
        .delegated(&["Contact.User.Read"])
        .faults(&[PERSON]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PERSON)?;
        let query = paging::query(self.q.as_deref())?.map(str::to_lowercase);
        let offset = paging::offset(self.cursor.as_deref())?;
        let size = paging::size(self.size)?;
        let has_it = |name: &str| {
            let query = query.as_deref();
            query.is_none_or(|query| name.to_lowercase().contains(query))
        };
        let groups = view.role_groups(0);
        let named = groups.flat_map(|group| {
            let roles = view.roles_of_group(group.id);
            roles.map(move |role| (group, role))
        });
        let named = named.filter(|(group, role)| has_it(&role.name) || has_it(&group.name));
        // The cursor counts roles that were looked at, seen or not: none is looked at twice on the way through the pages.
        let mut roles = Vec::new();
        let mut next = None;
        for (at, (group, role)) in named.enumerate().skip(offset) {
            if roles.len() == size || at - offset == ROLES_LOOKED_AT_MAX {
                next = Some(at.to_string());
                break;
            }
            // A role that nobody holds looks like one of hidden people.
            if viewer.finds_holder(role.id, ROLE_HOLDERS_LOOKED_AT_MAX) {
                roles.push(FoundRole {
                    role_id: role.id.0,
                    name: role.name.clone(),
                    group_id: group.id.0,
                    group_name: group.name.clone(),
                });
            }
        }
        Ok(Response {
            roles,
            next_cursor: next,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{SelectionFields, SettingFields, SettingKind};
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    /// Two roles that people hold, and one that nobody does.
    fn with_roles() -> Place {
        let mut acme = place("acme { rd { ann bob cid } }");
        acme.operate(|draft| {
            let group = draft.add_role_group("Duties")?;
            let auditor = draft.add_role(group, "Auditor")?;
            let buyer = draft.add_role(group, "Buyer")?;
            draft.add_role(group, "Vacant")?;
            draft.give_roles(&[auditor], &["ann".to_owned()])?;
            draft.give_roles(&[buyer], &["bob".to_owned(), "cid".to_owned()])
        });
        acme
    }

    /// What is told: names of roles with those of their groups, and the cursor.
    fn told(acme: &mut Place, query: serde_json::Value) -> String {
        let answer = acme.call(ROUTE, query);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
        let roles = answer["roles"].as_array().expect("a list").iter();
        let named = roles.map(|role| format!("{}/{}", role["groupName"], role["name"]));
        let named = named.chain(answer.get("nextCursor").map(ToString::to_string));
        named.collect::<Vec<String>>().join(" ").replace('"', "")
    }

    #[test]
    fn roles_that_somebody_holds_are_found_by_name_and_group() {
        let mut acme = with_roles();
        acme.as_person("cid");
        assert_snapshot!(told(&mut acme, json!({})), @"默认/主管理员 Duties/Auditor Duties/Buyer");
        assert_snapshot!(told(&mut acme, json!({"q": "BUY"})), @"Duties/Buyer");
        assert_snapshot!(told(&mut acme, json!({"q": "duties", "size": 1})), @"Duties/Auditor 1");
        assert_snapshot!(told(&mut acme, json!({"q": "duties", "size": 1, "cursor": "1"})), @"Duties/Buyer 2");
        assert_snapshot!(told(&mut acme, json!({"q": "duties", "size": 1, "cursor": "2"})), @"");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "vacant"})), @r#"{"roles":[]}"#);
    }

    #[test]
    fn a_role_of_hidden_people_is_not_there() {
        let mut acme = with_roles();
        acme.operate(|draft| {
            let hidden = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["ann".to_owned()]),
                    ..SelectionFields::default()
                },
                search: Some(true),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::Hide, None, hidden)
        });
        acme.as_person("cid");
        let hidden = acme.call(ROUTE, json!({"q": "auditor"}));
        assert_eq!(hidden, acme.call(ROUTE, json!({"q": "vacant"})));
        acme.as_person("ann");
        assert_snapshot!(told(&mut acme, json!({"q": "auditor"})), @"Duties/Auditor");
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let mut acme = with_roles();
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "x".repeat(65)})), @"400 invalidParameter A parameter is missing or wrong: q has at most 64 characters");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 0})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 0");
        let beyond = acme.call(ROUTE, json!({"cursor": "18446744073709551615"}));
        assert_eq!(beyond, acme.call(ROUTE, json!({"cursor": "-1"})));
        assert_snapshot!(acme.call(ROUTE, json!({"cursor": "-1"})), @"400 invalidParameter A parameter is missing or wrong: cursor is the nextCursor of the page before, or absent for the first page");
        acme.as_person("nobody");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"404 person.notFound There is no such person, or you may not see this person");
    }
}

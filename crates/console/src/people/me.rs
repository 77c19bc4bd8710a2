//! Who I am: `GET /v1.0/orgbook/me`.

use crate::prelude::*;
use org::{AdminLevel, Module, Refusal};

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The person who asks.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    user_id: String,
    union_id: String,
    name: String,
    corp_id: String,
    /// The organizations that the person may switch to.
    organizations: Vec<Membership>,
    admin: Power,
    /// Whether the person may leave by himself: `may`; or why not: `off` in this organization, `administrator`, who hands over
    /// first, or `account` for whose account or place another keeps.
    leaving: &'static str,
}

/// An organization of the person.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Membership {
    corp_id: String,
    name: String,
    /// Whether the token is for this one.
    main: bool,
}

/// What the person administers.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Power {
    /// `none`, `sub`, `primary` or `creator`.
    kind: &'static str,
    /// What of the console is open.
    modules: Vec<&'static str>,
    /// Departments whose people the person administers, each with all below.
    dept_ids: Vec<i64>,
}

/// What a person administers.
pub(crate) fn power(view: &View<'_>, userid: &str) -> Power {
    let admin = view.admin(userid);
    let kind = match admin.map(|admin| admin.level) {
        None => "none",
        Some(AdminLevel::Sub) => "sub",
        Some(AdminLevel::Main) => "creator",
        Some(AdminLevel::Primary) => "primary",
    };
    let departments = admin.map(|admin| admin.managed().iter().map(|id| id.0).collect());
    let modules = admin.map(|admin| {
        let open = Module::ALL.into_iter().filter(|one| admin.covers(*one));
        open.map(Module::as_str).collect()
    });
    Power {
        kind,
        modules: modules.unwrap_or_default(),
        dept_ids: departments.unwrap_or_default(),
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/me", PARAMETER)
        .token(TokenKind::Person)
        .delegated(&["Contact.User.Read"])
        .faults(&[PERSON]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PERSON)?;
        let (user, organization) = (viewer.user(), view.organization());
        Ok(Response {
            user_id: user.userid.to_owned(),
            union_id: user.union_id.to_owned(),
            name: user.name.to_owned(),
            corp_id: organization.id.to_string(),
            organizations: vec![Membership {
                corp_id: organization.id.to_string(),
                name: organization.name.clone(),
                main: true,
            }],
            admin: power(view, user.userid),
            leaving: match view.check_may_leave() {
                Ok(()) => "may",
                Err(Refusal::LeavingOff) => "off",
                Err(Refusal::AdministratorLeaves) => "administrator",
                Err(_) => "account",
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn everybody_is_somebody() {
        let mut acme = place("acme { rd { ann name=安妮 bob sub_admin=yes } }");
        for userid in ["ann", "bob", "founder"] {
            acme.as_person(userid);
            assert_snapshot!(userid, acme.call(ROUTE, json!({})));
        }
        acme.as_person("nobody");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"404 person.notFound There is no such person, or you may not see this person");
    }
}

//! Appoint an administrator, or change one: `PUT /v1.0/orgbook/console/admins/{userId}`.

use super::fields::{FAULTS, fault, modules};
use crate::prelude::*;
use org::{Module, Power};
use std::collections::BTreeSet;

/// Whom, and how far the power goes. What is left out is everything.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    /// `primary` or `sub`.
    kind: String,
    /// Departments that are administered, each with all below; the root or none is the whole organization.
    dept_ids: Option<Vec<i64>>,
    /// What of the console is open.
    modules: Option<Vec<String>>,
    /// Agent ids of apps that are managed; none when absent.
    app_ids: Option<Vec<i64>>,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/admins/{userId}",
        PARAMETER,
    )
    .administrators(Module::Organization)
    .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let is_primary = match self.kind.as_str() {
            "primary" => true,
            "sub" => false,
            other => {
                let detail = sentence!(
                    "kind is primary or sub, got {other}",
                    "kind 为 primary 或 sub，收到的是 {other}"
                );
                return Err(Fault::invalid("kind", detail));
            }
        };
        let departments: Option<BTreeSet<DepartmentId>> = self
            .dept_ids
            .map(|ids| ids.into_iter().map(DepartmentId).collect());
        let power = Power {
            is_primary,
            departments: departments.filter(|ids| !ids.contains(&DepartmentId::ROOT)),
            apps: self.app_ids.unwrap_or_default().into_iter().collect(),
            modules: self.modules.map(modules).transpose()?,
        };
        draft.set_admin(&self.user_id, power).map_err(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn primary_administrators_appoint_others() {
        let mut acme = place("acme { rd { ann bob } }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "kind": "sub", "deptIds": [2], "modules": ["contacts"]})), @"null");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "kind": "sub", "deptIds": [2], "modules": ["contacts"]})), @"null");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "kind": "sub", "deptIds": [1]})), @"null");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob", "kind": "primary"})), @"null");
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "kind": "primary"})), @"null");
    }

    #[test]
    fn nobody_else_does_and_nobody_gets_what_is_not_there() {
        let mut acme = place("acme { rd { ann bob } }");
        acme.as_admin("founder");
        acme.call(ROUTE, json!({"userId": "ann", "kind": "sub"}));
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "founder", "kind": "sub"})), @"409 creator.stays The creator is an administrator until he hands the organization over");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody", "kind": "sub"})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob", "kind": "chief"})), @"400 invalidParameter A parameter is missing or wrong: kind is primary or sub, got chief");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @"400 invalidParameter A parameter is missing or wrong: kind is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob", "kind": "sub", "deptIds": [77]})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob", "kind": "sub", "deptIds": []})), @"400 invalidParameter A parameter is missing or wrong: at least one department");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob", "kind": "sub", "modules": ["everything"]})), @"400 invalidParameter A parameter is missing or wrong: a module is one of contacts, roles, visibility, externalContacts, accounts, partners, industry, integrations, audit, organization, got everything");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob", "kind": "sub", "appIds": [5]})), @"400 invalidParameter A parameter is missing or wrong: no app 5");
        acme.as_admin("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "kind": "primary"})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: primary administrators alone appoint administrators");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob", "kind": "sub"})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: primary administrators alone appoint administrators");
    }
}

//! Who administers the organization: `GET /v1.0/orgbook/console/admins`.

use crate::prelude::*;
use org::{AdminLevel, Module};

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// Everybody who administers, the creator first.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    admins: Vec<Listed>,
    /// All modules that there are, by their names on the wire.
    modules: Vec<&'static str>,
}

/// An administrator.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Listed {
    user_id: String,
    name: String,
    /// `creator`, `primary` or `sub`.
    kind: &'static str,
    /// The departments that are administered, each with all below; the root for the whole organization.
    departments: Vec<Managed>,
    /// What of the console is open.
    modules: Vec<&'static str>,
    /// Agent ids of the apps that are managed; primary administrators manage all.
    app_ids: Vec<i64>,
    /// The management group of which the power comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Group>,
}

/// A management group.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Group {
    group_id: i64,
    name: String,
}

/// A department that is administered.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Managed {
    dept_id: i64,
    name: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/admins", PARAMETER)
        .administrators(Module::Organization);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let admins = view.admins().into_iter().map(|admin| {
            let managed = admin.managed();
            let departments = managed.iter().filter_map(|id| {
                let department = view.department(*id).ok()?;
                Some(Managed {
                    dept_id: id.0,
                    name: department.name.clone(),
                })
            });
            let user = view.user(admin.userid.as_str());
            let open = Module::ALL.into_iter().filter(|one| admin.covers(*one));
            Listed {
                user_id: admin.userid.to_string(),
                name: user.map_or_else(|_| String::new(), |user| user.name.to_owned()),
                kind: match admin.level {
                    AdminLevel::Main => "creator",
                    AdminLevel::Primary => "primary",
                    AdminLevel::Sub => "sub",
                },
                departments: departments.collect(),
                modules: open.map(Module::as_str).collect(),
                app_ids: admin.apps.iter().copied().collect(),
                group: admin.group.and_then(|id| {
                    let group = view.management_groups().find(|group| group.id == id)?;
                    Some(Group {
                        group_id: id.0,
                        name: group.name.clone(),
                    })
                }),
            }
        });
        Ok(Response {
            admins: admins.collect(),
            modules: Module::ALL.map(Module::as_str).to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn the_creator_comes_first_and_everybody_tells_how_far_he_goes() {
        let mut acme = place("acme { rd { ann bob } zoe }");
        acme.operate(|draft| {
            let departments = Some([DepartmentId(2)].into());
            let modules = Some([Module::Contacts, Module::Roles].into());
            let power = org::Power {
                departments,
                modules,
                ..org::Power::default()
            };
            draft.set_admin("ann", power)?;
            let is_primary = true;
            let power = org::Power {
                is_primary,
                ..org::Power::default()
            };
            draft.set_admin("zoe", power)
        });
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"admins":[{"userId":"founder","name":"Founder","kind":"creator","departments":[{"deptId":1,"name":"acme"}],"modules":["contacts","roles","visibility","externalContacts","accounts","partners","industry","integrations","audit","organization"],"appIds":[]},{"userId":"zoe","name":"zoe","kind":"primary","departments":[{"deptId":1,"name":"acme"}],"modules":["contacts","roles","visibility","externalContacts","accounts","partners","industry","integrations","audit","organization"],"appIds":[]},{"userId":"ann","name":"ann","kind":"sub","departments":[{"deptId":2,"name":"rd"}],"modules":["contacts","roles"],"appIds":[]}],"modules":["contacts","roles","visibility","externalContacts","accounts","partners","industry","integrations","audit","organization"]}"#);
    }
}

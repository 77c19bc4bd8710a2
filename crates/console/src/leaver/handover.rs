//! Hand over what somebody has: `POST /v1.0/orgbook/console/leavers/{userId}/handover`.

use super::wire::{asset, refused};
use crate::limits::HANDOVER_TASKS_MAX;
use crate::prelude::*;

/// Whose, and what to whom.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    tasks: Vec<Given>,
    /// Whether the person leaves with it, in one entry of the log.
    leave: Option<bool>,
}

/// One kind of what is handed over.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Given {
    /// `departments`, `roles`, `reports`, `externalContacts` or `adminRights`.
    resource: String,
    /// Nobody when absent; external contacts go to the main administrator then.
    receiver_user_id: Option<String>,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/leavers/{userId}/handover",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .faults(&[PERSON, DEPARTMENT]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        if self.tasks.len() > HANDOVER_TASKS_MAX {
            let detail = sentence!(
                "tasks has at most {HANDOVER_TASKS_MAX}, got {count}",
                "最多 {HANDOVER_TASKS_MAX} 项交接，现有 {count} 项",
                count = self.tasks.len()
            );
            return Err(Fault::invalid("tasks", detail));
        }
        let mut tasks = Vec::with_capacity(self.tasks.len());
        for task in self.tasks {
            let receiver = task.receiver_user_id.filter(|id| !id.is_empty());
            tasks.push((asset(&task.resource)?, receiver));
        }
        let handed = draft.hand_over_assets(&self.user_id, &tasks);
        handed.map_err(refused)?;
        if self.leave == Some(true) {
            draft.remove_user(&self.user_id).map_err(refused)?;
        }
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaver::assets;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const ASSETS: Route = Route::read::<assets::Request>();
    const KINDS: [&str; 5] = [
        "departments",
        "roles",
        "reports",
        "externalContacts",
        "adminRights",
    ];

    fn acme() -> Place {
        let mut acme = place(
            "acme { rd { ann leader=yes sub_admin=yes lab { cid manager=ann } } eve manager=ann bob manager=eve }",
        );
        let role = acme.role("财务");
        acme.operate(|draft| {
            draft.give_roles(&[org::RoleId(role)], &["ann".to_owned()])?;
            let group = draft.view().label_groups().next().cloned();
            let label = group.map(|group| group.labels[0].id);
            draft.add_external_contact(org::NewExternalContact {
                state_code: "86".to_owned(),
                mobile: "13600000001".to_owned(),
                fields: org::ExternalContactFields {
                    name: Some("Visitor".to_owned()),
                    follower: Some("ann".to_owned()),
                    labels: Some(label.into_iter().collect()),
                    share_users: Some(vec!["eve".to_owned()]),
                    ..org::ExternalContactFields::default()
                },
            })
        });
        acme
    }

    fn task(resource: &str, receiver: &str) -> serde_json::Value {
        json!({"resource": resource, "receiverUserId": receiver})
    }

    #[test]
    fn everything_goes_where_it_is_sent() {
        let mut acme = acme();
        assert_snapshot!(acme.call(ASSETS, json!({"userId": "ann"})), @r#"{"resources":[{"resource":"departments","count":1},{"resource":"roles","count":1},{"resource":"reports","count":2},{"resource":"externalContacts","count":1},{"resource":"adminRights","count":1}]}"#);
        let tasks = KINDS.map(|resource| task(resource, "eve"));
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "tasks": tasks, "leave": true})), @"{}");
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"eve","union_id":"Cm5RtS43u60bh3oQfxFWiEiE","name":"eve","mobile":"86-13800000003","manager":"ann","departments":[{"d":1,"j":1767323045000,"c":1767323049000},{"d":2,"j":1767323049000,"c":1767323049000}],"created_at":1767323045000}}
        {"department_updated":{"id":2,"name":"rd","parent":1,"order":2,"managers":["eve"],"created_at":1767323045000}}
        {"user_updated":{"userid":"eve","union_id":"Cm5RtS43u60bh3oQfxFWiEiE","name":"eve","mobile":"86-13800000003","manager":"ann","departments":[{"d":1,"j":1767323045000,"c":1767323049000},{"d":2,"j":1767323049000,"c":1767323049000}],"roles":[{"r":2603132353,"g":1767323049000}],"created_at":1767323045000}}
        {"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","departments":[{"d":2,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        {"user_updated":{"userid":"cid","union_id":"7MascUn4btXtsZURFZqqiEiE","name":"cid","mobile":"86-13800000002","manager":"eve","departments":[{"d":3,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}
        {"user_updated":{"userid":"eve","union_id":"Cm5RtS43u60bh3oQfxFWiEiE","name":"eve","mobile":"86-13800000003","departments":[{"d":1,"j":1767323045000,"c":1767323049000},{"d":2,"j":1767323049000,"c":1767323049000}],"roles":[{"r":2603132353,"g":1767323049000}],"created_at":1767323045000}}
        {"external_contact_updated":{"userid":"500286904204129263","serial":1,"union_id":"lXgZqVXhvz149WpRHvrNiEiE","name":"Visitor","mobile":"86-13600000001","follower":"eve","labels":[2603132361],"created_at":1767323047000}}
        {"admin_set":{"userid":"eve","level":"sub"}}
        {"admin_removed":"ann"}
        {"user_removed":"ann"}
        "#);
        assert_snapshot!(acme.call(ASSETS, json!({"userId": "eve"})), @r#"{"resources":[{"resource":"departments","count":1},{"resource":"roles","count":1},{"resource":"reports","count":2},{"resource":"externalContacts","count":1},{"resource":"adminRights","count":1}]}"#);
        assert_snapshot!(acme.call(ASSETS, json!({"userId": "ann"})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn what_goes_to_nobody_is_given_up() {
        let mut acme = acme();
        let tasks = KINDS.map(|resource| json!({ "resource": resource }));
        acme.call(ROUTE, json!({"userId": "ann", "tasks": tasks}));
        assert_snapshot!(acme.call(ASSETS, json!({"userId": "ann"})), @r#"{"resources":[{"resource":"departments","count":0},{"resource":"roles","count":0},{"resource":"reports","count":0},{"resource":"externalContacts","count":0},{"resource":"adminRights","count":0}]}"#);
        assert_snapshot!(acme.call(ASSETS, json!({"userId": "founder"})), @r#"{"resources":[{"resource":"departments","count":0},{"resource":"roles","count":0},{"resource":"reports","count":0},{"resource":"externalContacts","count":1},{"resource":"adminRights","count":1}]}"#);
    }

    #[test]
    fn what_cannot_be_handed_over_is_refused() {
        let mut acme = acme();
        let mut told = |userid: &str, task: serde_json::Value| {
            acme.call(
                ROUTE,
                json!({"userId": userid, "tasks": [task], "leave": true}),
            )
        };
        assert_snapshot!(told("nobody", task("roles", "eve")), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(told("ann", task("roles", "nobody")), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(told("ann", task("roles", "ann")), @"400 invalidParameter A parameter is missing or wrong: nobody hands over to himself");
        assert_snapshot!(told("ann", task("cars", "eve")), @"400 invalidParameter A parameter is missing or wrong: resource is one of departments, roles, reports, externalContacts, adminRights, got cars");
        assert_snapshot!(told("ann", task("adminRights", "founder")), @"400 invalidParameter A parameter is missing or wrong: founder is an administrator already");
        assert_snapshot!(told("founder", task("adminRights", "eve")), @"400 invalidParameter A parameter is missing or wrong: the main administrator cannot be deleted; hand the role over first");
        assert_snapshot!(told("founder", task("roles", "eve")), @"400 invalidParameter A parameter is missing or wrong: the main administrator cannot be deleted; hand the role over first");
        assert_eq!(acme.changes(), "");
    }
}

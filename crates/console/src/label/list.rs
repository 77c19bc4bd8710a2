//! The groups of labels: `GET /v1.0/orgbook/console/labelGroups`.

use super::wire::GroupAnswer;
use crate::prelude::*;
use org::Module;

/// All of them.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// In their order.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    groups: Vec<GroupAnswer>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/labelGroups", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .module(Module::ExternalContacts);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let groups = view.label_groups().map(GroupAnswer::from).collect();
        Ok(Response { groups })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{add, delete};
    use serde_json::Value;

    const LIST: Route = Route::read::<Request>();
    const ADD: Route = Route::write::<add::Request>();
    const DELETE: Route = Route::write::<delete::Request>();

    #[test]
    fn groups_are_listed_with_the_ids_that_change_them() {
        let mut acme = place("acme { }");
        let listed = |acme: &mut testkit::Place| -> Vec<Value> {
            let told: Value = serde_json::from_str(&acme.call(LIST, json!({}))).expect("groups");
            told["groups"].as_array().cloned().expect("a list")
        };
        let before = listed(&mut acme);
        let group = json!({"name": "Region", "color": 7, "labels": [{"name": "North"}]});
        let made: Value = serde_json::from_str(&acme.call(ADD, group)).expect("a group");
        assert_eq!(listed(&mut acme).last(), Some(&made));
        acme.call(DELETE, json!({"groupId": made["groupId"]}));
        assert_eq!(listed(&mut acme), before);
    }
}

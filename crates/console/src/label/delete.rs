//! Delete a group of labels: `DELETE /v1.0/orgbook/console/labelGroups/{groupId}`.

use super::wire::refused;
use crate::prelude::*;
use org::{LabelId, Module};

/// Which; nobody has one of its labels.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    group_id: i64,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/labelGroups/{groupId}",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::ExternalContacts)
    .faults(&[LABELS]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let removed = draft.remove_label_group(LabelId(self.group_id));
        removed.map_err(refused)?;
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{add, change};
    use serde_json::Value;
    use testkit::Place;

    const ADD: Route = Route::write::<add::Request>();
    const CHANGE: Route = Route::write::<change::Request>();
    const DELETE: Route = Route::write::<Request>();

    fn added(acme: &mut Place) -> Value {
        let group =
            json!({"name": "Region", "color": 7, "labels": [{"name": "North"}, {"name": "South"}]});
        serde_json::from_str(&acme.call(ADD, group)).expect("a group")
    }

    #[test]
    fn a_group_comes_changes_and_goes() {
        let mut acme = place("acme { }");
        let group = added(&mut acme);
        let (id, north) = (&group["groupId"], &group["labels"][0]["id"]);
        let labels = json!([{"name": "West"}, {"id": north, "name": "North West"}]);
        let told = acme.call(CHANGE, json!({"groupId": id, "labels": labels}));
        let told: Value = serde_json::from_str(&told).expect("a group");
        assert_eq!(told["name"], "Region");
        assert_eq!(
            (&told["labels"][1]["id"], &told["labels"][1]["name"]),
            (north, &json!("North West"))
        );
        assert_eq!(told["labels"].as_array().map(Vec::len), Some(2));
        assert_snapshot!(acme.call(DELETE, json!({"groupId": id})), @"{}");
        assert!(acme.changes().starts_with(r#"{"label_group_removed":"#));
        assert!(
            acme.call(DELETE, json!({"groupId": id}))
                .starts_with("400 label.invalid")
        );
    }

    #[test]
    fn a_label_that_somebody_has_stays() {
        let mut acme = place("acme { }");
        let group = added(&mut acme);
        let id = group["groupId"].as_i64().expect("an id");
        let north = group["labels"][0]["id"].as_i64().expect("an id");
        acme.operate(|draft| {
            draft.add_external_contact(org::NewExternalContact {
                state_code: "86".to_owned(),
                mobile: "13600000001".to_owned(),
                fields: org::ExternalContactFields {
                    name: Some("Visitor".to_owned()),
                    follower: Some("founder".to_owned()),
                    labels: Some(vec![LabelId(north)]),
                    ..org::ExternalContactFields::default()
                },
            })
        });
        let used = acme.call(DELETE, json!({"groupId": id}));
        assert!(
            used.starts_with("400 label.invalid") && used.contains("has a label that would go"),
            "{used}"
        );
        assert!(
            acme.call(CHANGE, json!({"groupId": id, "labels": []}))
                .starts_with("400 label.invalid")
        );
        let kept = json!({"groupId": id, "labels": [{"id": north, "name": "N"}]});
        assert!(acme.call(CHANGE, kept).contains(r#""name":"N""#));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = place("acme { }");
        added(&mut acme);
        assert_snapshot!(acme.call(ADD, json!({"name": "Region"})), @r#"400 label.invalid The labels cannot be so: there is a label group "Region" already"#);
        assert_snapshot!(acme.call(ADD, json!({"name": " "})), @"400 label.invalid The labels cannot be so: the name of a label or group has 1 to 64 characters");
        assert_snapshot!(acme.call(ADD, json!({"name": "x", "labels": [{"name": "a"}, {"name": "a"}]})), @r#"400 label.invalid The labels cannot be so: "a" is there twice"#);
        assert_snapshot!(acme.call(ADD, json!({"name": "x", "labels": [{"id": 7, "name": "a"}]})), @"400 label.invalid The labels cannot be so: the group has no label 7");
        assert_snapshot!(acme.call(CHANGE, json!({"groupId": 7})), @"400 label.invalid The labels cannot be so: no label group 7");
    }
}

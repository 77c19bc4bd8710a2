//! What external contacts have in fields of the organization's own.

use super::{add, change, get};
use crate::prelude::*;
use crate::{contact_field, people};
use serde_json::Value;
use testkit::Place;

const ADD: Route = Route::write::<add::Request>();
const CHANGE: Route = Route::write::<change::Request>();
const GET: Route = Route::read::<get::Request>();
const SEEN: Route = Route::read::<people::external_contacts::Request>();
const FIELDS: Route = Route::write::<contact_field::set::Request>();
const ADD_FIELD: Route = Route::write::<contact_field::add::Request>();
const DELETE_FIELD: Route = Route::write::<contact_field::delete::Request>();

/// One field of each type.
fn acme() -> Place {
    let mut acme = place("acme { ann rd { bob } }");
    for (id, kind) in [
        ("note", "text"),
        ("site", "link"),
        ("size", "number"),
        ("since", "date"),
        ("tier", "singleChoice"),
        ("topics", "multiChoice"),
        ("partner", "person"),
        ("fax", "phone"),
    ] {
        let mut field = json!({"id": id, "label": id, "type": kind});
        if kind.ends_with("Choice") {
            field["choices"] = json!(["A", "B"]);
        }
        acme.call(ADD_FIELD, field);
    }
    acme
}

fn contact(acme: &mut Place, more: Value) -> Value {
    let mut contact = json!({
        "name": "Zed", "mobile": "13600000000", "followerUserId": "ann", "labelIds": [acme.first_label()],
    });
    let members = contact.as_object_mut().expect("an object");
    members.extend(more.as_object().expect("an object").clone());
    contact
}

fn added(acme: &mut Place, more: Value) -> String {
    let contact = contact(acme, more);
    let told = acme.call(ADD, contact);
    let told: Value = serde_json::from_str(&told).unwrap_or_else(|_| panic!("{told}"));
    told["userId"].as_str().expect("an id").to_owned()
}

fn values(values: &[(&str, &str)]) -> Value {
    let values = values.iter();
    let values = values.map(|(id, value)| json!({"id": id, "value": value}));
    json!({ "fields": values.collect::<Vec<_>>() })
}

const ALL: [(&str, &str); 8] = [
    ("note", "met in May"),
    ("site", "https://zed.example/"),
    ("size", "12.5"),
    ("since", "2024-02-29"),
    ("tier", "A"),
    ("topics", "B,A"),
    ("partner", "bob"),
    ("fax", "+86 571 8888-0000"),
];

fn changed(acme: &mut Place, id: &str, given: Value) -> String {
    let mut request = given;
    request["userId"] = id.into();
    acme.call(CHANGE, request)
}

#[test]
fn values_come_change_and_go() {
    let mut acme = acme();
    let id = added(&mut acme, values(&ALL));
    assert_snapshot!(acme.call(GET, json!({"userId": id})), @"");
    assert_snapshot!(changed(&mut acme, &id, values(&[("size", "13"), ("note", ""), ("tier", "B")])), @"");
    assert_snapshot!(acme.changes(), @"");
    changed(&mut acme, &id, values(&[("size", "13")]));
    assert_eq!(acme.changes(), "", "the same again changes nothing");
    let others =
        json!({"title": "CFO", "email": "z@zed.example", "remark": "shy", "shareDeptIds": [2]});
    assert_snapshot!(changed(&mut acme, &id, others), @"");
}

#[test]
fn values_that_do_not_fit_their_field_are_refused() {
    let mut acme = acme();
    let id = added(&mut acme, json!({}));
    let mut told = |one: (&str, &str)| changed(&mut acme, &id, values(&[one]));
    assert_snapshot!(told(("site", "javascript:alert(1)")), @"");
    assert_snapshot!(told(("size", "many")), @"");
    assert_snapshot!(told(("since", "2023-02-29")), @"");
    assert_snapshot!(told(("tier", "C")), @"");
    assert_snapshot!(told(("topics", "A,A")), @"");
    assert_snapshot!(told(("partner", "nobody")), @"");
    assert_snapshot!(told(("fax", "call me")), @"");
    assert_snapshot!(told(("hobby", "chess")), @"");
    assert_snapshot!(told(("title", "CFO")), @"");
    assert_snapshot!(told(("note", &"x".repeat(4_001))), @"");
    let many = vec![("note", "x"); 201];
    assert_snapshot!(changed(&mut acme, &id, values(&many)), @"");
    assert_eq!(acme.changes(), "");
    let refused = contact(&mut acme, values(&[("size", "many")]));
    assert_snapshot!(acme.call(ADD, refused), @"");
    assert_eq!(acme.changes(), "");
}

#[test]
fn contacts_that_cannot_be_are_refused() {
    let mut acme = acme();
    let id = added(&mut acme, json!({}));
    let mut told = |more: Value| {
        let contact = contact(&mut acme, more);
        acme.call(ADD, contact)
    };
    assert_snapshot!(told(json!({})), @"");
    assert_snapshot!(told(json!({"mobile": "1"})), @"");
    assert_snapshot!(told(json!({"name": " "})), @"");
    assert_snapshot!(told(json!({"labelIds": []})), @"");
    assert_snapshot!(told(json!({"followerUserId": "nobody"})), @"");
    assert_snapshot!(told(json!({"mobile": "13600000001", "shareDeptIds": [77]})), @"");
    assert_snapshot!(told(json!({"mobile": null})), @"");
    assert_snapshot!(changed(&mut acme, "ann", json!({"name": "x"})), @"");
    assert_snapshot!(changed(&mut acme, &id, json!({"remark": "x".repeat(2_001)})), @"");
    assert_snapshot!(acme.call(GET, json!({"userId": "ann"})), @"");
    assert_eq!(acme.changes(), "");
}

#[test]
fn a_value_outlives_its_field_and_its_type() {
    let mut acme = acme();
    let id = added(&mut acme, values(&[("size", "12")]));
    acme.call(DELETE_FIELD, json!({"fieldId": "size"}));
    assert!(!acme.call(GET, json!({"userId": id})).contains("12"));
    assert_snapshot!(changed(&mut acme, &id, values(&[("size", "13")])), @"");
    changed(&mut acme, &id, json!({"title": "CFO"}));
    acme.call(
        ADD_FIELD,
        json!({"id": "size", "label": "Size", "type": "date"}),
    );
    let told = acme.call(GET, json!({"userId": id}));
    assert!(
        told.ends_with(r#""fields":[{"id":"size","value":"12"}]}"#),
        "{told}"
    );
    // What stays as it is may be sent along.
    assert!(
        changed(&mut acme, &id, values(&[("size", "12"), ("note", "x")]))
            .contains(r#""value":"12""#)
    );
    assert_snapshot!(changed(&mut acme, &id, values(&[("size", "13")])), @"");
}

/// What somebody is shown of the first contact: `id=label:value`.
fn seen(acme: &mut Place, viewer: &str) -> String {
    acme.as_person(viewer);
    let told: Value = serde_json::from_str(&acme.call(SEEN, json!({}))).expect("contacts");
    acme.as_app();
    let contact = &told["contacts"][0];
    let fields = contact["fields"].as_array().into_iter().flatten();
    let fields = fields.map(|field| {
        let text = |name: &str| field[name].as_str().unwrap_or_default().to_owned();
        let (id, label, value) = (text("id"), text("label"), text("value"));
        let user = field["userId"].as_str().map(|user| format!(" ({user})"));
        format!("{id}={label}:{value}{}", user.unwrap_or_default())
    });
    let fixed = ["title", "companyName", "email", "address"].map(|name| contact[name].clone());
    let fields = fields.collect::<Vec<_>>().join(", ");
    format!("{fields} {}", json!(fixed))
}

#[test]
fn people_are_shown_what_is_shown_in_order() {
    let mut acme = acme();
    let more = json!({
        "title": "CFO", "companyName": "Zed Ltd", "email": "z@zed.example", "address": "Street 1", "remark": "shy",
        "fields": values(&ALL)["fields"],
    });
    added(&mut acme, more);
    assert_snapshot!(seen(&mut acme, "ann"), @"");
    assert_snapshot!(seen(&mut acme, "bob"), @"");
    acme.call(FIELDS, json!({
        "fields": [
            {"id": "company_name", "shown": false}, {"id": "remark", "shown": true}, {"id": "note", "shown": false},
            {"id": "title", "label": "Function"}, {"id": "email", "shown": false},
        ],
        "order": ["partner", "name", "title", "mobile", "company_name", "remark", "email", "address", "note", "site", "size",
            "since", "tier", "topics", "fax"],
    }));
    assert_snapshot!(seen(&mut acme, "ann"), @"");
    acme.as_person("ann");
    let by_company = |acme: &mut Place| acme.call(SEEN, json!({"q": "zed ltd"}));
    assert!(
        by_company(&mut acme).starts_with(r#"{"contacts":[],"#),
        "nobody is found by what is not shown"
    );
    acme.as_app();
    acme.call(
        FIELDS,
        json!({"fields": [{"id": "company_name", "shown": true}]}),
    );
    acme.as_person("ann");
    assert!(by_company(&mut acme).contains("Zed Ltd"));
}

#[test]
fn a_person_who_is_hidden_is_not_told_of() {
    let mut acme = acme();
    let id = added(&mut acme, values(&[("partner", "bob"), ("note", "x")]));
    acme.operate(|draft| {
        let fields = org::SettingFields {
            objects: org::SelectionFields {
                users: Some(vec!["bob".to_owned()]),
                ..org::SelectionFields::default()
            },
            ..org::SettingFields::default()
        };
        draft
            .put_setting(org::SettingKind::Hide, None, fields)
            .map(drop)
    });
    let told = seen(&mut acme, "ann");
    assert!(told.contains("note=") && !told.contains("bob"), "{told}");
    // Nor is an app outside whose scope he is.
    acme.with_scope(&[], &["ann"]);
    let told = acme.call(GET, json!({"userId": id}));
    assert!(
        told.contains(r#""id":"note""#) && !told.contains("bob"),
        "{told}"
    );
    assert!(changed(&mut acme, &id, values(&[("note", "y")])).contains(r#""value":"y""#));
    assert_snapshot!(changed(&mut acme, &id, values(&[("partner", "bob")])), @"");
    acme.with_scope(&[1], &[]);
    let told = acme.call(GET, json!({"userId": id}));
    assert!(
        told.contains("bob"),
        "what an app does not see stays: {told}"
    );
}

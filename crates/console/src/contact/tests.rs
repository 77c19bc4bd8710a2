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
    request["contactId"] = id.into();
    acme.call(CHANGE, request)
}

#[test]
fn values_come_change_and_go() {
    let mut acme = acme();
    let id = added(&mut acme, values(&ALL));
    assert_snapshot!(acme.call(GET, json!({"contactId": id})), @r#"{"userId":"886199857296342104","name":"Zed","mobile":"13600000000","stateCode":"86","title":"","companyName":"","email":"","address":"","remark":"","followerUserId":"ann","labelIds":[2603132361],"shareDeptIds":[],"shareUserIds":[],"fields":[{"id":"note","value":"met in May"},{"id":"site","value":"https://zed.example/"},{"id":"size","value":"12.5"},{"id":"since","value":"2024-02-29"},{"id":"tier","value":"A"},{"id":"topics","value":"B,A"},{"id":"partner","value":"bob"},{"id":"fax","value":"+86 571 8888-0000"}]}"#);
    assert_snapshot!(changed(&mut acme, &id, values(&[("size", "13"), ("note", ""), ("tier", "B")])), @r#"{"userId":"886199857296342104","name":"Zed","mobile":"13600000000","stateCode":"86","title":"","companyName":"","email":"","address":"","remark":"","followerUserId":"ann","labelIds":[2603132361],"shareDeptIds":[],"shareUserIds":[],"fields":[{"id":"site","value":"https://zed.example/"},{"id":"size","value":"13"},{"id":"since","value":"2024-02-29"},{"id":"tier","value":"B"},{"id":"topics","value":"B,A"},{"id":"partner","value":"bob"},{"id":"fax","value":"+86 571 8888-0000"}]}"#);
    assert_snapshot!(acme.changes(), @r#"{"external_contact_updated":{"userid":"886199857296342104","serial":1,"union_id":"2FknuFVHtngYcGE6TOqqiEiE","name":"Zed","mobile":"86-13600000000","follower":"ann","labels":[2603132361],"created_at":1767323055000,"own":[["site","https://zed.example/"],["size","13"],["since","2024-02-29"],["tier","B"],["topics","B,A"],["partner","bob"],["fax","+86 571 8888-0000"]]}}"#);
    changed(&mut acme, &id, values(&[("size", "13")]));
    assert_eq!(acme.changes(), "", "the same again changes nothing");
    let others =
        json!({"title": "CFO", "email": "z@zed.example", "remark": "shy", "shareDeptIds": [2]});
    assert_snapshot!(changed(&mut acme, &id, others), @r#"{"userId":"886199857296342104","name":"Zed","mobile":"13600000000","stateCode":"86","title":"CFO","companyName":"","email":"z@zed.example","address":"","remark":"shy","followerUserId":"ann","labelIds":[2603132361],"shareDeptIds":[2],"shareUserIds":[],"fields":[{"id":"site","value":"https://zed.example/"},{"id":"size","value":"13"},{"id":"since","value":"2024-02-29"},{"id":"tier","value":"B"},{"id":"topics","value":"B,A"},{"id":"partner","value":"bob"},{"id":"fax","value":"+86 571 8888-0000"}]}"#);
}

#[test]
fn values_that_do_not_fit_their_field_are_refused() {
    let mut acme = acme();
    let id = added(&mut acme, json!({}));
    let mut told = |one: (&str, &str)| changed(&mut acme, &id, values(&[one]));
    assert_snapshot!(told(("site", "javascript:alert(1)")), @"400 invalidParameter A parameter is missing or wrong: site is an address that begins with https:// or http://, or [caption](address)");
    assert_snapshot!(told(("size", "many")), @"400 invalidParameter A parameter is missing or wrong: size is a number such as 12 or -3.5");
    assert_snapshot!(told(("since", "2023-02-29")), @"400 invalidParameter A parameter is missing or wrong: since is a day such as 2026-01-02");
    assert_snapshot!(told(("tier", "C")), @"400 invalidParameter A parameter is missing or wrong: tier is one of A, B");
    assert_snapshot!(told(("topics", "A,A")), @"400 invalidParameter A parameter is missing or wrong: topics is some of A, B, each once, with commas between");
    assert_snapshot!(told(("partner", "nobody")), @"400 invalidParameter A parameter is missing or wrong: partner is the userid of a person");
    assert_snapshot!(told(("fax", "call me")), @"400 invalidParameter A parameter is missing or wrong: fax is a phone number of digits, blanks and + - ( )");
    assert_snapshot!(told(("hobby", "chess")), @r#"404 field.notFound There is no such field: no field "hobby""#);
    assert_snapshot!(told(("title", "CFO")), @r#"404 field.notFound There is no such field: no field "title""#);
    assert_snapshot!(told(("note", &"x".repeat(4_001))), @"400 invalidParameter A parameter is missing or wrong: own fields of an external contact have at most 4000 characters together, those of deleted fields counted, got 4005");
    let many = vec![("note", "x"); 201];
    assert_snapshot!(changed(&mut acme, &id, values(&many)), @"400 invalidParameter A parameter is missing or wrong: fields has at most 200 values, got 201");
    assert_eq!(acme.changes(), "");
    let refused = contact(&mut acme, values(&[("size", "many")]));
    assert_snapshot!(acme.call(ADD, refused), @"400 invalidParameter A parameter is missing or wrong: size is a number such as 12 or -3.5");
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
    assert_snapshot!(told(json!({})), @"409 externalContact.exists An external contact has this number already: external contact 886199857296342104 has this mobile");
    assert_snapshot!(told(json!({"mobile": "1"})), @"400 invalidParameter A parameter is missing or wrong: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
    assert_snapshot!(told(json!({"name": " "})), @"400 invalidParameter A parameter is missing or wrong: a name has 1 to 80 characters, no control characters among them");
    assert_snapshot!(told(json!({"labelIds": []})), @"400 label.invalid The labels cannot be so: an external contact has at least one label");
    assert_snapshot!(told(json!({"followerUserId": "nobody"})), @"400 invalidParameter A parameter is missing or wrong: no user nobody");
    assert_snapshot!(told(json!({"mobile": "13600000001", "shareDeptIds": [77]})), @"404 department.notFound There is no such department, or you may not see it");
    assert_snapshot!(told(json!({"mobile": null})), @"400 invalidParameter A parameter is missing or wrong: mobile is missing");
    assert_snapshot!(changed(&mut acme, "ann", json!({"name": "x"})), @"404 externalContact.notFound There is no such external contact");
    assert_snapshot!(changed(&mut acme, &id, json!({"remark": "x".repeat(2_001)})), @"400 invalidParameter A parameter is missing or wrong: the remark of an external contact has at most 2000 characters, got 2001");
    assert_snapshot!(acme.call(GET, json!({"contactId": "ann"})), @"404 externalContact.notFound There is no such external contact");
    assert_eq!(acme.changes(), "");
}

#[test]
fn a_value_outlives_its_field_and_its_type() {
    let mut acme = acme();
    let id = added(&mut acme, values(&[("size", "12")]));
    acme.call(DELETE_FIELD, json!({"fieldId": "size"}));
    assert!(!acme.call(GET, json!({"contactId": id})).contains("12"));
    assert_snapshot!(changed(&mut acme, &id, values(&[("size", "13")])), @r#"404 field.notFound There is no such field: no field "size""#);
    changed(&mut acme, &id, json!({"title": "CFO"}));
    acme.call(
        ADD_FIELD,
        json!({"id": "size", "label": "Size", "type": "date"}),
    );
    let told = acme.call(GET, json!({"contactId": id}));
    assert!(
        told.ends_with(r#""fields":[{"id":"size","value":"12"}]}"#),
        "{told}"
    );
    // What stays as it is may be sent along.
    assert!(
        changed(&mut acme, &id, values(&[("size", "12"), ("note", "x")]))
            .contains(r#""value":"12""#)
    );
    assert_snapshot!(changed(&mut acme, &id, values(&[("size", "13")])), @"400 invalidParameter A parameter is missing or wrong: Size is a day such as 2026-01-02");
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
    assert_snapshot!(seen(&mut acme, "ann"), @r#"mobile=手机号:13600000000, company_name=公司:Zed Ltd, title=职位:CFO, email=邮箱:z@zed.example, address=地址:Street 1, note=note:met in May, site=site:https://zed.example/, size=size:12.5, since=since:2024-02-29, tier=tier:A, topics=topics:B,A, partner=partner:bob (bob), fax=fax:+86 571 8888-0000 ["CFO","Zed Ltd","z@zed.example","Street 1"]"#);
    assert_snapshot!(seen(&mut acme, "bob"), @" [null,null,null,null]");
    acme.call(FIELDS, json!({
        "fields": [
            {"id": "company_name", "shown": false}, {"id": "remark", "shown": true}, {"id": "note", "shown": false},
            {"id": "title", "label": "Function"}, {"id": "email", "shown": false},
        ],
        "order": ["partner", "name", "title", "mobile", "company_name", "remark", "email", "address", "note", "site", "size",
            "since", "tier", "topics", "fax"],
    }));
    assert_snapshot!(seen(&mut acme, "ann"), @r#"partner=partner:bob (bob), title=Function:CFO, mobile=手机号:13600000000, remark=备注:shy, address=地址:Street 1, site=site:https://zed.example/, size=size:12.5, since=since:2024-02-29, tier=tier:A, topics=topics:B,A, fax=fax:+86 571 8888-0000 ["CFO",null,null,"Street 1"]"#);
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
            profile: Some(true),
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
    let told = acme.call(GET, json!({"contactId": id}));
    assert!(
        told.contains(r#""id":"note""#) && !told.contains("bob"),
        "{told}"
    );
    assert!(changed(&mut acme, &id, values(&[("note", "y")])).contains(r#""value":"y""#));
    assert_snapshot!(changed(&mut acme, &id, values(&[("partner", "bob")])), @"400 invalidParameter A parameter is missing or wrong: partner is the userid of a person");
    acme.with_scope(&[1], &[]);
    let told = acme.call(GET, json!({"contactId": id}));
    assert!(
        told.contains("bob"),
        "what an app does not see stays: {told}"
    );
}

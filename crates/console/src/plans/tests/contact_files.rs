//! External contacts in files.

use super::*;
use org::{ContactFieldFields, FieldKind, Module, Power};
use std::collections::BTreeSet;

fn sent(acme: &mut Place, csv: &str) -> String {
    let file =
        json!({"fileName": "c.csv", "content": STANDARD.encode(csv), "about": "externalContacts"});
    acme.call(IMPORT, file)
}

fn planned(acme: &mut Place, csv: &str) -> String {
    let sent = sent(acme, csv);
    json_of(&sent)["planId"]
        .as_str()
        .unwrap_or_else(|| panic!("{sent}"))
        .to_owned()
}

/// A label that every organization has, as `Group/Label`.
fn label(acme: &Place) -> String {
    let view = View::new(&acme.org, &org::Eye::Operator);
    let group = view.label_groups().next().expect("a group");
    format!("{}/{}", group.name, group.labels[0].name)
}

fn contacts(acme: &Place) -> String {
    let view = View::new(&acme.org, &org::Eye::Operator);
    let all = view.external_contacts(0, 100);
    let told = all.iter().map(|one| {
        let follower = one
            .follower
            .as_ref()
            .map(|id| id.as_str())
            .unwrap_or_default();
        format!(
            "{} {} {} {follower}",
            one.name, one.mobile.number, one.company_name
        )
    });
    told.collect::<Vec<_>>().join("; ")
}

fn house() -> Place {
    let mut acme = place("acme { rd { ann bob } }");
    acme.as_admin("founder");
    acme
}

fn file(acme: &Place) -> String {
    let label = label(acme);
    format!(
        "姓名,手机号,负责人,标签,公司,共享给部门\nLi,13600000001,ann,{label},Acme,rd\nWu,13600000002,bob,{label},,\nXu,12,ann,{label},,\nYe,13600000004,nobody,{label},,\nZo,13600000005,ann,none,,\nLi,13600000001,ann,{label},,\n,13600000006,ann,{label},,\n"
    )
}

#[test]
fn contacts_come_in_bulk_and_go_again() {
    let mut acme = house();
    let file = file(&acme);
    let id = planned(&mut acme, &file);
    assert_eq!(contacts(&acme), "");
    let plan = json_of(&acme.call(GET, json!({"planId": id, "size": 200})));
    let counts = &plan["plan"]["counts"];
    assert_eq!(
        (&counts["created"], &counts["wrong"]),
        (&json!(2), &json!(5)),
        "{plan}"
    );
    assert_eq!(plan["plan"]["about"], "externalContacts");
    let fields: Vec<&Value> = (2..7)
        .map(|at| &plan["rows"][at]["errors"][0]["field"])
        .collect();
    assert_eq!(
        fields[..3],
        [&json!("mobile"), &json!("follower"), &json!("labels")]
    );
    assert_eq!(fields[4], "name");
    acme.call(
        SELECT,
        json!({"planId": id, "indexes": [1], "selected": false}),
    );
    acme.call(APPLY, json!({"planId": id}));
    assert_eq!(contacts(&acme), "Li 13600000001 Acme ann");
    acme.call(UNDO, json!({"planId": id}));
    assert_eq!(contacts(&acme), "");
}

#[test]
fn those_that_are_there_are_changed_by_their_number_or_id() {
    let mut acme = house();
    let file = file(&acme);
    let id = planned(&mut acme, &file);
    acme.call(APPLY, json!({"planId": id}));
    let plan = planned(&mut acme, "手机号,公司\n13600000001,Other\n13600000002,\n");
    assert!(rows(&mut acme, &plan).contains("company: Acme -> Other"));
    acme.call(APPLY, json!({"planId": plan}));
    assert!(contacts(&acme).starts_with("Li 13600000001 Other ann"));
    acme.call(UNDO, json!({"planId": plan}));
    assert!(contacts(&acme).starts_with("Li 13600000001 Acme ann"));
    let exported = json_of(&acme.call(EXPORT, json!({"about": "externalContacts"})));
    assert_eq!(exported["rowCount"], 2);
    let again =
        json!({"fileName": "c.xlsx", "content": exported["content"], "about": "externalContacts"});
    let same = json_of(&acme.call(IMPORT, again));
    assert_eq!(same["counts"]["same"], 2, "{same}");
    let userid = {
        let view = View::new(&acme.org, &org::Eye::Operator);
        view.external_contacts(0, 1)[0].userid.to_string()
    };
    let wrong = planned(
        &mut acme,
        &format!("contactId,mobile,name\n{userid},13600000009,Li\nnone,,X\n"),
    );
    let told = rows(&mut acme, &wrong);
    assert!(
        told.contains("never changes") && told.contains("there is no external contact none"),
        "{told}"
    );
}

#[test]
fn what_somebody_else_changed_since_is_left_alone() {
    let mut acme = house();
    let file = file(&acme);
    let id = planned(&mut acme, &file);
    acme.call(APPLY, json!({"planId": id}));
    let userid = {
        let view = View::new(&acme.org, &org::Eye::Operator);
        view.external_contacts(0, 1)[0].userid.to_string()
    };
    acme.operate(|draft| {
        let fields = org::ExternalContactFields {
            company_name: Some("Theirs".to_owned()),
            ..org::ExternalContactFields::default()
        };
        draft.update_external_contact(&userid, fields)
    });
    acme.call(UNDO, json!({"planId": id}));
    assert_eq!(contacts(&acme), "Li 13600000001 Theirs ann");
    let row = json_of(&acme.call(GET, json!({"planId": id})))["rows"][0].clone();
    assert_eq!(row["outcome"], "kept", "{row}");
}

/// Makes somebody an administrator with some modules, of the whole organization or of one department, and calls as him.
fn administers(acme: &mut Place, who: &str, modules: &[Module], departments: Option<i64>) {
    let power = Power {
        departments: departments.map(|id| BTreeSet::from([DepartmentId(id)])),
        modules: Some(modules.iter().copied().collect()),
        ..Power::default()
    };
    acme.operate(|draft| draft.set_admin(who, power));
    acme.as_admin(who);
}

/// Everything that is done with a plan that is ready, but carrying it out.
fn touched(acme: &mut Place, id: &str) -> Vec<String> {
    let effects = Route::task::<effects::Request>();
    let mend = Route::task::<mend::Request>();
    let mended = json!({"planId": id, "rows": [{"index": 0, "cells": {"remark": "x"}}]});
    let selected = json!({"planId": id, "rows": "created", "selected": true});
    let plan = json!({ "planId": id });
    [
        (GET, plan.clone()),
        (ERRORS, plan.clone()),
        (effects, plan),
        (SELECT, selected),
        (mend, mended),
    ]
    .map(|(route, request)| acme.call(route, request))
    .into()
}

fn listed(acme: &mut Place) -> usize {
    let plans = json_of(&acme.call(LIST, json!({})));
    plans["plans"].as_array().expect("a list").len()
}

/// What is answered to whoever asks for files, empty and filled.
fn files(acme: &mut Place, about: &str) -> [String; 2] {
    [TEMPLATE, EXPORT].map(|route| acme.call(route, json!({ "about": about })))
}

#[test]
fn it_takes_the_module_of_external_contacts_and_the_whole_organization() {
    let mut acme = house();
    let file = file(&acme);
    let id = planned(&mut acme, &file);
    let both = [Module::Contacts, Module::ExternalContacts];
    for (modules, departments) in [
        (&both[..1], None),
        (&both[..], Some(2)),
        (&both[1..], Some(2)),
    ] {
        administers(&mut acme, "bob", modules, departments);
        let import = sent(&mut acme, &file);
        let [template, export] = files(&mut acme, "externalContacts");
        for told in [import, template, export] {
            assert!(told.starts_with("403"), "{modules:?} {told}");
        }
        let mut told = touched(&mut acme, &id);
        told.push(acme.call(APPLY, json!({"planId": id})));
        told.push(acme.call(UNDO, json!({"planId": id})));
        for told in told {
            assert!(told.starts_with("404 plan.notFound"), "{modules:?} {told}");
        }
        assert_eq!(listed(&mut acme), 0);
    }
    assert_eq!(contacts(&acme), "");
    assert_snapshot!(sent(&mut acme, &file), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: this needs an administrator of the whole organization");
}

#[test]
fn the_module_of_external_contacts_alone_is_enough_for_them_and_for_nothing_else() {
    let mut acme = house();
    let people = plan_of(&mut acme, "UserID,职位\nbob,Chemist\n");
    let done = plan_of(&mut acme, "UserID,职位\nann,Chemist\n");
    acme.call(APPLY, json!({"planId": done}));
    administers(&mut acme, "bob", &[Module::ExternalContacts], None);
    let file = file(&acme);
    let id = planned(&mut acme, &file);
    for told in touched(&mut acme, &id) {
        assert!(told.starts_with('{'), "{told}");
    }
    let effects = acme.call(Route::task::<effects::Request>(), json!({"planId": id}));
    assert!(
        effects.starts_with(r#"{"people":0,"#),
        "how many people there are is not told: {effects}"
    );
    acme.call(APPLY, json!({"planId": id}));
    assert!(contacts(&acme).starts_with("Li 13600000001 Acme ann"));
    acme.call(UNDO, json!({"planId": id}));
    assert_eq!(contacts(&acme), "");
    for told in files(&mut acme, "externalContacts") {
        assert!(told.starts_with('{'), "{told}");
    }
    assert_eq!(listed(&mut acme), 1, "plans about people are not told of");

    for about in ["people", "departments"] {
        for told in files(&mut acme, about) {
            assert!(told.starts_with("403"), "{about} {told}");
        }
        let file =
            json!({"fileName": "c.csv", "content": STANDARD.encode("name\nx\n"), "about": about});
        assert!(acme.call(IMPORT, file).starts_with("403"), "{about}");
    }
    let mut told = touched(&mut acme, &people);
    told.push(acme.call(APPLY, json!({"planId": people})));
    told.push(acme.call(UNDO, json!({"planId": done})));
    for told in told {
        assert!(told.starts_with("404 plan.notFound"), "{told}");
    }
    acme.as_admin("founder");
    assert_eq!(listed(&mut acme), 3);
}

/// Fields of external contacts, one renamed and some of the organization's own.
fn with_fields() -> Place {
    let mut acme = house();
    acme.operate(|draft| {
        let choices = vec!["A".to_owned(), "B".to_owned()];
        for (id, kind) in [
            ("size", FieldKind::Number),
            ("since", FieldKind::Date),
            ("topics", FieldKind::MultiChoice(choices)),
            ("partner", FieldKind::Person),
            ("fax", FieldKind::Phone),
        ] {
            let fields = ContactFieldFields {
                label: Some(format!("The {id}")),
                kind: Some(kind),
                shown: Some(false),
            };
            draft.add_contact_field(Some(id.to_owned()), fields)?;
        }
        let renamed = ContactFieldFields {
            label: Some("Client".to_owned()),
            ..ContactFieldFields::default()
        };
        draft.change_contact_fields(vec![("company_name".to_owned(), renamed)], None)
    });
    acme
}

fn own_values(acme: &Place) -> String {
    let view = View::new(&acme.org, &org::Eye::Operator);
    let all = view.external_contacts(0, 100);
    let told = all.iter().map(|one| format!("{} {:?}", one.name, one.own));
    told.collect::<Vec<_>>().join("; ")
}

/// The titles of a template, in order.
fn titles(acme: &mut Place, lang: &str) -> String {
    let told = acme.call(TEMPLATE, json!({"about": "externalContacts", "lang": lang}));
    let content = json_of(&told)["content"].clone();
    let bytes = STANDARD.decode(content.as_str().expect("a file"));
    let table = sheet::read("t.xlsx", &bytes.expect("Base64")).expect("a table");
    table[0].join(",")
}

#[test]
fn fields_of_its_own_are_columns() {
    let mut acme = with_fields();
    assert_snapshot!(titles(&mut acme, "zh"), @"联系人ID,姓名,手机号,负责人,标签,Client,职位,邮箱,地址,备注,共享给部门,共享给成员,The size,The since,The topics,The partner,The fax");
    assert_snapshot!(titles(&mut acme, "en"), @"Contact ID,Name,Mobile,Owner,Labels,Client,Title,Email,Address,Remark,Shared with departments,Shared with people,The size,The since,The topics,The partner,The fax");
    let label = label(&acme);
    let file = format!(
        "姓名,手机号,负责人,标签,client,THE SIZE,since,The topics,The partner,The fax\n\
         Li,13600000001,ann,{label},Acme,12,2024/2/9,B；A,bob,+86 (571) 8888\n"
    );
    let id = planned(&mut acme, &file);
    acme.call(APPLY, json!({"planId": id}));
    assert_eq!(contacts(&acme), "Li 13600000001 Acme ann");
    assert_snapshot!(own_values(&acme), @r#"Li [("fax", "+86 (571) 8888"), ("partner", "bob"), ("since", "2024-02-09"), ("size", "12"), ("topics", "B,A")]"#);
    let plan = planned(&mut acme, "手机号,size,The topics\n13600000001,13,\n");
    assert!(rows(&mut acme, &plan).contains("custom:size: 12 -> 13"));
    acme.call(APPLY, json!({"planId": plan}));
    assert!(own_values(&acme).contains(r#"("size", "13")"#));
    acme.call(UNDO, json!({"planId": plan}));
    assert!(own_values(&acme).contains(r#"("size", "12")"#));
    let exported = json_of(&acme.call(EXPORT, json!({"about": "externalContacts"})));
    let again =
        json!({"fileName": "c.xlsx", "content": exported["content"], "about": "externalContacts"});
    let same = json_of(&acme.call(IMPORT, again));
    assert_eq!(same["counts"]["same"], 1, "{same}");
    acme.call(UNDO, json!({"planId": id}));
    assert_eq!(contacts(&acme), "");
}

#[test]
fn what_does_not_fit_a_field_is_wrong_where_it_stands() {
    let mut acme = with_fields();
    let label = label(&acme);
    let row = |at: usize, cells: &str| format!("L{at},1360000000{at},ann,{label},{cells}\n");
    let file = [
        "姓名,手机号,负责人,标签,size,since,topics,partner,fax\n".to_owned(),
        row(1, "many,,,,"),
        row(2, ",2023-02-29,,,"),
        row(3, ",,A;C,,"),
        row(4, ",,,nobody,"),
        row(5, ",,,,call me"),
        row(6, ",,,,1.36E+10"),
        row(7, "7,,,,"),
    ];
    let id = planned(&mut acme, &file.concat());
    let plan = json_of(&acme.call(GET, json!({"planId": id, "size": 200})));
    let wrong = plan["rows"].as_array().expect("rows").iter();
    let wrong = wrong.flat_map(|row| row["errors"].as_array().into_iter().flatten());
    let told: Vec<String> = wrong
        .map(|one| format!("{} {}", one["field"], one["message"]))
        .collect();
    assert_snapshot!(told.join("\n"), @r#"
    "custom:size" "a number such as 12 or -3.5, got many"
    "custom:since" "a day such as 2026-01-31, got 2023-02-29"
    "custom:topics" "some of A, B, each once, with commas between, got A;C"
    "custom:partner" "there is nobody called nobody"
    "custom:fax" "a phone number of digits, blanks and + - ( ), got call me"
    "custom:fax" "the spreadsheet has cut this number to 1.36E+10; format the column as text"
    "#);
    assert_eq!(plan["plan"]["counts"]["created"], 1, "{plan}");
    let unknown = sent(&mut acme, "手机号,hobby\n13600000001,chess\n");
    assert!(unknown.contains("unknown columns: hobby"), "{unknown}");
    // A field that goes between looking and applying is said to be gone.
    acme.operate(|draft| draft.remove_contact_field("size"));
    acme.call(APPLY, json!({"planId": id}));
    let plan = json_of(&acme.call(GET, json!({"planId": id, "rows": "created"})));
    assert!(
        plan["rows"][0]["note"]
            .as_str()
            .is_some_and(|note| note.contains("size")),
        "{plan}"
    );
    assert_eq!(contacts(&acme), "");
}

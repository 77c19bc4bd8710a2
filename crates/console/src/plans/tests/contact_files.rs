//! External contacts in files.

use super::*;
use org::{Module, Power};
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

#[test]
fn it_takes_the_module_of_external_contacts_and_the_whole_organization() {
    let mut acme = house();
    let file = file(&acme);
    let id = planned(&mut acme, &file);
    let mut power = |modules: &[Module], departments: Option<i64>| {
        let power = Power {
            departments: departments.map(|id| BTreeSet::from([DepartmentId(id)])),
            modules: Some(modules.iter().copied().collect()),
            ..Power::default()
        };
        acme.operate(|draft| draft.set_admin("bob", power));
        acme.as_admin("bob");
        let export = acme.call(EXPORT, json!({"about": "externalContacts"}));
        let plan = acme.call(GET, json!({"planId": id}));
        (sent(&mut acme, &file), export, plan)
    };
    let both = [Module::Contacts, Module::ExternalContacts];
    for (modules, departments) in [(&both[..1], None), (&both[..], Some(2))] {
        let (import, export, plan) = power(modules, departments);
        assert!(import.starts_with("403"), "{import}");
        assert!(export.starts_with("403"), "{export}");
        assert!(plan.starts_with("404"), "{plan}");
    }
    let (import, export, _) = power(&both, None);
    assert!(
        import.starts_with('{') && export.starts_with('{'),
        "{import} {export}"
    );
}

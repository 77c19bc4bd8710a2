use super::*;
use org::{DepartmentId, Power, UserFields};
use std::collections::BTreeSet;
use testkit::Place;

const ROUTE: Route = Route::task::<Request>();
/// When the nth call of a test happens.
const BEGAN: i64 = 1_767_323_045_000;

fn rename(acme: &mut Place, userid: &str, name: &str) {
    let fields = UserFields {
        name: Some(name.to_owned()),
        ..UserFields::default()
    };
    acme.operate(|draft| draft.update_user(userid, fields));
}

/// Kinds and objects of the entries that a question finds, and whether there are more.
fn found(acme: &mut Place, asked: Value) -> String {
    let answer = acme.call(ROUTE, asked);
    let answer: Value = serde_json::from_str(&answer).unwrap_or_else(|_| panic!("{answer}"));
    let rows = answer["entries"].as_array().expect("a list").iter();
    let told = rows.map(|row| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        format!("{} {}", text(&row["kind"]), text(&row["object"]["id"]))
    });
    let more = answer["nextCursor"].as_str().map(str::to_owned);
    told.chain(more).collect::<Vec<_>>().join(", ")
}

#[test]
fn it_is_told_what_was_before_and_after() {
    let mut acme = place("acme { rd { ann } }");
    rename(&mut acme, "ann", "Ann");
    acme.operate(|draft| draft.attest("ann"));
    acme.operate(|draft| draft.remove_user("ann"));
    assert_snapshot!(acme.call(ROUTE, json!({"object": "user:ann"})), @r#"{"entries":[{"number":4,"at":1767323049000,"kind":"user.removed","actor":{"kind":"command"},"from":"192.0.2.1","route":"operate","object":{"kind":"user","id":"ann","name":"Ann"},"before":{"userId":"ann","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"Ann","mobile":"86-13800000001","departments":[{"deptId":2,"joinedAt":1767323045000}],"createdAt":1767323045000}},{"number":3,"at":1767323048000,"kind":"user.changed","actor":{"kind":"command"},"from":"192.0.2.1","route":"operate","object":{"kind":"user","id":"ann","name":"Ann"},"before":{},"after":{}},{"number":2,"at":1767323047000,"kind":"user.changed","actor":{"kind":"command"},"from":"192.0.2.1","route":"operate","object":{"kind":"user","id":"ann","name":"Ann"},"before":{"name":"ann"},"after":{"name":"Ann"}}]}"#);
}

#[test]
fn it_is_asked_by_object_kind_person_and_time() {
    let mut acme = place("acme { rd { ann bob } }");
    rename(&mut acme, "ann", "Ann");
    rename(&mut acme, "bob", "Bob");
    acme.operate(|draft| draft.remove_user("bob"));
    assert_eq!(
        found(&mut acme, json!({"object": "bob"})),
        "user.removed bob, user.changed bob"
    );
    assert_eq!(
        found(&mut acme, json!({"object": "user:ann"})),
        "user.changed ann"
    );
    assert_eq!(found(&mut acme, json!({"object": "role:ann"})), "");
    assert_eq!(
        found(&mut acme, json!({"kind": "user.removed"})),
        "user.removed bob"
    );
    assert_eq!(
        found(&mut acme, json!({"kind": "user"})),
        "user.removed bob, user.changed bob, user.changed ann"
    );
    assert_eq!(found(&mut acme, json!({"kind": "use"})), "");
    let key = acme.app_key();
    assert_eq!(
        found(&mut acme, json!({"kind": "app"})),
        format!("app.added {key}")
    );
    assert_eq!(
        found(
            &mut acme,
            json!({"actor": "command", "kind": "user.removed"})
        ),
        "user.removed bob"
    );
    assert_eq!(found(&mut acme, json!({"actor": "user:ann"})), "");
    let at = |call: i64| BEGAN + call * 1_000;
    // The app came with the first call, the changes with the three after it.
    assert_eq!(
        found(&mut acme, json!({"from": at(3), "to": at(4)})),
        "user.changed bob"
    );
    assert_eq!(found(&mut acme, json!({"from": at(4)})), "user.removed bob");
    assert_eq!(found(&mut acme, json!({"to": at(1)})), "");
    acme.log().told_since(Millis(at(4)));
    assert_eq!(
        found(&mut acme, json!({"kind": "user"})),
        "user.removed bob"
    );
}

#[test]
fn pages_go_down_the_log_and_through_an_entry() {
    let mut acme = place("acme { rd { ann bob } }");
    acme.operate(|draft| {
        for id in ["ann", "bob", "founder"] {
            let fields = UserFields {
                title: Some("x".to_owned()),
                ..UserFields::default()
            };
            draft.update_user(id, fields)?;
        }
        Ok(())
    });
    rename(&mut acme, "ann", "Ann");
    let ask = |cursor: &str| json!({"kind": "user", "size": 2, "cursor": cursor});
    assert_eq!(
        found(&mut acme, ask("")),
        "user.changed ann, user.changed ann, 2.1"
    );
    assert_eq!(
        found(&mut acme, ask("2.1")),
        "user.changed bob, user.changed founder"
    );
    assert_eq!(
        found(&mut acme, ask("99.0")),
        "user.changed ann, user.changed ann, 2.1"
    );
}

#[test]
fn whoever_is_narrowed_is_told_of_the_own_scope() {
    let mut acme = place("acme { rd { ann } ops { bob } }");
    acme.with_scope(&[2], &[]);
    rename(&mut acme, "ann", "Ann");
    rename(&mut acme, "bob", "Bob");
    assert_eq!(found(&mut acme, json!({})), "user.changed ann");
    acme.with_points(&["qyapi_manage_addresslist"]);
    rename(&mut acme, "bob", "Bobby");
    let answer = acme.call(ROUTE, json!({"object": "bob", "size": 1}));
    assert!(
        answer.contains("Bobby") && !answer.contains("mobile"),
        "{answer}"
    );
}

#[test]
fn bad_questions_are_named() {
    let mut acme = place("acme { rd { ann } }");
    assert_snapshot!(acme.call(ROUTE, json!({"cursor": "x"})), @"400 invalidParameter A parameter is missing or wrong: cursor is the nextCursor of the page before, or absent for the first");
    assert_snapshot!(acme.call(ROUTE, json!({"size": 0})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 0");
    assert_snapshot!(acme.call(ROUTE, json!({"size": 201})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 201");
    assert_snapshot!(acme.call(ROUTE, json!({"from": "yesterday"})), @r#"400 invalidParameter A parameter is missing or wrong: from: expected a whole number of 64 bits, got the text "yesterday""#);
}

/// Gives somebody of `acme` the power of a sub-administrator, and lets him ask.
fn with_sub(acme: &mut Place, departments: Option<&[i64]>, modules: &[Module]) {
    let power = Power {
        departments: departments.map(|ids| ids.iter().copied().map(DepartmentId).collect()),
        modules: Some(modules.iter().copied().collect::<BTreeSet<_>>()),
        ..Power::default()
    };
    acme.operate(|draft| draft.set_admin("bob", power));
    acme.as_admin("bob");
}

const RENAME: Route = Route::write::<crate::label::add::Request>();

#[test]
fn without_the_module_administrators_are_told_what_they_did_themselves() {
    let mut acme = place("acme { rd { ann bob } }");
    rename(&mut acme, "ann", "Ann");
    let modules = [Module::Contacts, Module::ExternalContacts];
    with_sub(&mut acme, None, &modules);
    assert_eq!(found(&mut acme, json!({})), "");
    acme.call(RENAME, json!({"name": "Region"}));
    acme.as_admin("founder");
    acme.call(RENAME, json!({"name": "Branch"}));
    acme.as_admin("bob");
    let own = acme.call(ROUTE, json!({}));
    assert!(
        own.contains("Region") && !own.contains("Branch") && !own.contains("Ann"),
        "{own}"
    );
    for others in [
        json!({"actor": "founder"}),
        json!({"actor": "command"}),
        json!({"object": "user:ann"}),
        json!({"kind": "admin"}),
    ] {
        assert_eq!(found(&mut acme, others.clone()), "", "{others}");
    }
    assert!(found(&mut acme, json!({"actor": "admin:bob"})).contains("labelGroup.added"));
    with_sub(&mut acme, None, &[Module::Audit]);
    let all = acme.call(ROUTE, json!({}));
    assert!(all.contains("Branch") && all.contains("Region"), "{all}");
}

#[test]
fn sign_ins_are_told_to_whoever_asks_for_them() {
    let mut acme = place("acme { rd { ann } ops { bob } }");
    acme.operate(|draft| draft.sign_in("ann"));
    acme.operate(|draft| draft.sign_in("ann"));
    acme.operate(|draft| draft.set_password("ann", "hash"));
    acme.operate(|draft| draft.sign_in("bob"));
    acme.as_admin("founder");
    let all = found(&mut acme, json!({}));
    assert!(!all.contains("signIn"), "{all}");
    assert_eq!(
        found(&mut acme, json!({"kind": "signIn"})),
        "signIn.made bob, signIn.made ann, signIn.made ann"
    );
    assert_eq!(
        found(&mut acme, json!({"kind": "signIn.made", "object": "ann"})),
        "signIn.made ann, signIn.made ann"
    );
    assert_eq!(
        found(&mut acme, json!({"kind": "signIn", "object": "signIn:bob"})),
        "signIn.made bob"
    );
    assert_eq!(
        found(&mut acme, json!({"kind": "credential"})),
        "credential.changed ann",
        "the password alone"
    );
    let told = acme.call(ROUTE, json!({"kind": "signIn", "object": "ann", "size": 1}));
    assert!(told.contains(r#""before":{"signedInAt":"#), "{told}");
    assert!(!told.contains("sessionMark"), "{told}");
    // Whoever sees a part of the people is told of his own.
    with_sub(&mut acme, Some(&[2]), &[Module::Audit]);
    assert_eq!(
        found(&mut acme, json!({"kind": "signIn"})),
        "signIn.made bob"
    );
    assert_eq!(found(&mut acme, json!({"kind": "credential"})), "");
    // No app is told how people sign in.
    acme.as_app();
    assert_eq!(found(&mut acme, json!({"kind": "signIn"})), "");
}

#[test]
fn what_lies_further_back_than_the_organization_wants_is_told_to_nobody() {
    let mut acme = place("acme { rd { ann } }");
    rename(&mut acme, "ann", "Ann");
    acme.later(40 * DAY_MS);
    rename(&mut acme, "ann", "Anna");
    acme.operate(|draft| draft.set_audit_days(Some(41)));
    let asked = || json!({"kind": "user"});
    assert_eq!(
        found(&mut acme, asked()),
        "user.changed ann, user.changed ann"
    );
    acme.operate(|draft| draft.set_audit_days(Some(30)));
    assert_eq!(found(&mut acme, asked()), "user.changed ann");
    assert_eq!(
        found(&mut acme, json!({"kind": "user", "from": 0})),
        "user.changed ann"
    );
    acme.as_admin("founder");
    assert_eq!(found(&mut acme, asked()), "user.changed ann");
    // Nothing is gone: it is told again.
    acme.operate(|draft| draft.set_audit_days(None));
    assert_eq!(
        found(&mut acme, asked()),
        "user.changed ann, user.changed ann"
    );
}

#[test]
fn notes_of_earlier_versions_say_what_was_handed_out() {
    for (body, what) in [
        (r#"{"deptId":1,"people":3}"#, "people"),
        (r#"{"externalContacts":3}"#, "externalContacts"),
        (r#"{"userId":"ann","departments":3}"#, "departments"),
    ] {
        let noted: Exported = serde_json::from_str(body).expect("as it was noted");
        assert_eq!(noted.what(), what);
    }
}

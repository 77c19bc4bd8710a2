use super::*;
use crate::log::snapshot::Request as Snapshot;
use org::{DepartmentFields, NewDepartment, NewUser, UserFields};
use serde_json::Value;
use testkit::Place;

const ROUTE: Route = Route::streaming::<Request>();
const SNAPSHOT: Route = Route::streaming::<Snapshot>();

fn read(acme: &mut Place, after: &str) -> Value {
    let answer = acme.call(ROUTE, json!({ "after": after }));
    serde_json::from_str(&answer).unwrap_or_else(|_| panic!("{answer}"))
}

/// A cursor at the end of the log.
fn now(acme: &mut Place) -> String {
    let answer = read(acme, "now");
    answer["cursor"].as_str().expect("a text").to_owned()
}

/// What came after a cursor: kinds and ids.
fn kinds(acme: &mut Place, after: &str) -> String {
    let answer = read(acme, after);
    let changes = answer["changes"].as_array().expect("a list").iter();
    let told = changes.map(|change| {
        let id = change["object"]["id"].as_str().unwrap_or_default();
        format!("{} {id}", change["kind"].as_str().unwrap_or_default())
    });
    told.collect::<Vec<_>>().join(", ")
}

fn is_gone(acme: &mut Place, after: &str) -> bool {
    let answer = acme.call(ROUTE, json!({ "after": after }));
    answer.starts_with("410 changes.gone")
}

fn rename(acme: &mut Place, userid: &str, name: &str) {
    let fields = UserFields {
        name: Some(name.to_owned()),
        ..UserFields::default()
    };
    acme.operate(|draft| draft.update_user(userid, fields));
}

fn place_user(acme: &mut Place, userid: &str, departments: &[i64]) {
    let departments = departments.iter().map(|id| DepartmentId(*id)).collect();
    let fields = UserFields {
        departments: Some(departments),
        ..UserFields::default()
    };
    acme.operate(|draft| draft.update_user(userid, fields));
}

fn move_department(acme: &mut Place, id: i64, parent: i64) {
    let fields = DepartmentFields {
        parent: Some(DepartmentId(parent)),
        ..DepartmentFields::default()
    };
    acme.operate(|draft| draft.update_department(DepartmentId(id), fields));
}

#[test]
fn every_change_is_told_with_its_whole_new_state() {
    let mut acme = place("acme { rd { ann } }");
    let start = now(&mut acme);
    rename(&mut acme, "ann", "Ann");
    acme.operate(|draft| {
        draft.add_department(NewDepartment {
            id: Some(DepartmentId(9)),
            parent: DepartmentId(2),
            fields: DepartmentFields {
                name: Some("lab".to_owned()),
                ..DepartmentFields::default()
            },
        })
    });
    acme.operate(|draft| draft.remove_user("ann"));
    assert_snapshot!(acme.call(ROUTE, json!({"after": start})), @r#"{"changes":[{"number":2,"at":1767323048000,"kind":"user.changed","actor":{"kind":"command"},"object":{"kind":"user","id":"ann","name":"Ann"},"state":{"userId":"ann","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"Ann","mobile":"86-13800000001","departments":[{"deptId":2,"joinedAt":1767323045000}],"createdAt":1767323045000}},{"number":3,"at":1767323049000,"kind":"department.added","actor":{"kind":"command"},"object":{"kind":"department","id":"9","name":"lab"},"state":{"deptId":9,"name":"lab","parentId":2,"order":9,"createdAt":1767323049000}},{"number":4,"at":1767323050000,"kind":"user.removed","actor":{"kind":"command"},"object":{"kind":"user","id":"ann","name":"Ann"}}],"cursor":"4-123456789abcdef4-fe389e4dcbac7083","more":false}"#);
    let end = now(&mut acme);
    assert_snapshot!(acme.call(ROUTE, json!({"after": end})), @r#"{"changes":[],"cursor":"4-123456789abcdef4-fe389e4dcbac7083","more":false}"#);
    assert_eq!(kinds(&mut acme, &end), "");
}

#[test]
fn what_changes_nothing_that_is_told_is_no_change() {
    let mut acme = place("acme { rd { ann } }");
    let start = now(&mut acme);
    acme.operate(|draft| draft.attest("ann"));
    let answer = read(&mut acme, &start);
    assert_eq!(
        (answer["changes"].to_string().as_str(), &answer["more"]),
        ("[]", &json!(false))
    );
    assert_ne!(answer["cursor"], start.as_str());
}

#[test]
fn secrets_are_not_told() {
    let mut acme = place("acme { rd { ann } }");
    let start = now(&mut acme);
    let joining = org::JoiningFields {
        by_link: Some(true),
        address: Some("https://acme.example/join".to_owned()),
        ..org::JoiningFields::default()
    };
    acme.operate(|draft| draft.set_joining(joining));
    let key = acme.org.info().joining.link_key.clone();
    assert!(!key.is_empty());
    let answer = acme.call(ROUTE, json!({"after": start}));
    assert!(
        answer.contains("byLink") && !answer.contains(&key),
        "{answer}"
    );
    let whole = acme.call(SNAPSHOT, json!({}));
    assert!(whole.contains("byLink") && !whole.contains(&key), "{whole}");
}

#[test]
fn a_snapshot_is_whole_and_has_the_cursor_to_go_on_from() {
    let mut acme = place("acme { rd { ann email=ann@example.com } }");
    acme.with_scope(&[2], &[]);
    assert_snapshot!(acme.call(SNAPSHOT, json!({})), @r#"
{"cursor":"2-123456789abcdef2-8fd318b766a5a00c"}
{"object":{"kind":"department","id":"2","name":"rd"},"state":{"deptId":2,"name":"rd","parentId":1,"order":2,"createdAt":1767323045000}}
{"object":{"kind":"user","id":"ann","name":"ann"},"state":{"userId":"ann","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","email":"ann@example.com","departments":[{"deptId":2,"joinedAt":1767323045000}],"createdAt":1767323045000}}
{"objects":2}
"#);
    acme.with_points(&["qyapi_manage_addresslist"]);
    let whole = acme.call(SNAPSHOT, json!({}));
    let lines: Vec<Value> = whole
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let kinds: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["object"]["kind"].as_str())
        .collect();
    assert!(
        kinds.contains(&"role")
            && kinds.contains(&"organization")
            && !kinds.contains(&"labelGroup")
    );
    let ann = lines
        .iter()
        .find(|line| line["object"]["id"] == "ann")
        .expect("she is there");
    assert_eq!(
        (ann["state"].get("mobile"), ann["state"].get("email")),
        (None, None)
    );
    assert_eq!(lines.last().expect("the end")["objects"], kinds.len());
    let cursor = lines[0]["cursor"].as_str().expect("a text").to_owned();
    assert_eq!(super::tests::kinds(&mut acme, &cursor), "");
}

#[test]
fn a_narrowed_app_is_told_who_comes_into_its_scope_and_who_leaves() {
    let mut acme = place("acme { rd { ann lab { bob } } ops { cid } }");
    acme.with_scope(&[2], &[]);
    let start = now(&mut acme);
    rename(&mut acme, "bob", "Bob");
    rename(&mut acme, "cid", "Cid");
    place_user(&mut acme, "cid", &[3]);
    place_user(&mut acme, "ann", &[4]);
    place_user(&mut acme, "bob", &[2, 4]);
    acme.operate(|draft| draft.set_sub_admin("bob", None, Default::default()));
    assert_eq!(
        kinds(&mut acme, &start),
        "user.changed bob, user.added cid, user.removed ann, user.changed bob"
    );
    let answer = acme.call(ROUTE, json!({"after": start}));
    assert!(!answer.contains("Founder") && answer.matches("\"state\"").count() == 3);
}

#[test]
fn a_department_that_crosses_the_border_of_a_scope_ends_the_cursor() {
    let mut acme = place("acme { rd { lab { ann } } ops { cid } }");
    acme.with_scope(&[2], &[]);
    let start = now(&mut acme);
    move_department(&mut acme, 3, 1);
    assert!(is_gone(&mut acme, &start));
    let start = now(&mut acme);
    rename(&mut acme, "ann", "Ann");
    move_department(&mut acme, 3, 4);
    assert_eq!(kinds(&mut acme, &start), "");
    move_department(&mut acme, 3, 2);
    let before = read(&mut acme, &start)["cursor"]
        .as_str()
        .expect("a text")
        .to_owned();
    assert!(is_gone(&mut acme, &before));
    let start = now(&mut acme);
    rename(&mut acme, "ann", "Anna");
    assert_eq!(kinds(&mut acme, &start), "user.changed ann");
    // Whoever sees everything is told all of it.
    acme.with_points(&["qyapi_manage_addresslist"]);
    assert!(!is_gone(&mut acme, "0"));
}

#[test]
fn a_cursor_is_good_for_the_same_rights_alone() {
    let mut acme = place("acme { rd { ann } }");
    let start = now(&mut acme);
    let key = acme.app_key();
    acme.with_scope(&[2], &[]);
    assert!(is_gone(&mut acme, &start));
    acme.as_app_of(&key);
    assert!(!is_gone(&mut acme, &start));
    acme.operate(|draft| draft.set_app_disabled(&key, true));
    assert_snapshot!(acme.call(ROUTE, json!({"after": start})), @"403 changes.notAllowed This caller may not read changes any more");
}

#[test]
fn a_cursor_from_another_history_is_known() {
    let mut acme = place("acme { rd { ann } }");
    rename(&mut acme, "ann", "Ann");
    let after = now(&mut acme);
    acme.log().forget_last();
    assert!(is_gone(&mut acme, &after));
    rename(&mut acme, "ann", "Anna");
    acme.log().rewrite_last();
    assert!(is_gone(&mut acme, &after));
    rename(&mut acme, "ann", "Annabel");
    let answer = acme.call(ROUTE, json!({"after": after}));
    assert_snapshot!(answer, @r#"410 changes.gone What happened since this cursor is not told any more; read the whole again and go on from its cursor {"snapshot":"/v1.0/orgbook/changes/snapshot","cursor":"3-123456789abcdef3-fe389e4dcbac7083"}"#);
}

#[test]
fn what_is_too_old_is_not_told() {
    let mut acme = place("acme { rd { ann } }");
    let start = now(&mut acme);
    rename(&mut acme, "ann", "Ann");
    acme.later(86_400_000);
    rename(&mut acme, "ann", "Anna");
    assert_eq!(
        kinds(&mut acme, &start),
        "user.changed ann, user.changed ann"
    );
    acme.log()
        .told_since(org::Millis(1_767_323_045_000 + 3_600_000));
    assert!(is_gone(&mut acme, &start));
    let second = now(&mut acme);
    rename(&mut acme, "ann", "Annabel");
    assert_eq!(kinds(&mut acme, &second), "user.changed ann");
}

#[test]
fn entries_of_the_older_version_end_a_cursor() {
    let mut acme = place("acme { rd { ann } }");
    assert!(!is_gone(&mut acme, "0"));
    acme.log().make_older(1);
    assert!(is_gone(&mut acme, "0"));
}

#[test]
fn bad_parameters_are_named() {
    let mut acme = place("acme { rd { ann } }");
    assert_snapshot!(acme.call(ROUTE, json!({"after": "nothing"})), @"400 invalidParameter A parameter is missing or wrong: after is the cursor of an earlier answer, now, or absent for the beginning");
    assert_snapshot!(acme.call(ROUTE, json!({"waitSeconds": 61})), @"400 invalidParameter A parameter is missing or wrong: waitSeconds is 0 to 60, got 61");
    assert_snapshot!(acme.call(ROUTE, json!({"waitSeconds": -1})), @"400 invalidParameter A parameter is missing or wrong: waitSeconds is 0 to 60, got -1");
    let end = now(&mut acme);
    acme.log().is_full();
    assert_snapshot!(acme.call(ROUTE, json!({"after": end, "waitSeconds": 1})), @"429 changes.tooManyReaders Too many calls and streams wait for changes already; end some, or call without waiting");
    assert_eq!(kinds(&mut acme, &end), "");
}

#[test]
fn pages_end_and_go_on() {
    let mut acme = place("acme { rd { ann } }");
    let mut after = now(&mut acme);
    for at in 0..3 {
        acme.operate(|draft| {
            for one in 0..300 {
                let fields = UserFields {
                    name: Some("x".to_owned()),
                    mobile: Some(format!("131{at:04}{one:04}")),
                    departments: Some(vec![DepartmentId(2)]),
                    ..UserFields::default()
                };
                draft.add_user(NewUser {
                    userid: Some(format!("u{at}.{one}")),
                    fields,
                    login_email: None,
                })?;
            }
            Ok(())
        });
    }
    let mut pages = Vec::new();
    loop {
        let page = read(&mut acme, &after);
        pages.push(page["changes"].as_array().expect("a list").len());
        after = page["cursor"].as_str().expect("a text").to_owned();
        if page["more"] == false {
            break;
        }
    }
    assert_eq!(pages, [600, 300]);
}

#[test]
fn changes_come_as_events() {
    let mut acme = place("acme { rd { ann } }");
    let start = now(&mut acme);
    rename(&mut acme, "ann", "Ann");
    acme.operate(|draft| draft.attest("ann"));
    acme.log()
        .header("accept", "text/html, text/event-stream;q=0.9");
    let told = acme.call(ROUTE, json!({"after": start}));
    assert_snapshot!(told, @r#"
: changes

id: 3-123456789abcdef3-fe389e4dcbac7083
event: change
data: {"number":2,"at":1767323048000,"kind":"user.changed","actor":{"kind":"command"},"object":{"kind":"user","id":"ann","name":"Ann"},"state":{"userId":"ann","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"Ann","mobile":"86-13800000001","departments":[{"deptId":2,"joinedAt":1767323045000}],"createdAt":1767323045000}}

: alive

: alive
"#);
    let middle = told
        .split("id: ")
        .nth(1)
        .and_then(|text| text.lines().next());
    let middle = middle.expect("an id").to_owned();
    acme.log().header("last-event-id", &middle);
    assert_snapshot!(acme.call(ROUTE, json!({"after": start})), @r#"
: changes

id: 3-123456789abcdef3-fe389e4dcbac7083

: alive

: alive
"#);
    acme.log().header("last-event-id", "7-0-0");
    assert_snapshot!(acme.call(ROUTE, json!({"after": start})), @r#"410 changes.gone What happened since this cursor is not told any more; read the whole again and go on from its cursor {"snapshot":"/v1.0/orgbook/changes/snapshot","cursor":"3-123456789abcdef3-fe389e4dcbac7083"}"#);
    acme.log().is_full();
    assert_snapshot!(acme.call(ROUTE, json!({})), @"429 changes.tooManyReaders Too many calls and streams wait for changes already; end some, or call without waiting");
}

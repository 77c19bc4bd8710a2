use super::*;
use crate::user::{create, delete};
use serde_json::Value;
use testkit::Place as Acme;

const ROUTE: Route = Route::task::<Request>();
const DELETE: Route = Route::write::<delete::Request>();
/// An older form by its path.
fn older(path: &str) -> Route {
    let mut routes = crate::routes().filter(|route| route.spec.path == path);
    *routes.next().expect("the table has it")
}

const START: &str = "2026-01-01T00:00:00Z";

/// Everything since the start of 2026.
fn all(acme: &mut Acme) -> String {
    acme.call(ROUTE, json!({"startTime": START, "maxResults": 50}))
}

fn told(acme: &mut Acme, changed: Value) -> String {
    let mut request = json!({"startTime": START, "maxResults": 10});
    let members = request.as_object_mut().expect("an object");
    members.extend(changed.as_object().expect("an object").clone());
    acme.call(ROUTE, request)
}

fn leave(acme: &mut Acme, userid: &str) {
    assert_eq!(acme.call(DELETE, json!({"userid": userid})), "null");
}

fn join(acme: &mut Acme, userid: &str, mobile: &str) {
    const CREATE: Route = Route::write::<create::Request>();
    let request = json!({"userid": userid, "name": userid, "mobile": mobile, "dept_id_list": "1"});
    let told = acme.call(CREATE, request);
    assert!(told.starts_with('{'), "{told}");
}

/// The userids of each page, as a client gathers them.
fn pages(acme: &mut Acme, size: i64, mut between: impl FnMut(&mut Acme, usize)) -> Vec<String> {
    let (mut pages, mut token) = (Vec::new(), json!("0"));
    loop {
        let answer = told(acme, json!({"maxResults": size, "nextToken": token}));
        let page: Value = serde_json::from_str(&answer).expect("a page");
        let records = page["records"].as_array().expect("records");
        let userids = records
            .iter()
            .filter_map(|record| record["userId"].as_str());
        pages.push(userids.collect::<Vec<_>>().join(" "));
        match page.get("nextToken") {
            Some(next) => token = next.clone(),
            None => return pages,
        }
        between(acme, pages.len());
    }
}

#[test]
fn nobody_has_left() {
    assert_snapshot!(all(&mut place("acme { ann }")), @r#"{"records":[]}"#);
}

#[test]
fn every_way_of_leaving_is_told() {
    let mut acme = place("acme { ann bob cid dan mobile=+1-5550001 eve }");
    leave(&mut acme, "ann");
    acme.call(older("/user/delete"), json!({"userid": "bob"}));
    acme.call(
        older("/user/batchdelete"),
        json!({"useridlist": ["dan", "cid"]}),
    );
    acme.operate(|draft| draft.remove_user("eve"));
    assert_snapshot!(all(&mut acme).replace("},{", "},\n{"), @r#"
    {"records":[{"userId":"ann","name":"ann","stateCode":"86","mobile":"13800000001","leaveTime":"2026-01-02T03:04:07Z","leaveReason":"oapi"},
    {"userId":"bob","name":"bob","stateCode":"86","mobile":"13800000002","leaveTime":"2026-01-02T03:04:08Z","leaveReason":"oapi"},
    {"userId":"cid","name":"cid","stateCode":"86","mobile":"13800000003","leaveTime":"2026-01-02T03:04:09Z","leaveReason":"oapi"},
    {"userId":"dan","name":"dan","stateCode":"1","mobile":"5550001","leaveTime":"2026-01-02T03:04:09Z","leaveReason":"oapi"},
    {"userId":"eve","name":"eve","stateCode":"86","mobile":"13800000005","leaveTime":"2026-01-02T03:04:10Z","leaveReason":"delete"}]}
    "#);
}

#[test]
fn who_leaves_twice_has_two_records() {
    let mut acme = place("acme { ann mobile=13900000001 }");
    leave(&mut acme, "ann");
    join(&mut acme, "ann", "13900000002");
    leave(&mut acme, "ann");
    assert_snapshot!(all(&mut acme).replace("},{", "},\n{"), @r#"
    {"records":[{"userId":"ann","name":"ann","stateCode":"86","mobile":"13900000001","leaveTime":"2026-01-02T03:04:07Z","leaveReason":"oapi"},
    {"userId":"ann","name":"ann","stateCode":"86","mobile":"13900000002","leaveTime":"2026-01-02T03:04:09Z","leaveReason":"oapi"}]}
    "#);
}

#[test]
fn a_refused_deletion_leaves_no_record() {
    let mut acme = place("acme { ann }");
    acme.call(DELETE, json!({"userid": "founder"}));
    acme.call(DELETE, json!({"userid": "nobody"}));
    assert_snapshot!(all(&mut acme), @r#"{"records":[]}"#);
}

#[test]
fn pages_follow_each_other_while_people_come_and_go() {
    let people: String = (0..9).map(|number| format!("u{number} ")).collect();
    let mut acme = place(&format!("acme {{ {people} late1 late2 late3 late4 }}"));
    for number in 0..9 {
        leave(&mut acme, &format!("u{number}"));
    }
    let mut again = place(&format!("acme {{ {people} }}"));
    let ids = json!(
        (0..9)
            .map(|number| format!("u{number}"))
            .collect::<Vec<_>>()
    );
    again.call(older("/user/batchdelete"), json!({ "useridlist": ids }));
    let calm = ["u0 u1", "u2 u3", "u4 u5", "u6 u7", "u8"];
    assert_eq!(pages(&mut again, 2, |_, _| {}), calm, "of one moment");
    let seen = pages(&mut acme, 2, |acme, count| {
        if count <= 4 {
            leave(acme, &format!("late{count}"));
            join(acme, &format!("u{count}"), &format!("1370000000{count}"));
        }
    });
    // The window ends when it was first asked for, so the pages end.
    assert_eq!(seen, calm);
    let later = pages(&mut acme, 100, |_, _| {}).join(" ");
    assert!(later.ends_with("u8 late1 late2 late3 late4"), "{later}");
}

#[test]
fn a_page_has_at_most_50_records() {
    let people: String = (0..101).map(|number| format!("u{number} ")).collect();
    let mut acme = place(&format!("acme {{ {people} }}"));
    for number in 0..101 {
        acme.operate(|draft| draft.remove_user(&format!("u{number}")));
    }
    let counts = |pages: Vec<String>| -> Vec<usize> {
        let count = |page: &String| page.split_whitespace().count();
        pages.iter().map(count).collect()
    };
    for (size, expected) in [(50, [50, 50, 1]), (51, [50, 50, 1]), (100, [50, 50, 1])] {
        assert_eq!(counts(pages(&mut acme, size, |_, _| {})), expected);
    }
}

#[test]
fn the_window_holds_its_first_moment_and_not_its_last() {
    let mut acme = place("acme { ann }");
    leave(&mut acme, "ann");
    let page = |acme: &mut Acme, start: &str, end: &str| {
        let answer = told(acme, json!({"startTime": start, "endTime": end}));
        answer.contains("ann")
    };
    // It was at 03:04:07.
    let (before, at, after) = (
        "2026-01-02T03:04:06Z",
        "2026-01-02T03:04:07Z",
        "2026-01-02T03:04:08Z",
    );
    assert!(page(&mut acme, at, after));
    assert!(!page(&mut acme, before, at));
    assert!(!page(&mut acme, after, "2026-01-02T03:05:00Z"));
    assert!(page(
        &mut acme,
        "2026-01-02T11:04:07+08:00",
        "2026-01-02T03:04:08"
    ));
    assert!(!page(&mut acme, at, at));
}

#[test]
fn a_window_spans_at_most_a_year() {
    let mut acme = place("acme { }");
    let nothing = r#"{"records":[]}"#;
    let year = json!({"startTime": "2025-01-01T00:00:00Z", "endTime": "2026-01-01T00:00:00Z"});
    assert_eq!(told(&mut acme, year), nothing);
    let more = json!({"startTime": "2025-01-01T00:00:00Z", "endTime": "2026-01-01T00:00:00.001Z"});
    assert_snapshot!(told(&mut acme, more), @r#"400 invalidParameter.param.invalid 参数不合法: startTime is at most 365 days before the end of the window, got "2025-01-01T00:00:00Z""#);
    assert_eq!(
        told(&mut acme, json!({"startTime": "2025-01-03T00:00:00Z"})),
        nothing
    );
    assert_snapshot!(told(&mut acme, json!({"startTime": "2025-01-02T00:00:00Z"})), @r#"400 invalidParameter.param.invalid 参数不合法: startTime is at most 365 days before the end of the window, got "2025-01-02T00:00:00Z""#);
    assert_eq!(
        told(&mut acme, json!({"startTime": "2027-01-01T00:00:00Z"})),
        nothing
    );
}

#[test]
fn an_app_sees_those_who_left_what_it_sees() {
    let mut acme = place("acme { rd { lab { ann } } sales { bob } cid }");
    for userid in ["ann", "bob", "cid"] {
        leave(&mut acme, userid);
    }
    acme.with_scope(&[2], &[]);
    assert_snapshot!(all(&mut acme), @r#"{"records":[{"userId":"ann","name":"ann","stateCode":"86","mobile":"13800000001","leaveTime":"2026-01-02T03:04:07Z","leaveReason":"oapi"}]}"#);
    acme.with_scope(&[], &["founder"]);
    assert_snapshot!(all(&mut acme), @r#"{"records":[]}"#);
}

#[test]
fn one_call_looks_at_so_many_records() {
    let gone = |count: usize| {
        let people: String = (0..count).map(|number| format!("u{number} ")).collect();
        let mut acme = place(&format!("acme {{ rd {{ zed }} {people} }}"));
        acme.operate(|draft| {
            draft.remove_user("zed")?;
            (0..count).try_for_each(|number| draft.remove_user(&format!("u{number}")))
        });
        acme.with_scope(&[2], &[]);
        pages(&mut acme, 1, |_, _| {})
    };
    // They left in one moment, and zed comes after all others.
    assert_eq!(gone(LEAVE_ROWS_LOOKED_AT_MAX - 1), ["zed"]);
    assert_eq!(gone(LEAVE_ROWS_LOOKED_AT_MAX), ["", "zed"]);
}

#[test]
fn numbers_need_their_point() {
    let mut acme = place("acme { ann }");
    leave(&mut acme, "ann");
    acme.with_points(&["Contact.Common.Read"]);
    assert_snapshot!(all(&mut acme), @r#"{"records":[{"userId":"ann","name":"ann","leaveTime":"2026-01-02T03:04:07Z","leaveReason":"oapi"}]}"#);
}

#[test]
fn missing_and_bad_arguments_are_told_apart() {
    let mut acme = place("acme { ann bob }");
    for userid in ["ann", "bob"] {
        leave(&mut acme, userid);
    }
    assert_snapshot!(told(&mut acme, json!({"startTime": null})), @"400 MissingstartTime startTime is mandatory for this action.");
    assert_snapshot!(told(&mut acme, json!({"maxResults": null})), @"400 MissingmaxResults maxResults is mandatory for this action.");
    assert_snapshot!(told(&mut acme, json!({"maxResults": 0})), @r#"400 invalidParameter.param.invalid 参数不合法: maxResults is a whole number from 1 to 50, got "0""#);
    assert_snapshot!(told(&mut acme, json!({"maxResults": "ten"})), @r#"400 invalidParameter.param.invalid 参数不合法: maxResults: expected a whole number of 64 bits, got the text "ten""#);
    assert_snapshot!(told(&mut acme, json!({"startTime": "yesterday"})), @r#"400 invalidParameter.param.invalid 参数不合法: startTime is a time such as 2026-01-02T03:04:05Z, got "yesterday""#);
    assert_snapshot!(told(&mut acme, json!({"endTime": "2026-13-01T00:00:00Z"})), @r#"400 invalidParameter.param.invalid 参数不合法: endTime is a time such as 2026-01-02T03:04:05Z, got "2026-13-01T00:00:00Z""#);
    assert_snapshot!(told(&mut acme, json!({"endTime": "2025-12-31T23:59:59Z"})), @r#"400 invalidParameter.param.invalid 参数不合法: endTime is a time at or after startTime, got "2025-12-31T23:59:59Z""#);
    let first = told(&mut acme, json!({"maxResults": 1}));
    let first: Value = serde_json::from_str(&first).expect("a page");
    let token = first["nextToken"]
        .as_str()
        .expect("a second page")
        .to_owned();
    for bad in [
        "1",
        "-1",
        "x-y-z",
        "1-2-3",
        "0-0-00",
        "王",
        &token[1..],
        &format!("{token}g"),
    ] {
        let answer = told(&mut acme, json!({"nextToken": bad}));
        assert!(
            answer.starts_with("400 invalidParameter.param.invalid"),
            "{bad}: {answer}"
        );
    }
    let elsewhere = json!({"nextToken": token, "startTime": "2026-02-01T00:00:00Z"});
    assert!(told(&mut acme, elsewhere).starts_with("400 invalidParameter.param.invalid"));
    assert!(told(&mut acme, json!({"nextToken": token})).contains("bob"));
}

//! Plans of many rows, which are kept in pieces.

use super::*;
use crate::plans::check;

const CHECK: Route = Route::task::<check::Request>();

fn file(count: usize) -> String {
    let mut file = "姓名,手机号,部门\n".to_owned();
    for number in 0..count {
        file += &format!("New {number},1580000{number:04},rd/team {}\n", number % 250);
    }
    file + "Nobody,,rd\n"
}

#[test]
fn rows_are_carried_out_and_taken_back_piece_by_piece() {
    let mut acme = acme();
    let id = plan_of(&mut acme, &file(450));
    let summary = json_of(&acme.call(LIST, json!({})))["plans"][0].clone();
    assert_eq!(summary["total"], 451, "{summary}");
    assert_eq!(summary["departments"].as_array().map(Vec::len), Some(200));
    assert_eq!(summary["departmentCount"], 250);
    let lines = |acme: &mut Place, asked: Value| -> Vec<u64> {
        let page = json_of(&acme.call(GET, asked));
        let rows = page["rows"].as_array().expect("rows").iter();
        rows.filter_map(|row| row["line"].as_u64()).collect()
    };
    let across = json!({"planId": id, "offset": 198, "size": 4});
    assert_eq!(lines(&mut acme, across), [200, 201, 202, 203]);
    let last = json!({"planId": id, "rows": "created", "offset": 448, "size": 9});
    assert_eq!(lines(&mut acme, last), [450, 451]);
    let wrong = json!({"planId": id, "rows": "wrong"});
    assert_eq!(lines(&mut acme, wrong), [452]);
    let out = json!({"planId": id, "indexes": [0, 449, 10_000], "selected": false});
    assert_eq!(json_of(&acme.call(SELECT, out))["selected"], 448);
    let mut done = Vec::new();
    let ran = |acme: &mut Place, route: Route| {
        let plan = json_of(&acme.call(route, json!({"planId": id})));
        (
            plan["done"].as_u64(),
            plan["state"].as_str().map(str::to_owned),
        )
    };
    for _ in 0..3 {
        done.push(ran(&mut acme, APPLY));
    }
    let states = |applying: &str, ended: &str, counts: [u64; 3]| {
        let state = |count: &u64| if *count == counts[2] { ended } else { applying };
        let told = counts
            .iter()
            .map(|count| (Some(*count), Some(state(count).to_owned())));
        told.collect::<Vec<_>>()
    };
    assert_eq!(done, states("applying", "applied", [200, 400, 451]));
    assert_eq!(json_of(&acme.call(EXPORT, json!({})))["rowCount"], 5 + 448);
    done.clear();
    for _ in 0..3 {
        done.push(ran(&mut acme, UNDO));
    }
    assert_eq!(done, states("undoing", "undone", [400, 200, 0]));
    assert_eq!(json_of(&acme.call(EXPORT, json!({})))["rowCount"], 5);
}

#[test]
fn the_rows_of_a_piece_are_mended_alone() {
    let mut acme = acme();
    let id = plan_of(&mut acme, &file(250));
    let cells = json!([{"index": 250, "cells": {"mobile": "15900000000"}}]);
    let mend = Route::task::<crate::plans::mend::Request>();
    let mended = json_of(&acme.call(mend, json!({"planId": id, "rows": cells})));
    assert_eq!(
        (&mended["counts"]["wrong"], &mended["selected"]),
        (&json!(0), &json!(251))
    );
    let errors = json_of(&acme.call(ERRORS, json!({"planId": id})));
    let content = STANDARD.decode(errors["content"].as_str().expect("a file"));
    let table = sheet::read("errors.xlsx", &content.expect("Base64")).expect("a table");
    assert_eq!(table.len(), 1, "the titles alone");
}

#[test]
fn how_far_a_check_is_is_told_to_who_made_it_up() {
    let mut acme = acme();
    let csv = STANDARD.encode(file(20));
    let sent = json!({"fileName": "people.csv", "content": csv, "checkId": "a1"});
    json_of(&acme.call(IMPORT, sent.clone()));
    assert_snapshot!(acme.call(CHECK, json!({"checkId": "a1"})), @r#"{"done":22,"all":22}"#);
    assert_snapshot!(acme.call(CHECK, json!({"checkId": "other"})), @r#"{"done":0,"all":0}"#);
    acme.as_admin("ann");
    assert!(acme.call(CHECK, json!({"checkId": "a1"})) != r#"{"done":22,"all":22}"#);
    acme.as_admin("founder");
    for bad in ["", "a.b", "a/b", &"x".repeat(65)] {
        let refused = acme.call(CHECK, json!({"checkId": bad}));
        assert!(
            refused.starts_with("400 invalidParameter"),
            "{bad}: {refused}"
        );
    }
    let refused = acme.call(
        IMPORT,
        json!({"fileName": "people.csv", "content": csv, "checkId": "../x"}),
    );
    assert!(refused.starts_with("400 invalidParameter"), "{refused}");
}

#[test]
fn who_joins_under_a_name_that_is_there_is_told_of() {
    let mut acme = place("acme { rd { ann name=安妮 mobile=13800000009 } hr { ben name=安妮 } }");
    acme.as_admin("founder");
    let csv = "姓名,手机号,部门\n安妮,13900000001,rd\n安妮,13800000009,hr\n安娜,13900000002,rd\n安娜,13900000003,rd\n";
    let id = plan_of(&mut acme, csv);
    let plan = json_of(&acme.call(GET, json!({"planId": id})));
    let told = plan["rows"].as_array().expect("rows").iter();
    let told: Vec<String> = told
        .map(|row| format!("{} {} {}", row["line"], row["kind"], row["sameName"]))
        .collect();
    let made_up = plan["rows"][2]["userId"].as_str().expect("made up");
    assert_snapshot!(told.join("\n").replace(made_up, "NEW"), @r#"
    2 "created" [{"userId":"ann","name":"安妮","department":"rd"},{"userId":"ben","name":"安妮","department":"hr"}]
    3 "moved" null
    4 "created" null
    5 "created" [{"userId":"NEW","name":"安娜","department":"rd"}]
    "#);
    assert_eq!(plan["plan"]["counts"]["sameName"], 2);
    assert_eq!(plan["plan"]["selected"], 4, "nobody is refused for it");
}

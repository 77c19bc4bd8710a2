//! Files as administrators send them.

mod contact_files;
mod department_files;
mod departments;
mod many;
mod mending;

use super::{
    apply, approve, effects, errors, export, get, groups, import, list, mend, select, template,
    undo,
};
use crate::prelude::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use testkit::Place;

const TEMPLATE: Route = Route::read::<template::Request>();
const IMPORT: Route = Route::task::<import::Request>();
const LIST: Route = Route::task::<list::Request>();
const GET: Route = Route::task::<get::Request>();
const SELECT: Route = Route::task::<select::Request>();
const APPROVE: Route = Route::task::<approve::Request>();
const APPLY: Route = Route::task::<apply::Request>();
const UNDO: Route = Route::task::<undo::Request>();
const GROUPS: Route = Route::task::<groups::Request>();
const ERRORS: Route = Route::task::<errors::Request>();
const EXPORT: Route = Route::task::<export::Request>();

fn json_of(answer: &str) -> Value {
    serde_json::from_str(answer).unwrap_or_else(|_| panic!("{answer}"))
}

fn send(acme: &mut Place, csv: &str) -> String {
    let file = json!({"fileName": "people.csv", "content": STANDARD.encode(csv)});
    acme.call(IMPORT, file)
}

fn plan_of(acme: &mut Place, csv: &str) -> String {
    let sent = send(acme, csv);
    json_of(&sent)["planId"]
        .as_str()
        .unwrap_or_else(|| panic!("{sent}"))
        .to_owned()
}

/// The rows of a plan in a few words each.
fn rows(acme: &mut Place, id: &str) -> String {
    let plan = json_of(&acme.call(GET, json!({"planId": id, "size": 200})));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = plan["rows"].as_array().expect("rows").iter().map(|row| {
        let changes = row["changes"].as_array().expect("changes").iter();
        let changes: Vec<String> = changes
            .filter(|_| row["kind"] != "left")
            .map(|one| {
                format!(
                    "{}: {} -> {}",
                    text(&one["field"]),
                    text(&one["from"]),
                    text(&one["to"])
                )
            })
            .collect();
        let errors = row["errors"].as_array().map_or(&[][..], Vec::as_slice);
        let errors: Vec<String> = errors.iter().map(|one| text(&one["message"])).collect();
        let parts = [changes.join(", "), errors.join(", "), text(&row["note"])];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.collect();
        format!(
            "{} {} {}: {}",
            row["line"],
            text(&row["kind"]),
            text(&row["outcome"]),
            parts.join(" | ")
        )
    });
    rows.collect::<Vec<_>>().join("\n")
}

const FILE: &str = "UserID,姓名,手机号,部门,职位,离职\n\
    ann,,,,Chemist,\n\
    bob,,,rd/lab,,\n\
    cid,,,,,yes\n\
    ,Dan,13900000009,rd/new team;hr,,\n\
    ,Ann,１３８００００００００１,,,\n\
    ,Eve,1.39E+10,rd,,\n\
    ,Fay,13900000010,,,\n\
    zoe,,,,,\n";

fn acme() -> Place {
    let mut acme = place("acme { rd { ann bob lab { } } hr { cid zoe } }");
    acme.as_admin("founder");
    acme
}

#[test]
fn a_file_is_a_plan_first() {
    let mut acme = acme();
    let id = plan_of(&mut acme, FILE);
    assert_snapshot!(rows(&mut acme, &id), @"2 changed waiting: title:  -> Chemist
3 moved waiting: departments: rd -> rd/lab
4 left waiting: 
5 created waiting: departments:  -> rd/new team;hr, mobile:  -> 13900000009, name:  -> Dan
6 wrong waiting: a mobile is 11 digits beginning with 1, or +code-number outside mainland China
7 wrong waiting: the spreadsheet has cut this number to 1.39E+10; format the column as text
8 wrong waiting: departments is missing
9 same waiting:");
    let summary = json_of(&acme.call(LIST, json!({})))["plans"][0].to_string();
    assert_snapshot!(summary.replace(&id, "PLAN"), @r#"{"planId":"PLAN","about":"people","fileName":"people.csv","createdBy":"founder","createdAt":1767323047000,"state":"ready","counts":{"created":1,"changed":1,"moved":1,"left":1,"same":1,"wrong":3,"failed":0,"sameName":0},"selected":4,"done":0,"total":8,"needsApproval":false,"departments":["rd/new team"],"departmentCount":1,"departmentsRemoved":0,"departmentsStayedCount":0,"createGroups":false}"#);
    let wrong = acme.call(GET, json!({"planId": id, "rows": "wrong"}));
    assert_eq!(json_of(&wrong)["rowCount"], 3);
    let errors = json_of(&acme.call(ERRORS, json!({"planId": id})));
    let content = STANDARD.decode(errors["content"].as_str().expect("a file"));
    let table = sheet::read("errors.xlsx", &content.expect("Base64")).expect("a table");
    assert_snapshot!(format!("{table:?}"), @r#"[["UserID", "姓名", "手机号", "部门", "职位", "离职", "原因 Reason"], ["", "Ann", "１３８００００００００１", "", "", "", "Mobile: a mobile is 11 digits beginning with 1, or +code-number outside mainland China"], ["", "Eve", "1.39E+10", "rd", "", "", "Mobile: the spreadsheet has cut this number to 1.39E+10; format the column as text"], ["", "Fay", "13900000010", "", "", "", "Department: departments is missing"]]"#);
}

#[test]
fn a_plan_is_applied_and_taken_back() {
    let mut acme = acme();
    let before = acme.call(EXPORT, json!({}));
    let id = plan_of(&mut acme, FILE);
    let applied = json_of(&acme.call(APPLY, json!({"planId": id})));
    assert_eq!(applied["state"], "applied");
    assert_snapshot!(rows(&mut acme, &id), @"2 changed applied: title:  -> Chemist
3 moved applied: departments: rd -> rd/lab
4 left applied: 
5 created applied: departments:  -> rd/new team;hr, mobile:  -> 13900000009, name:  -> Dan
6 wrong waiting: a mobile is 11 digits beginning with 1, or +code-number outside mainland China
7 wrong waiting: the spreadsheet has cut this number to 1.39E+10; format the column as text
8 wrong waiting: departments is missing
9 same waiting:");
    assert_ne!(acme.call(EXPORT, json!({})), before);
    assert_snapshot!(acme.call(APPLY, json!({"planId": id})), @"409 plan.state The plan is at another point: it has been applied");
    assert_snapshot!(acme.call(SELECT, json!({"planId": id, "indexes": [0], "selected": false})), @"409 plan.state The plan is at another point: it has been applied");
    // Sent again, the file changes nothing but what it would make.
    let again = plan_of(&mut acme, "UserID,职位,部门\nann,Chemist,rd\nbob,,rd/lab\n");
    let again = json_of(&acme.call(GET, json!({"planId": again, "rows": "same"})));
    assert_eq!(again["rowCount"], 2);
    let undone = json_of(&acme.call(UNDO, json!({"planId": id})));
    assert_eq!(undone["state"], "undone");
    assert_eq!(undone["counts"]["failed"], 0);
    assert_snapshot!(acme.call(UNDO, json!({"planId": id})), @"409 plan.state The plan is at another point: there is nothing to take back");
    let after = json_of(&acme.call(EXPORT, json!({})));
    assert_eq!(after["rowCount"], json_of(&before)["rowCount"]);
}

#[test]
fn what_somebody_else_changed_stays() {
    let mut acme = acme();
    let id = plan_of(&mut acme, "UserID,Title\nann,Chemist\nbob,Cook\n");
    let title = |title: &str| org::UserFields {
        title: Some(title.to_owned()),
        ..org::UserFields::default()
    };
    acme.operate(|draft| draft.update_user("ann", title("Boss")));
    acme.call(APPLY, json!({"planId": id}));
    assert_snapshot!(rows(&mut acme, &id), @"
    2 changed failed: title:  -> Chemist | Title has been changed by somebody else since
    3 changed applied: title:  -> Cook
    ");
    acme.operate(|draft| draft.update_user("bob", title("Baker")));
    acme.call(UNDO, json!({"planId": id}));
    assert_snapshot!(rows(&mut acme, &id), @"
    2 changed failed: title:  -> Chemist | Title has been changed by somebody else since
    3 changed kept: title:  -> Cook | Title has been changed by somebody else since
    ");
}

#[test]
fn rows_are_left_out() {
    let mut acme = acme();
    let id = plan_of(&mut acme, FILE);
    acme.call(
        SELECT,
        json!({"planId": id, "rows": "left", "selected": false}),
    );
    let left = acme.call(
        SELECT,
        json!({"planId": id, "indexes": [0, 5, 7], "selected": false}),
    );
    assert_eq!(json_of(&left)["selected"], 2);
    acme.call(APPLY, json!({"planId": id}));
    assert_snapshot!(rows(&mut acme, &id), @"2 changed waiting: title:  -> Chemist
3 moved applied: departments: rd -> rd/lab
4 left waiting: 
5 created applied: departments:  -> rd/new team;hr, mobile:  -> 13900000009, name:  -> Dan
6 wrong waiting: a mobile is 11 digits beginning with 1, or +code-number outside mainland China
7 wrong waiting: the spreadsheet has cut this number to 1.39E+10; format the column as text
8 wrong waiting: departments is missing
9 same waiting:");
}

#[test]
fn so_many_do_not_leave_by_one_hand() {
    let people: Vec<String> = (0..25).map(|index| format!("p{index}")).collect();
    let mut acme = place(&format!(
        "acme {{ rd {{ {} boss sub_admin=yes }} }}",
        people.join(" ")
    ));
    acme.as_admin("founder");
    let mut file = "UserID,离职\n".to_owned();
    for id in &people {
        file += &format!("{id},是\n");
    }
    let id = plan_of(&mut acme, &file);
    assert_snapshot!(acme.call(APPLY, json!({"planId": id})), @"409 plan.needsApproval So many people would leave that a second administrator of the whole organization has to approve");
    assert_snapshot!(acme.call(APPROVE, json!({"planId": id})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: nobody approves a plan of his own");
    acme.as_admin("boss");
    let approved = acme.call(APPROVE, json!({"planId": id}));
    assert_eq!(json_of(&approved)["approvedBy"], "boss");
    acme.as_admin("founder");
    let applied = acme.call(APPLY, json!({"planId": id}));
    assert_eq!(json_of(&applied)["state"], "applied");
    assert_eq!(json_of(&acme.call(EXPORT, json!({})))["rowCount"], 2);
}

#[test]
fn a_sub_administrator_plans_and_exports_within_his_departments() {
    let mut acme = acme();
    acme.operate(|draft| {
        let departments = Some([DepartmentId(2)].into());
        let power = org::Power {
            departments,
            ..org::Power::default()
        };
        draft.set_admin("zoe", power)
    });
    let foreign = plan_of(&mut acme, FILE);
    acme.as_admin("zoe");
    assert_eq!(json_of(&acme.call(EXPORT, json!({})))["rowCount"], 2);
    let id = plan_of(
        &mut acme,
        "UserID,姓名,手机号,部门,职位\nann,,,,Chemist\ncid,,,,Chemist\nbob,,,hr,\n,Dan,13900000009,rd/lab,\n,Eve,13900000008,hr,\n",
    );
    assert_snapshot!(rows(&mut acme, &id), @"2 changed waiting: title:  -> Chemist
3 wrong waiting: name is missing, mobile is missing, departments is missing
4 wrong waiting: hr is in no department that you administer
5 created waiting: departments:  -> rd/lab, mobile:  -> 13900000009, name:  -> Dan
6 wrong waiting: hr is in no department that you administer");
    for route in [GET, APPLY, UNDO, ERRORS] {
        let hidden = acme.call(route, json!({"planId": foreign}));
        assert_eq!(
            hidden,
            "404 plan.notFound There is no such plan, or you may not see it"
        );
    }
    let listed = json_of(&acme.call(LIST, json!({})));
    assert_eq!(listed["plans"].as_array().map(Vec::len), Some(1));
    assert_snapshot!(acme.call(EXPORT, json!({"deptId": 4})), @"404 department.notFound There is no such department, or you may not see it");
}

#[test]
fn the_roots_own_name_may_stand_before_a_path() {
    let mut acme = acme();
    let id = plan_of(
        &mut acme,
        "UserID,Department\nann,acme/rd\nbob,acme\ncid,acme/acme\n",
    );
    assert_snapshot!(rows(&mut acme, &id), @"
    2 same waiting: 
    3 moved waiting: departments: rd -> acme
    4 moved waiting: departments: hr -> acme/acme
    ");
}

#[test]
fn columns_may_be_called_as_the_pages_call_them() {
    let mut acme = acme();
    let page = plan_of(&mut acme, "UserID,职务,直属上级\nann,Chemist,bob\n");
    let page = rows(&mut acme, &page);
    let file = plan_of(&mut acme, "UserID,职位,直属主管\nann,Chemist,bob\n");
    assert_eq!(rows(&mut acme, &file), page);
    assert!(page.contains("title:  -> Chemist"), "{page}");
    assert_snapshot!(send(&mut acme, "UserID,职务,职位\nann,7,8\n"), @"400 invalidParameter A parameter is missing or wrong: columns that stand twice: title");
}

#[test]
fn what_is_no_file_is_refused() {
    let mut acme = acme();
    assert_snapshot!(send(&mut acme, ""), @"400 invalidParameter A parameter is missing or wrong: the file has no rows");
    assert_snapshot!(send(&mut acme, "UserID,Shoe size\nann,7\n"), @"400 invalidParameter A parameter is missing or wrong: unknown columns: Shoe size");
    assert_snapshot!(send(&mut acme, "UserID,Title,职位\nann,7,8\n"), @"400 invalidParameter A parameter is missing or wrong: columns that stand twice: title");
    assert_snapshot!(acme.call(IMPORT, json!({"fileName": "a.pdf", "content": ""})), @"400 invalidParameter A parameter is missing or wrong: a file is named .xlsx or .csv, got a.pdf");
    assert_snapshot!(acme.call(IMPORT, json!({"fileName": "a.csv", "content": "?"})), @"400 invalidParameter A parameter is missing or wrong: not Base64: Invalid symbol 63, offset 0.");
    assert_snapshot!(acme.call(GET, json!({"planId": "list"})), @"404 plan.notFound There is no such plan, or you may not see it");
    let template = json_of(&acme.call(TEMPLATE, json!({"lang": "en"})));
    let content = STANDARD.decode(template["content"].as_str().expect("a file"));
    let table = sheet::read("template.xlsx", &content.expect("Base64")).expect("a table");
    assert_snapshot!(format!("{table:?}"), @r#"[["UserID", "Name", "Mobile", "Department", "Title", "Employee ID", "Direct manager", "Leader of", "Email", "Organization email", "Extension", "Work place", "Remark", "Hire date", "Hide mobile", "Executive mode", "Roles", "Leave"]]"#);
    assert_snapshot!(acme.call(TEMPLATE, json!({"lang": "fr"})), @"400 invalidParameter A parameter is missing or wrong: lang is zh or en, got fr");
}

//! Departments in files.

use super::*;
use org::{DepartmentFields, DepartmentId, Module, Power};
use std::collections::BTreeSet;

fn sent(acme: &mut Place, csv: &str) -> String {
    let file =
        json!({"fileName": "d.csv", "content": STANDARD.encode(csv), "about": "departments"});
    acme.call(IMPORT, file)
}

fn planned(acme: &mut Place, csv: &str) -> String {
    let sent = sent(acme, csv);
    let plan = json_of(&sent);
    assert_eq!(plan["about"], "departments", "{sent}");
    plan["planId"].as_str().expect("an id").to_owned()
}

/// Every department: its path and what is written of it.
fn tree(acme: &Place) -> String {
    let view = View::new(&acme.org, &org::Eye::Operator);
    let all = view.descendants(DepartmentId::ROOT).expect("the root");
    let told = all.iter().map(|one| {
        let path = view.path(one.id).expect("it is there");
        let names: Vec<&str> = path.iter().skip(1).map(|one| one.name.as_str()).collect();
        let heads: Vec<&str> = one.managers.iter().map(|id| id.as_str()).collect();
        format!("{} [{}] {}", names.join("/"), one.brief, heads.join(","))
    });
    let mut told: Vec<String> = told.map(|line| line.trim_end().to_owned()).collect();
    told.sort();
    told.join("; ")
}

fn house() -> Place {
    let mut acme = place("acme { rd { ann lab { bob } } ops { eve } }");
    acme.as_admin("founder");
    acme
}

const FILE: &str = "部门ID,部门名称,上级部门,部门简介,部门负责人\n\
    2,研发,acme,makes,ann\n\
    3,lab,ops,,\n\
    ,new,rd,fresh,\n\
    ,deep,rd/new,,\n\
    ,ops,acme,,\n\
    ,lost,nowhere,,\n\
    99,odd,,,\n\
    4,ops,acme,again,bob\n";

#[test]
fn a_file_is_a_plan_that_is_applied_and_taken_back() {
    let mut acme = house();
    let before = tree(&acme);
    assert_eq!(before, "ops []; rd []; rd/lab []");
    let id = planned(&mut acme, FILE);
    assert_eq!(tree(&acme), before, "a plan changes nothing");
    let told = rows(&mut acme, &id);
    for part in [
        "brief:  -> makes",
        "name: rd -> 研发",
        "leaders:  -> ann",
        "parent: 研发 -> ops",
        "there is no department nowhere",
    ] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    let plan = json_of(&acme.call(GET, json!({"planId": id, "size": 200})));
    let kinds = plan["rows"].as_array().expect("rows").iter();
    let kinds: Vec<&str> = kinds
        .map(|row| row["kind"].as_str().expect("a kind"))
        .collect();
    assert_eq!(
        kinds,
        [
            "changed", "moved", "created", "created", "same", "wrong", "wrong", "wrong"
        ]
    );
    let done = json_of(&acme.call(APPLY, json!({"planId": id})));
    assert_eq!(done["counts"]["failed"], 0, "{done}");
    assert_eq!(
        tree(&acme),
        "ops []; ops/lab []; 研发 [makes] ann; 研发/new [fresh]; 研发/new/deep []"
    );
    assert_eq!(acme.org.broken_rules(), [""; 0]);
    acme.call(UNDO, json!({"planId": id}));
    assert_eq!(tree(&acme), before);
    assert_eq!(acme.org.broken_rules(), [""; 0]);
}

#[test]
fn what_is_deselected_stays_and_a_path_may_be_that_of_before() {
    let mut acme = house();
    // The child names its parent as it was called before the file; both ways lead to the same.
    let file = "deptId,name,parent\n2,R,acme\n3,lab2,rd\n,x,R\n";
    let id = planned(&mut acme, file);
    acme.call(
        SELECT,
        json!({"planId": id, "indexes": [1], "selected": false}),
    );
    acme.call(APPLY, json!({"planId": id}));
    assert_eq!(tree(&acme), "R []; R/lab []; R/x []; ops []");
}

#[test]
fn what_somebody_else_changed_since_is_left_alone() {
    let mut acme = house();
    let id = planned(&mut acme, "deptId,brief\n2,mine\n4,mine\n,,\n");
    acme.operate(|draft| {
        let fields = DepartmentFields {
            brief: Some("theirs".to_owned()),
            ..DepartmentFields::default()
        };
        draft.update_department(DepartmentId(2), fields)
    });
    let done = json_of(&acme.call(APPLY, json!({"planId": id})));
    assert_eq!(done["counts"]["failed"], 1, "{done}");
    assert!(rows(&mut acme, &id).contains("brief"), "told");
    assert_eq!(tree(&acme), "ops [mine]; rd [theirs]; rd/lab []");
    // A department that is filled meanwhile stays when the plan that made it is taken back.
    let id = planned(&mut acme, "name,parent\nnew,ops\n");
    acme.call(APPLY, json!({"planId": id}));
    let new = {
        let view = View::new(&acme.org, &org::Eye::Operator);
        let mut below = view.children(DepartmentId(4)).expect("ops");
        below.next().expect("it was made").id
    };
    acme.operate(|draft| {
        let fields = org::UserFields {
            departments: Some(vec![new]),
            ..org::UserFields::default()
        };
        draft.update_user("eve", fields)
    });
    acme.call(UNDO, json!({"planId": id}));
    assert!(tree(&acme).contains("ops/new"), "{}", tree(&acme));
    let row = json_of(&acme.call(GET, json!({"planId": id})))["rows"][0].clone();
    assert_eq!(row["outcome"], "kept", "{row}");
}

#[test]
fn wrong_cells_are_named_and_mended_where_they_stand() {
    let mut acme = house();
    let file = "deptId,name,parent,order,leaders\n2,rd,acme,first,\n3,lab,rd/lab,,\n4,ops,acme,,nobody\n1,acme,acme,7,\n2,rd,ops,,\n";
    let id = planned(&mut acme, file);
    let plan = json_of(&acme.call(GET, json!({"planId": id, "size": 200})));
    assert_eq!(plan["plan"]["counts"]["wrong"], 4, "{plan}");
    let fields: Vec<&Value> = (0..5)
        .map(|at| &plan["rows"][at]["errors"][0]["field"])
        .collect();
    assert_eq!(fields[0], "order");
    assert_eq!(fields[2], "leaders");
    let mend = Route::task::<super::super::mend::Request>();
    let cells = json!({"planId": id, "rows": [{"index": 0, "cells": {"排序": "5"}}, {"index": 2, "cells": {"leaders": "eve"}}]});
    let mended = json_of(&acme.call(mend, cells));
    // The first is right now, and so the last stands in the file twice.
    assert_eq!(mended["counts"]["wrong"], 3, "{mended}");
    acme.call(APPLY, json!({"planId": id}));
    assert!(tree(&acme).contains("ops [] eve"), "{}", tree(&acme));
    let errors = json_of(&acme.call(ERRORS, json!({"planId": id})));
    assert_eq!(errors["fileName"], "errors.xlsx");
}

#[test]
fn columns_that_are_none_and_other_subjects_are_refused() {
    let mut acme = house();
    assert!(sent(&mut acme, "手机号\n139\n").contains("unknown columns"));
    assert!(sent(&mut acme, "name,Name\na,b\n").contains("columns that stand twice"));
    let file = json!({"fileName": "d.csv", "content": STANDARD.encode("a\n"), "about": "robots"});
    assert!(
        acme.call(IMPORT, file)
            .contains("about is people, departments or externalContacts")
    );
    assert!(
        acme.call(TEMPLATE, json!({"about": "robots"}))
            .starts_with("400")
    );
}

#[test]
fn an_administrator_of_a_department_stays_within_it() {
    let mut acme = house();
    let power = Power {
        departments: Some(BTreeSet::from([DepartmentId(2)])),
        modules: Some(BTreeSet::from([Module::Contacts])),
        ..Power::default()
    };
    acme.operate(|draft| draft.set_admin("ann", power));
    acme.as_admin("ann");
    let id = planned(
        &mut acme,
        "deptId,name,parent,brief\n4,ops,,seen\n,x,ops,\n,y,rd,\n3,lab,rd,own\n",
    );
    let plan = json_of(&acme.call(GET, json!({"planId": id, "size": 200})));
    assert_eq!(plan["plan"]["counts"]["wrong"], 2, "{plan}");
    acme.call(APPLY, json!({"planId": id}));
    assert_eq!(tree(&acme), "ops []; rd []; rd/lab [own]; rd/y []");
    let own = json_of(&acme.call(EXPORT, json!({"about": "departments"})));
    assert_eq!(own["rowCount"], 3, "{own}");
}

#[test]
fn the_file_of_departments_as_they_are_changes_nothing() {
    let mut acme = house();
    let file = json_of(&acme.call(EXPORT, json!({"about": "departments", "lang": "en"})));
    assert_eq!(
        (&file["fileName"], &file["rowCount"]),
        (&json!("departments.xlsx"), &json!(3))
    );
    let again = json!({"fileName": "d.xlsx", "content": file["content"], "about": "departments"});
    let plan = json_of(&acme.call(IMPORT, again));
    assert_eq!(plan["counts"]["same"], 3, "{plan}");
}

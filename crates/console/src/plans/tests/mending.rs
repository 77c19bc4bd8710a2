//! Rows that are mended where they stand, and columns that tell what somebody is to others.

use super::*;
use crate::plans::mend;
use org::{Module, Power};

const MEND: Route = Route::task::<mend::Request>();

fn mend(acme: &mut Place, id: &str, rows: Value) -> String {
    acme.call(MEND, json!({"planId": id, "rows": rows}))
}

#[test]
fn wrong_rows_are_mended_and_checked_again() {
    let mut acme = acme();
    let id = plan_of(&mut acme, FILE);
    // Eve stands below Ann: what was right stays so, what is still wrong says why.
    let mended = json!([
        {"index": 4, "cells": {"mobile": "13900000011", "departments": "rd"}},
        {"index": 5, "cells": {"手机号": "not one"}},
        {"index": 6, "cells": {"部门": "hr", "email": "fay@example.com"}},
        {"index": 0, "cells": {"title": "Head"}},
    ]);
    let summary = json_of(&mend(&mut acme, &id, mended));
    assert_eq!(summary["counts"]["wrong"], 1, "{summary}");
    assert_snapshot!(rows(&mut acme, &id), @"
        2 changed waiting: title:  -> Head
        3 moved waiting: departments: rd -> rd/lab
        4 left waiting: 
        5 created waiting: departments:  -> rd/new team;hr, mobile:  -> 13900000009, name:  -> Dan
        6 created waiting: departments:  -> rd, mobile:  -> 13900000011, name:  -> Ann
        7 wrong waiting: a mobile is 11 digits beginning with 1, or +code-number outside mainland China
        8 created waiting: departments:  -> hr, email:  -> fay@example.com, mobile:  -> 13900000010, name:  -> Fay
        9 same waiting:
        ");
    let applied = json_of(&acme.call(APPLY, json!({"planId": id})));
    assert_eq!(applied["counts"]["failed"], 0, "{applied}");
    let again = mend(
        &mut acme,
        &id,
        json!([{"index": 5, "cells": {"mobile": ""}}]),
    );
    assert!(again.starts_with("409 plan.state"), "{again}");
}

#[test]
fn a_row_that_is_mended_may_make_another_one_wrong() {
    let mut acme = acme();
    let id = plan_of(&mut acme, FILE);
    let taken = json!([{"index": 6, "cells": {"mobile": "13900000009", "departments": "hr"}}]);
    mend(&mut acme, &id, taken);
    assert_snapshot!(rows(&mut acme, &id), @"
        2 changed waiting: title:  -> Chemist
        3 moved waiting: departments: rd -> rd/lab
        4 left waiting: 
        5 created waiting: departments:  -> rd/new team;hr, mobile:  -> 13900000009, name:  -> Dan
        6 wrong waiting: a mobile is 11 digits beginning with 1, or +code-number outside mainland China
        7 wrong waiting: the spreadsheet has cut this number to 1.39E+10; format the column as text
        8 wrong waiting: the person stands in this file twice
        9 same waiting:
        ");
    let wrong = json!([{"index": 0, "cells": {"hiredDate": "yesterday"}}]);
    mend(&mut acme, &id, wrong);
    let plan = json_of(&acme.call(GET, json!({"planId": id, "rows": "wrong"})));
    assert_eq!(plan["rows"][0]["given"][0], "ann", "{plan}");
}

#[test]
fn whoever_leaves_by_what_cannot_be_read_does_not_stay_by_it_either() {
    let mut acme = acme();
    let id = plan_of(&mut acme, FILE);
    let told = |acme: &mut Place, index: usize, text: &str| {
        let cells = json!({"leave": text});
        mend(acme, &id, json!([{"index": index, "cells": cells}]));
        let line = rows(acme, &id).lines().nth(index).map(str::to_owned);
        line.unwrap_or_default()
    };
    assert_snapshot!(told(&mut acme, 2, "perhaps"), @"4 wrong waiting: yes or no, got perhaps");
    assert_snapshot!(told(&mut acme, 2, "是"), @"4 left waiting: ");
    assert_snapshot!(told(&mut acme, 0, "ja"), @"2 wrong waiting: yes or no, got ja");
    assert_snapshot!(told(&mut acme, 0, "no"), @"2 changed waiting: title:  -> Chemist");
    assert_snapshot!(told(&mut acme, 2, "no"), @"4 same waiting: ");
}

#[test]
fn what_was_taken_out_of_a_plan_stays_out() {
    let mut acme = acme();
    let id = plan_of(&mut acme, FILE);
    acme.call(
        SELECT,
        json!({"planId": id, "indexes": [0], "selected": false}),
    );
    mend(
        &mut acme,
        &id,
        json!([{"index": 6, "cells": {"departments": "hr"}}]),
    );
    let plan = json_of(&acme.call(GET, json!({"planId": id})));
    let selected = |index: usize| plan["rows"][index]["selected"].clone();
    assert_eq!((selected(0), selected(6)), (false.into(), true.into()));
}

#[test]
fn what_cannot_be_mended_is_refused() {
    let mut acme = acme();
    let id = plan_of(&mut acme, FILE);
    let before = rows(&mut acme, &id);
    let mut refused = |rows: Value| mend(&mut acme, &id, rows);
    assert_snapshot!(refused(json!([])), @"400 invalidParameter A parameter is missing or wrong: 1 to 200 rows, got 0");
    assert_snapshot!(refused(json!([{"index": 99, "cells": {}}])), @"400 invalidParameter A parameter is missing or wrong: a row's index is below 8, got 99");
    assert_snapshot!(refused(json!([{"index": 0, "cells": {"shoe size": "44"}}])), @"400 invalidParameter A parameter is missing or wrong: there is no column shoe size");
    let long = "x".repeat(2_001);
    assert_snapshot!(refused(json!([{"index": 0, "cells": {"title": long}}])), @"400 invalidParameter A parameter is missing or wrong: a cell has at most 2000 characters");
    assert_eq!(rows(&mut acme, &id), before);
    let nobodys = acme.call(
        MEND,
        json!({"planId": "none", "rows": [{"index": 0, "cells": {}}]}),
    );
    assert!(nobodys.starts_with("404 plan.notFound"), "{nobodys}");
}

const TITLES: &str = "UserID,Leader of,Roles\n\
    ann,rd,HR\n\
    bob,hr,\n\
    cid,,职务/财务;人事\n\
    zoe,,Pilot\n";

#[test]
fn leaders_and_roles_come_with_a_file_and_go_back_with_it() {
    let mut acme = acme();
    let before = acme.call(EXPORT, json!({}));
    let file = TITLES.replace("HR", "人事");
    let id = plan_of(&mut acme, &file);
    assert_snapshot!(rows(&mut acme, &id), @"
        2 changed waiting: leaderOf:  -> rd, roles:  -> 职务/人事
        3 wrong waiting: user bob is not in the department
        4 changed waiting: roles:  -> 职务/人事;职务/财务
        5 wrong waiting: there is no role Pilot that people are given
        ");
    acme.call(APPLY, json!({"planId": id}));
    let view = View::new(&acme.org, &org::Eye::Operator);
    assert!(view.manages("ann", DepartmentId(2)));
    let of = |id| view.roles_of(&view.user(id).expect("a member")).len();
    assert_eq!((of("ann"), of("cid"), of("zoe")), (2, 2, 0));
    assert_ne!(acme.call(EXPORT, json!({})), before);
    acme.call(UNDO, json!({"planId": id}));
    assert_snapshot!(rows(&mut acme, &id), @"
        2 changed undone: leaderOf:  -> rd, roles:  -> 职务/人事
        3 wrong waiting: user bob is not in the department
        4 changed undone: roles:  -> 职务/人事;职务/财务
        5 wrong waiting: there is no role Pilot that people are given
        ");
    assert_eq!(acme.call(EXPORT, json!({})), before);
}

#[test]
fn whoever_may_not_give_roles_gives_none_by_a_file() {
    let mut acme = acme();
    acme.operate(|draft| {
        let power = Power {
            modules: Some([Module::Contacts].into()),
            ..Power::default()
        };
        draft.set_admin("zoe", power)
    });
    acme.as_admin("zoe");
    let id = plan_of(&mut acme, "UserID,Roles\nann,人事\n");
    assert_snapshot!(rows(&mut acme, &id), @"2 wrong waiting: giving roles needs the module roles");
    let template = json_of(&acme.call(TEMPLATE, json!({"lang": "en"})));
    let content = STANDARD.decode(template["content"].as_str().expect("a file"));
    let table = sheet::read("t.xlsx", &content.expect("Base64")).expect("a table");
    assert!(table[0].iter().all(|title| title != "Roles"), "{table:?}");
}

//! Departments that plans make go with them.

use super::*;
use org::{DepartmentFields, NewDepartment};

const MAKES: &str = "姓名,手机号,部门,部门主管\n\
    Dan,13900000001,rd/new/deep,rd/new/deep\n\
    Eve,13900000002,second,\n\
    Fay,13900000003,third;rd,\n\
    Gus,12,never,\n";

/// Every department by its path.
fn paths(acme: &Place) -> Vec<String> {
    let view = View::new(&acme.org, &org::Eye::Operator);
    let ids = view
        .descendants(DepartmentId::ROOT)
        .expect("the root is there");
    let path = |id| {
        let path = view.path(id).expect("it is there");
        let names: Vec<&str> = path.iter().skip(1).map(|one| one.name.as_str()).collect();
        names.join("/")
    };
    let mut paths: Vec<String> = ids.into_iter().map(|below| path(below.id)).collect();
    paths.sort();
    paths
}

fn id_of(acme: &Place, name: &str) -> DepartmentId {
    let view = View::new(&acme.org, &org::Eye::Operator);
    let all = view
        .descendants(DepartmentId::ROOT)
        .expect("the root is there");
    let found = all.into_iter().find(|one| one.name == name);
    found.unwrap_or_else(|| panic!("{name} is not there")).id
}

fn undone(acme: &mut Place, id: &str) -> Value {
    json_of(&acme.call(UNDO, json!({"planId": id})))
}

#[test]
fn what_a_plan_made_goes_with_it() {
    let mut acme = acme();
    let before = paths(&acme);
    let id = plan_of(&mut acme, MAKES);
    let plan = json_of(&acme.call(GET, json!({"planId": id})))["plan"].clone();
    assert_eq!(
        plan["departments"],
        json!(["rd/new", "rd/new/deep", "second", "third"])
    );
    acme.call(APPLY, json!({"planId": id}));
    assert_eq!(paths(&acme).len(), before.len() + 4);
    let told = undone(&mut acme, &id);
    assert_eq!(paths(&acme), before);
    assert_eq!(told["departmentsRemoved"], 4, "{told}");
    assert_eq!(told["departmentsStayedCount"], 0);
    assert_eq!(acme.org.broken_rules(), [""; 0]);
}

#[test]
fn what_is_used_or_changed_stays_and_the_plan_tells_why() {
    let mut acme = acme();
    let before = paths(&acme);
    let id = plan_of(&mut acme, MAKES);
    acme.call(APPLY, json!({"planId": id}));
    let [deep, second, third] = ["deep", "second", "third"].map(|name| id_of(&acme, name));
    acme.operate(|draft| {
        draft.add_department(NewDepartment {
            id: None,
            parent: deep,
            fields: DepartmentFields {
                name: Some("below".to_owned()),
                ..DepartmentFields::default()
            },
        })?;
        draft.update_department(
            third,
            DepartmentFields {
                brief: Some("The third".to_owned()),
                ..DepartmentFields::default()
            },
        )?;
        draft.update_user(
            "ann",
            org::UserFields {
                departments: Some(vec![second]),
                ..org::UserFields::default()
            },
        )
    });
    let told = undone(&mut acme, &id);
    assert_eq!(
        told["counts"]["failed"], 0,
        "the rows are taken back: {told}"
    );
    assert_eq!(told["departmentsRemoved"], 0);
    assert_eq!(told["departmentsStayedCount"], 4);
    let stayed = told["departmentsStayed"].as_array().expect("a list").iter();
    let stayed: Vec<String> = stayed
        .map(|one| format!("{} {}", one["path"], one["why"]))
        .collect();
    assert_snapshot!(stayed.join("\n"), @r#"
    "rd/new/deep" "departments are below it"
    "rd/new" "departments are below it"
    "second" "people are in it"
    "third" "it has been changed since"
    "#);
    assert_eq!(paths(&acme).len(), before.len() + 5);
    let told = json_of(&acme.call(GET, json!({"planId": id})))["plan"].clone();
    assert_eq!(told["departmentsStayed"][0]["deptId"], deep.0);
}

#[test]
fn what_was_there_or_has_gone_already_is_nobodys_to_take() {
    let mut acme = acme();
    let add = |acme: &mut Place, name: &str| {
        acme.operate(|draft| {
            draft.add_department(NewDepartment {
                id: None,
                parent: DepartmentId::ROOT,
                fields: DepartmentFields {
                    name: Some(name.to_owned()),
                    ..DepartmentFields::default()
                },
            })
        })
    };
    let id = plan_of(&mut acme, MAKES);
    // Between looking and applying somebody makes one of them.
    add(&mut acme, "second");
    acme.call(APPLY, json!({"planId": id}));
    let third = id_of(&acme, "third");
    acme.operate(|draft| draft.remove_user(&row_user(draft, "Fay")));
    acme.operate(|draft| draft.remove_department(third));
    let told = undone(&mut acme, &id);
    assert_eq!(told["departmentsRemoved"], 2, "{told}");
    assert_eq!(told["departmentsStayedCount"], 0, "{told}");
    let now = paths(&acme);
    assert!(
        now.contains(&"second".to_owned()) && !now.contains(&"third".to_owned()),
        "{now:?}"
    );
}

fn row_user(draft: &Draft, name: &str) -> String {
    let found = draft.view().search_users(name, true, 0, 1);
    found.hits[0].userid.to_owned()
}

#[test]
fn those_of_many_pieces_go_piece_by_piece() {
    let mut acme = acme();
    let before = paths(&acme);
    let mut file = "姓名,手机号,部门\n".to_owned();
    for number in 0..450 {
        file += &format!("New {number},1580000{number:04},team {}\n", number % 250);
    }
    let id = plan_of(&mut acme, &file);
    for _ in 0..3 {
        acme.call(APPLY, json!({"planId": id}));
    }
    assert_eq!(paths(&acme).len(), before.len() + 250);
    let removed = [0, 50, 250].map(|wanted| {
        let told = undone(&mut acme, &id);
        (told["departmentsRemoved"].clone(), json!(wanted))
    });
    for (told, wanted) in removed {
        assert_eq!(told, wanted);
    }
    assert_eq!(paths(&acme), before);
}

#[test]
fn departments_that_a_plan_makes_get_groups_where_that_is_wanted() {
    let mut acme = acme();
    let before = paths(&acme);
    let with_group = |acme: &Place| {
        let view = View::new(&acme.org, &org::Eye::Operator);
        let all = view.descendants(DepartmentId::ROOT).expect("a tree");
        let mut names: Vec<&str> = (all.iter())
            .filter(|one| one.create_group && one.auto_add_user && !one.group_chat_id.is_empty())
            .map(|one| one.name.as_str())
            .collect();
        names.sort_unstable();
        names.join(" ")
    };
    let id = plan_of(&mut acme, MAKES);
    let told = json_of(&acme.call(GROUPS, json!({"planId": id, "createGroups": true})));
    assert_eq!(told["createGroups"], json!(true));
    acme.call(APPLY, json!({"planId": id}));
    assert_eq!(
        with_group(&acme),
        "deep new second third",
        "those that were there have none"
    );
    let refused = acme.call(GROUPS, json!({"planId": id, "createGroups": false}));
    assert!(refused.starts_with("409 plan.state"), "{refused}");
    undone(&mut acme, &id);
    assert_eq!(paths(&acme), before, "they go with the plan all the same");

    let id = plan_of(&mut acme, MAKES);
    for wanted in [true, false] {
        acme.call(GROUPS, json!({"planId": id, "createGroups": wanted}));
    }
    acme.call(APPLY, json!({"planId": id}));
    assert_eq!(with_group(&acme), "", "not wanted in the end");
    let refused = acme.call(GROUPS, json!({"planId": "none", "createGroups": true}));
    assert!(refused.starts_with("404 plan.notFound"), "{refused}");
    let refused = acme.call(GROUPS, json!({"planId": id}));
    assert!(refused.starts_with("400 invalidParameter"), "{refused}");
    assert_eq!(acme.org.broken_rules(), [""; 0]);
}

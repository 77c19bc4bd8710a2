//! Administrators call what apps call: every route of the table, with no list of its own.

use super::house::{House, MARK, MOBILE, Reply};
use crate::path::World;
use dingtalk::codes;
use endpoint::{Administrators, Kind, Route, TokenKind};
use org::{DepartmentFields, DepartmentId, Module, NewDepartment, NewUser, Power, UserFields};
use serde_json::json;
use std::collections::BTreeSet;

/// The department that the sub-administrator of these tests administers.
const OWN: i64 = 900;

fn of_apps() -> impl Iterator<Item = &'static Route> {
    crate::routes().filter(|route| route.spec.token == TokenKind::App)
}

fn of_administrators() -> impl Iterator<Item = &'static Route> {
    let open = |route: &&Route| {
        matches!(route.spec.token, TokenKind::App | TokenKind::Administrator)
            && route.spec.administrators != Administrators::Closed
            && route.spec.module_of_administrators().is_some()
    };
    crate::routes().filter(open)
}

fn code_of(route: &Route, reply: &Reply) -> String {
    match World::of(route.spec.path) {
        World::Topapi => reply.body["sub_code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        World::Flat => reply.body["errcode"].to_string(),
        World::New => reply.body["code"].as_str().unwrap_or_default().to_owned(),
    }
}

fn is_refused_with(route: &Route, reply: &Reply, code: &endpoint::Code) -> bool {
    let told = match World::of(route.spec.path) {
        World::New => code.new.to_owned(),
        _ => code.legacy.to_string(),
    };
    code_of(route, reply) == told
}

/// Gives the house a department of its own for bob, with bea in it and bob beside it.
async fn with_bob(house: &House, modules: Option<BTreeSet<Module>>) -> String {
    let furnished = house.engine.operate(&house.corp, "test", move |draft| {
        let fields = DepartmentFields {
            name: Some("Own".to_owned()),
            ..DepartmentFields::default()
        };
        draft.add_department(NewDepartment {
            id: Some(DepartmentId(OWN)),
            parent: DepartmentId::ROOT,
            fields,
        })?;
        for (userid, mobile) in [("bob", "13700000001"), ("bea", "13700000002")] {
            let fields = UserFields {
                name: Some(userid.to_owned()),
                mobile: Some(mobile.to_owned()),
                departments: Some(vec![DepartmentId(OWN)]),
                ..UserFields::default()
            };
            draft.add_user(NewUser {
                userid: Some(userid.to_owned()),
                fields,
                login_email: None,
            })?;
        }
        let departments = Some(BTreeSet::from([DepartmentId(OWN)]));
        let power = Power {
            departments,
            modules: modules.clone(),
            ..Power::default()
        };
        draft.set_admin("bob", power)
    });
    furnished.await.expect("it fits");
    house.token_of("bob").await
}

#[test]
fn every_permission_point_belongs_to_one_module() {
    for route in of_apps() {
        let path = route.spec.path;
        match route.spec.permission {
            Some(point) => {
                assert!(
                    Module::of_point(point).is_some(),
                    "{point} of {path} has no module"
                );
            }
            None => assert_eq!(route.spec.administrators, Administrators::Closed, "{path}"),
        }
    }
    let ours = crate::routes().filter(|route| route.spec.token == TokenKind::Administrator);
    for route in ours {
        let path = route.spec.path;
        // What each part of the overview needs is for the overview to say; groups are made of whatever power one has, and
        // whatever is granted is granted by departments.
        let is_of_all = path == "/v1.0/orgbook/console/overview"
            || path.starts_with("/v1.0/orgbook/console/management-groups")
            || path.starts_with("/v1.0/orgbook/console/picker/departments");
        assert_eq!(route.spec.own_module.is_none(), is_of_all, "{path}");
        assert_ne!(route.spec.administrators, Administrators::Closed, "{path}");
    }
}

#[test]
fn tokens_callbacks_and_files_are_for_apps_alone() {
    let closed = of_apps().filter(|route| route.spec.administrators == Administrators::Closed);
    let closed: Vec<&str> = closed.map(|route| route.spec.path).collect();
    for path in [
        "/call_back/register_call_back",
        "/auth/scopes",
        "/media/upload",
        "/file/upload/single",
    ] {
        assert!(closed.contains(&path), "{path} is open");
    }
}

#[tokio::test]
async fn whoever_administers_everything_calls_as_an_app_does() {
    let house = House::new().await;
    for route in of_administrators().filter(|route| matches!(route.kind, Kind::Read(_))) {
        let reply = house.call(route, Some(&house.admin)).await;
        assert!(reply.is_success(), "{}: {}", route.spec.path, reply.text);
    }
    let before = house.entries();
    for route in of_apps().filter(|route| route.spec.administrators == Administrators::Closed) {
        let reply = house.call(route, Some(&house.admin)).await;
        let code = codes::TOKEN_INVALID;
        assert!(
            is_refused_with(route, &reply, code),
            "{}: {}",
            route.spec.path,
            reply.text
        );
    }
    assert_eq!(house.entries(), before);
}

#[tokio::test]
async fn what_no_module_covers_is_refused() {
    let house = House::new().await;
    let both = vec![Module::Contacts, Module::ExternalContacts];
    let each = Module::ALL.into_iter().map(|module| vec![module]);
    for lacking in each.chain([both]) {
        let others: BTreeSet<Module> = (Module::ALL.into_iter())
            .filter(|other| !lacking.contains(other))
            .collect();
        let set = house.engine.operate(&house.corp, "test", move |draft| {
            let modules = Some(others.clone());
            let power = Power {
                modules,
                ..Power::default()
            };
            draft.set_admin("ann", power)
        });
        set.await.expect("ann is a member");
        let before = house.entries();
        let refused = of_administrators().filter(|route| {
            let module = route.spec.module_of_administrators();
            let mut opening = module.into_iter().chain(route.spec.other_module);
            module.is_some() && opening.all(|module| lacking.contains(&module))
        });
        for route in refused {
            let reply = house.call(route, Some(&house.person)).await;
            let code = codes::PERMISSION;
            assert!(
                is_refused_with(route, &reply, code),
                "{}: {}",
                route.spec.path,
                reply.text
            );
        }
        assert_eq!(house.entries(), before);
    }
}

#[tokio::test]
async fn a_sub_administrator_reaches_nothing_outside_his_departments() {
    let house = House::new().await;
    let token = with_bob(&house, None).await;
    let before = house.people_and_departments().await;
    let entries = house.entries();
    let mut narrower = house.input();
    let members = narrower.as_object_mut().expect("parameters");
    for name in [
        "dept_id",
        "id",
        "department_id",
        "departmentId",
        "deptId",
        "parent_id",
        "parentid",
    ] {
        members.insert(name.to_owned(), json!(1));
    }
    for route in crate::routes() {
        let path = route.spec.path;
        // For himself he sees what everybody sees.
        if route.spec.token == TokenKind::Person {
            continue;
        }
        for input in [&house.input(), &narrower] {
            let reply = house.call_with(route, Some(&token), input).await;
            let seen = reply.text.contains(MARK) || reply.text.contains(MOBILE);
            assert!(!seen, "{path} shows {}", reply.text);
            assert!(!reply.is_failure(), "{path} fails: {}", reply.text);
            assert_eq!(house.people_and_departments().await, before, "{path} wrote");
        }
    }
    assert_eq!(house.entries(), entries, "something else was written");
}

#[tokio::test]
async fn a_sub_administrator_works_within_his_departments() {
    let house = House::new().await;
    let token = with_bob(&house, None).await;
    let route = |path: &str| of_apps().find(|route| route.spec.path == path).expect(path);
    let got = route("/topapi/v2/user/get");
    let call = async |path: &str, input: serde_json::Value| {
        house.call_with(route(path), Some(&token), &input).await
    };
    let reply = house
        .call_with(got, Some(&token), &json!({"userid": "bea"}))
        .await;
    assert!(reply.is_success(), "{}", reply.text);
    let written = [
        (
            "/topapi/v2/user/update",
            json!({"userid": "bea", "title": "Head"}),
        ),
        (
            "/topapi/v2/department/create",
            json!({"name": "Lab", "parent_id": OWN}),
        ),
        (
            "/topapi/v2/user/create",
            json!({"name": "Cid", "mobile": "13700000003", "dept_id_list": OWN}),
        ),
        ("/topapi/v2/user/delete", json!({"userid": "bea"})),
    ];
    for (path, input) in written {
        let reply = call(path, input).await;
        assert!(reply.is_success(), "{path}: {}", reply.text);
    }
    let refused = [
        (
            "/topapi/v2/user/create",
            json!({"name": "Dan", "mobile": "13700000004", "dept_id_list": 2}),
            codes::DEPARTMENT_SCOPE,
        ),
        (
            "/topapi/v2/user/create",
            json!({"name": "Dan", "mobile": MOBILE, "dept_id_list": OWN}),
            codes::MOBILE_TAKEN,
        ),
        (
            "/topapi/v2/user/update",
            json!({"userid": "bob", "dept_id_list": "2"}),
            codes::DEPARTMENT_SCOPE,
        ),
        (
            "/topapi/v2/department/update",
            json!({"dept_id": OWN, "parent_id": 2}),
            codes::DEPARTMENT_SCOPE,
        ),
        (
            "/topapi/v2/department/create",
            json!({"name": "Lab", "parent_id": 1}),
            codes::DEPARTMENT_SCOPE,
        ),
        (
            "/topapi/v2/department/delete",
            json!({"dept_id": 2}),
            codes::DEPARTMENT_SCOPE,
        ),
        (
            "/topapi/v2/user/delete",
            json!({"userid": "ann"}),
            codes::USER_NOT_FOUND,
        ),
    ];
    for (path, input, code) in refused {
        let reply = call(path, input).await;
        let refused =
            is_refused_with(route(path), &reply, code) || reply.body["errcode"] == code.legacy;
        assert!(refused, "{path}: {}", reply.text);
        assert!(
            !reply.text.contains("ann"),
            "{path} names who has it: {}",
            reply.text
        );
    }
    let first = endpoint::Number(0);
    let entries = house.engine.entries(&house.corp, first, 1_000).await;
    let entries = entries.expect("the store answers");
    let by_bob = entries.iter().filter(|entry| entry.actor == "admin:bob");
    assert_eq!(by_bob.count(), 4);
}

//! Where apps are told to get people's pictures.

use crate::prelude::*;
use org::{DepartmentFields, DepartmentId};
use testkit::Place;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";
const ADDRESS: &str = "https://orgbook.example/pictures/dingtest/";

fn older(path: &str) -> Route {
    let all = crate::older::ROUTES.iter();
    let found = all.copied().find(|route| route.spec.path == path);
    found.expect("a route")
}

/// Every call that tells apps of people with their pictures, and what it is asked.
fn calls(acme: &Place) -> Vec<(Route, serde_json::Value)> {
    vec![
        (
            Route::read::<super::get::Request>(),
            json!({"userid": "ann"}),
        ),
        (
            Route::read::<super::list::Request>(),
            json!({"dept_id": 2, "cursor": 0, "size": 10}),
        ),
        (
            Route::read::<super::get_batch::Request>(),
            json!({"userIdList": ["ann"]}),
        ),
        (older("/user/get"), json!({"userid": "ann"})),
        (older("/user/list"), json!({"department_id": 2})),
        (
            Route::task::<super::profile::Request>(),
            json!({"unionId": acme.union_id("ann")}),
        ),
        (
            Route::task::<crate::sign_in::sso_user_info::Request>(),
            json!({"code": "c0de"}),
        ),
    ]
}

fn set(acme: &mut Place, picture: Option<&[u8]>) {
    acme.operate(|draft| {
        let org = draft.view().organization().id.clone();
        draft.set_photo("ann", picture, |id| format!("/pictures/{org}/{id}"))
    });
}

/// What every call tells.
fn told(acme: &mut Place) -> Vec<String> {
    let calls = calls(acme);
    let told = calls.into_iter().map(|(route, input)| {
        if route.spec.path == "/v1.0/contact/users/{unionId}" {
            acme.as_person("ann");
        } else {
            acme.as_app();
        }
        acme.call(route, input)
    });
    told.collect()
}

#[test]
fn a_picture_that_is_kept_here_has_a_whole_address() {
    let mut acme = place("acme { rd { ann } }");
    acme.with_token("sso token");
    acme.with_code("c0de", "ann");
    assert!(
        told(&mut acme)
            .iter()
            .all(|one| one.contains("ann") && !one.contains(ADDRESS))
    );
    set(&mut acme, Some(PNG));
    for one in told(&mut acme) {
        assert!(one.contains(&format!("\":\"{ADDRESS}")), "{one}");
    }
    set(&mut acme, None);
    assert!(
        told(&mut acme)
            .iter()
            .all(|one| !one.contains("orgbook.example"))
    );
}

#[test]
fn an_avatar_that_an_app_gave_is_told_as_it_is() {
    let mut acme = place("acme { rd { ann } }");
    let fields = org::AccountFields {
        avatar: Some("@lADO".to_owned()),
        ..org::AccountFields::default()
    };
    acme.operate(|draft| draft.make_account("ann", org::AccountKind::Sso, &fields));
    let (get, input) = calls(&acme).remove(0);
    let one = acme.call(get, input);
    assert!(one.contains(r#""avatar":"@lADO""#), "{one}");
}

#[test]
fn who_is_not_seen_is_not_told_of_with_the_picture() {
    let mut acme = place("acme { rd { ann } hr { bob } }");
    set(&mut acme, Some(PNG));
    acme.with_scope(&[3], &[]);
    let (get, input) = calls(&acme).remove(0);
    let refused = acme.call(get, input);
    assert!(!refused.contains("pictures"), "{refused}");
    acme.operate(|draft| {
        let fields = DepartmentFields {
            hide: Some(true),
            ..DepartmentFields::default()
        };
        draft.update_department(DepartmentId(2), fields)
    });
    let union_id = acme.union_id("ann");
    acme.as_person("bob");
    let profile = Route::task::<super::profile::Request>();
    let hidden = acme.call(profile, json!({ "unionId": union_id }));
    assert_eq!(hidden, acme.call(profile, json!({"unionId": "nobody"})));
}

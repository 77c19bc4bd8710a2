//! From an invitation to a member, and all the ways that do not lead there.

use super::*;
use crate::prelude::*;
use org::{DepartmentFields, JoiningFields, UserFields};
use serde_json::Value;
use testkit::Place;

const MAKE: Route = Route::task::<make::Request>();
const MAKE_OWN: Route = Route::task::<make_own::Request>();
const LIST: Route = Route::task::<list::Request>();
const DELETE: Route = Route::write::<delete::Request>();
const TAKE_BACK: Route = Route::write::<take_back::Request>();
const LOOK: Route = Route::task::<look::Request>();
const FIND: Route = Route::task::<find::Request>();
const APPLY: Route = Route::task::<apply::Request>();
const JOIN: Route = Route::task::<join::Request>();
const APPLICATIONS: Route = Route::task::<applications::Request>();
const APPROVE: Route = Route::write::<approve::Request>();
const REJECT: Route = Route::write::<reject::Request>();
const BLOCK: Route = Route::write::<block::Request>();

const DAY_MS: i64 = 86_400_000;

fn open() -> JoiningFields {
    JoiningFields {
        invitations: Some(true),
        by_link: Some(true),
        by_code: Some(true),
        by_name: Some(true),
        ..JoiningFields::default()
    }
}

fn acme() -> Place {
    let mut acme = place("acme { rd { ann mobile=13800000001 } bob mobile=13800000002 }");
    acme.operate(|draft| draft.set_joining(open()));
    acme
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("not an answer: {text}"))
}

/// The code of a new invitation.
fn invited(acme: &mut Place, request: Value) -> String {
    let told = json_of(&acme.call(MAKE, request));
    told["invitation"]["code"]
        .as_str()
        .expect("a code")
        .to_owned()
}

fn apply(acme: &mut Place, code: &str, mobile: &str) -> String {
    let request = json!({"code": code, "name": "Zed", "mobile": mobile, "greeting": "Hello"});
    acme.call(APPLY, request)
}

/// The id of the first application that waits.
fn first(acme: &mut Place) -> String {
    let told = json_of(&acme.call(APPLICATIONS, json!({})));
    let id = told["applications"][0]["application"]["id"].as_str();
    id.expect("an application").to_owned()
}

fn waiting(acme: &mut Place) -> u64 {
    let told = json_of(&acme.call(APPLICATIONS, json!({})));
    told["pending"].as_u64().expect("a number")
}

#[test]
fn an_invitation_leads_into_its_department_until_it_ends() {
    let mut acme = acme();
    let mut told = json_of(&acme.call(MAKE, json!({"deptId": 2, "validDays": 1})));
    let picture = told["invitation"]["qrSvg"].take();
    assert!(picture.as_str().is_some_and(|text| text.contains("<svg")));
    assert_snapshot!(told, @r#"{"invitation":{"code":"dingtest.n6SglK2F4q0ezigDyzQfTOGk","url":"https://orgbook.example/join/dingtest.n6SglK2F4q0ezigDyzQfTOGk","qrSvg":null,"deptId":2,"createdAt":1767323048000,"expiresAt":1767409448000}}"#);
    let code = told["invitation"]["code"]
        .as_str()
        .expect("a code")
        .to_owned();
    assert_snapshot!(acme.call(LOOK, json!({"code": code})), @r#"{"organizationName":"acme","departmentName":"rd","audit":true}"#);
    assert_snapshot!(json_of(&acme.call(LIST, json!({})))["invitations"][0]["code"], @r#""dingtest.n6SglK2F4q0ezigDyzQfTOGk""#);
    acme.later(DAY_MS);
    assert_snapshot!(acme.call(LOOK, json!({"code": code})), @"404 invitation.notFound This invitation has ended, or never was");
    assert_snapshot!(acme.call(LIST, json!({})), @r#"{"invitations":[]}"#);
    assert_eq!(
        apply(&mut acme, &code, "13900000001"),
        acme.call(LOOK, json!({"code": code}))
    );
    assert_eq!(waiting(&mut acme), 0);
}

#[test]
fn what_was_never_given_or_was_taken_back_leads_nowhere() {
    let mut acme = acme();
    let code = invited(&mut acme, json!({}));
    assert_snapshot!(acme.call(DELETE, json!({"code": code})), @"{}");
    assert_snapshot!(acme.call(DELETE, json!({"code": code})), @"404 invitation.notFound This invitation has ended, or never was");
    let nowhere = acme.call(LOOK, json!({"code": code}));
    let odd = [
        "",
        ".",
        "..",
        "dingtest",
        "dingtest.x",
        "dingtest.x.1.666f",
        "dingtest.x.y.z",
        "dingnobody.",
        "王.x",
        "00000000",
    ];
    for code in odd {
        assert_eq!(acme.call(LOOK, json!({"code": code})), nowhere, "{code}");
        assert_eq!(apply(&mut acme, code, "13900000001"), nowhere, "{code}");
    }
    assert_eq!(waiting(&mut acme), 0);
}

#[test]
fn a_standing_link_leads_in_until_links_are_reset() {
    let mut acme = acme();
    let standing = |acme: &Place, inviter: &str, department: i64| {
        let view = View::new(&acme.org, &org::Eye::Operator);
        view.standing_code(inviter, DepartmentId(department))
    };
    let code = standing(&acme, "ann", 2);
    assert_snapshot!(code, @"dingtest.DfHEKnEpM3XVoxwKZ4cE.2.616e6e");
    assert_snapshot!(acme.call(LOOK, json!({"code": code})), @r#"{"organizationName":"acme","departmentName":"rd","audit":true}"#);
    let forged = code.replace(".2.", ".1.");
    assert_snapshot!(acme.call(LOOK, json!({"code": forged})), @"404 invitation.notFound This invitation has ended, or never was");
    apply(&mut acme, &code, "13900000001");
    let told = acme.call(APPLICATIONS, json!({}));
    assert!(
        told.contains(r#""deptName":"rd","inviterUserId":"ann""#),
        "{told}"
    );
    acme.operate(|draft| {
        let reset_links = true;
        draft.set_joining(JoiningFields {
            reset_links,
            ..JoiningFields::default()
        })
    });
    assert_eq!(
        acme.call(LOOK, json!({"code": code})),
        acme.call(LOOK, json!({"code": forged}))
    );
    let again = standing(&acme, "ann", 2);
    acme.operate(|draft| draft.remove_user("ann"));
    assert_eq!(
        acme.call(LOOK, json!({"code": again})),
        acme.call(LOOK, json!({"code": forged}))
    );
}

#[test]
fn a_closed_organization_says_so_and_stores_nothing() {
    let mut acme = acme();
    let code = invited(&mut acme, json!({}));
    acme.operate(|draft| {
        let invitations = Some(false);
        draft.set_joining(JoiningFields {
            invitations,
            ..JoiningFields::default()
        })
    });
    assert_snapshot!(acme.call(LOOK, json!({"code": code})), @"403 joining.closed The organization takes no members now; ask an administrator of it");
    assert_eq!(
        apply(&mut acme, &code, "13900000001"),
        acme.call(LOOK, json!({"code": code}))
    );
    assert_eq!(waiting(&mut acme), 0);
    assert_snapshot!(acme.call(MAKE, json!({})), @"403 joining.closed The organization takes no members now; ask an administrator of it");
    assert_snapshot!(acme.call(FIND, json!({"name": "acme"})), @r#"{"organizations":[]}"#);
}

#[test]
fn organizations_are_found_by_code_and_by_name_where_they_let_themselves() {
    let mut acme = acme();
    let own = acme.org.info().code.clone();
    assert_snapshot!(acme.call(LOOK, json!({"code": own})), @r#"{"organizationName":"acme","audit":true}"#);
    assert_snapshot!(acme.call(FIND, json!({"name": " ACME "})), @r#"{"organizations":[{"organizationName":"acme","code":"dingtest."}]}"#);
    assert_snapshot!(acme.call(FIND, json!({"name": "acm"})), @r#"{"organizations":[]}"#);
    assert_snapshot!(acme.call(FIND, json!({"name": " "})), @"400 invalidParameter A parameter is missing or wrong: name has 1 to 128 characters, got 0");
    acme.operate(|draft| draft.rename_organization("Acme Two"));
    assert_snapshot!(acme.call(FIND, json!({"name": "acme"})), @r#"{"organizations":[]}"#);
    assert_snapshot!(acme.call(FIND, json!({"name": "acme two"})), @r#"{"organizations":[{"organizationName":"Acme Two","code":"dingtest."}]}"#);
    assert_snapshot!(acme.call(LOOK, json!({"code": "dingtest."})), @r#"{"organizationName":"Acme Two","audit":true}"#);
    acme.operate(|draft| {
        draft.set_joining(JoiningFields {
            by_name: Some(false),
            by_code: Some(false),
            ..JoiningFields::default()
        })
    });
    assert_snapshot!(acme.call(FIND, json!({"name": "acme two"})), @r#"{"organizations":[]}"#);
    let nowhere = acme.call(LOOK, json!({"code": "dingtest."}));
    assert_eq!(acme.call(LOOK, json!({"code": own})), nowhere);
    assert_snapshot!(nowhere, @"404 invitation.notFound This invitation has ended, or never was");
}

#[test]
fn whoever_is_approved_is_a_member() {
    let mut acme = acme();
    let code = invited(&mut acme, json!({"deptId": 2}));
    assert_snapshot!(apply(&mut acme, &code, "+852-51234567"), @r#"{"state":"waiting"}"#);
    assert_snapshot!(acme.changes(), @r#"{"application_set":{"id":"tKVlyspACbBsL0WA","name":"Zed","mobile":"852-51234567","greeting":"Hello","department":2,"applied_at":1767323049000}}"#);
    assert_snapshot!(acme.call(APPLICATIONS, json!({})), @r#"{"applications":[{"state":"pending","application":{"id":"tKVlyspACbBsL0WA","name":"Zed","mobile":"+852-51234567","greeting":"Hello","verified":false,"deptId":2,"deptName":"rd","appliedAt":1767323049000}}],"pending":1}"#);
    let id = first(&mut acme);
    assert_snapshot!(acme.call(APPROVE, json!({"id": id, "deptIds": [9]})), @"404 department.notFound There is no such department, or you may not see it");
    assert_eq!(waiting(&mut acme), 1);
    let told = acme.call(
        APPROVE,
        json!({"id": id, "userId": "zed", "title": "Clerk"}),
    );
    assert_snapshot!(told, @r#"{"userId":"zed","unionId":"AxSGnYCaeE784AxmLbh7iEiE"}"#);
    assert_snapshot!(acme.changes(), @r#"
    {"user_added":{"userid":"zed","union_id":"AxSGnYCaeE784AxmLbh7iEiE","name":"Zed","mobile":"852-51234567","title":"Clerk","departments":[{"d":2,"j":1767323054000,"c":1767323054000}],"created_at":1767323054000}}
    {"application_removed":"tKVlyspACbBsL0WA"}
    "#);
    assert_snapshot!(acme.call(APPROVE, json!({"id": id})), @"404 application.notFound There is no such application that waits");
    assert_snapshot!(acme.call(APPLICATIONS, json!({"state": "done"})), @r#"{"applications":[{"state":"approved","application":{"id":"tKVlyspACbBsL0WA","name":"Zed","mobile":"+852-51234567","greeting":"Hello","verified":false,"deptId":2,"deptName":"rd","appliedAt":1767323049000},"decidedAt":1767323054000,"userId":"zed"}],"pending":0}"#);
}

#[test]
fn whoever_is_rejected_may_ask_again_and_whoever_is_blocked_not() {
    let mut acme = acme();
    let code = invited(&mut acme, json!({}));
    apply(&mut acme, &code, "13900000001");
    let id = first(&mut acme);
    assert_snapshot!(acme.call(REJECT, json!({"id": id})), @"{}");
    assert_snapshot!(acme.call(REJECT, json!({"id": id})), @"404 application.notFound There is no such application that waits");
    let usual = apply(&mut acme, &code, "13900000001");
    let id = first(&mut acme);
    assert_snapshot!(acme.call(BLOCK, json!({"id": id})), @"{}");
    assert_snapshot!(acme.changes(), @r#"
    {"application_removed":"8la29PSj2s89N2PS"}
    {"applicant_blocked":{"mobile":"86-13900000001","name":"Zed","at":1767323055000}}
    "#);
    assert_eq!(apply(&mut acme, &code, "13900000001"), usual);
    assert_eq!(waiting(&mut acme), 0);
    assert_snapshot!(acme.call(APPLICATIONS, json!({"state": "blocked"})), @r#"{"applications":[{"state":"blocked","name":"Zed","mobile":"13900000001","decidedAt":1767323055000}],"pending":0}"#);
    let done = json_of(&acme.call(APPLICATIONS, json!({"state": "done"})));
    let states = done["applications"].as_array().expect("a list").iter();
    let states: Vec<&str> = states.filter_map(|one| one["state"].as_str()).collect();
    assert_eq!(states, ["blocked", "rejected"]);
    // By hand the person is still added.
    acme.operate(|draft| {
        draft.add_user(org::NewUser {
            userid: None,
            fields: UserFields {
                name: Some("Zed".to_owned()),
                mobile: Some("13900000001".to_owned()),
                departments: Some(vec![DepartmentId::ROOT]),
                ..UserFields::default()
            },
            login_email: None,
        })
    });
}

#[test]
fn nobody_learns_who_is_a_member() {
    let mut acme = acme();
    let code = invited(&mut acme, json!({}));
    let usual = apply(&mut acme, &code, "13900000001");
    assert_eq!(apply(&mut acme, &code, "13800000001"), usual);
    assert_eq!(acme.changes(), "");
    let only = invited(&mut acme, json!({"mobile": "13900000005"}));
    assert_eq!(apply(&mut acme, &only, "13900000006"), usual);
    assert_eq!(acme.changes(), "");
    assert_eq!(apply(&mut acme, &only, "13900000005"), usual);
    assert_eq!(waiting(&mut acme), 2);
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut acme = acme();
    let code = invited(&mut acme, json!({}));
    let mut told = |name: &str, mobile: &str, greeting: &str| {
        let request = json!({"code": code, "name": name, "mobile": mobile, "greeting": greeting});
        acme.call(APPLY, request)
    };
    assert_snapshot!(told(" ", "13900000001", ""), @"400 invalidParameter A parameter is missing or wrong: a name has 1 to 80 characters, no control characters among them");
    assert_snapshot!(told(&"x".repeat(81), "13900000001", ""), @"400 invalidParameter A parameter is missing or wrong: a name has 1 to 80 characters, no control characters among them");
    assert_snapshot!(told("Zed", "12", ""), @"400 invalidParameter A parameter is missing or wrong: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
    assert_snapshot!(told("Zed", "13900000001", &"x".repeat(201)), @"400 invalidParameter A parameter is missing or wrong: a greeting has at most 200 characters, all of them visible");
    assert_snapshot!(told("Zed", "13900000001", "\u{7}"), @"400 invalidParameter A parameter is missing or wrong: a greeting has at most 200 characters, all of them visible");
    assert_snapshot!(acme.call(MAKE, json!({"deptId": 9})), @"404 department.notFound There is no such department, or you may not see it");
    assert_snapshot!(acme.call(MAKE, json!({"validDays": 0})), @"400 invalidParameter A parameter is missing or wrong: an invitation is valid for 1 to 365 days");
    assert_snapshot!(acme.call(MAKE, json!({"validDays": 366})), @"400 invalidParameter A parameter is missing or wrong: an invitation is valid for 1 to 365 days");
    assert_snapshot!(acme.call(MAKE, json!({"mobile": "12"})), @"400 invalidParameter A parameter is missing or wrong: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
    assert_snapshot!(acme.call(APPLICATIONS, json!({"state": "all"})), @"400 invalidParameter A parameter is missing or wrong: state is pending, done or blocked, got all");
    assert_snapshot!(acme.call(BLOCK, json!({"id": "x"})), @"404 application.notFound There is no such application that waits");
    assert_eq!(waiting(&mut acme), 0);
}

#[test]
fn everybody_may_invite_where_that_is_allowed() {
    let mut acme = acme();
    acme.operate(|draft| {
        let hide = Some(true);
        draft.update_department(
            DepartmentId(2),
            DepartmentFields {
                hide,
                ..DepartmentFields::default()
            },
        )
    });
    acme.as_person("bob");
    assert_snapshot!(acme.call(MAKE_OWN, json!({"deptId": 2})), @"404 department.notFound There is no such department, or you may not see it");
    let told = json_of(&acme.call(MAKE_OWN, json!({})));
    assert_eq!(told["invitation"]["inviterUserId"], "bob");
    let code = told["invitation"]["code"]
        .as_str()
        .expect("a code")
        .to_owned();
    acme.as_person("ann");
    assert_snapshot!(acme.call(TAKE_BACK, json!({"code": code})), @"404 invitation.notFound This invitation has ended, or never was");
    acme.as_person("bob");
    assert_snapshot!(acme.call(TAKE_BACK, json!({"code": code})), @"{}");
    for _ in 0..50 {
        acme.call(MAKE_OWN, json!({}));
    }
    assert_snapshot!(acme.call(MAKE_OWN, json!({})), @"400 invalidParameter A parameter is missing or wrong: at most 50 invitations of one person are open at once; take some back");
    acme.operate(|draft| {
        let admins_alone = Some(true);
        draft.set_joining(JoiningFields {
            admins_alone,
            ..JoiningFields::default()
        })
    });
    assert_snapshot!(acme.call(MAKE_OWN, json!({})), @"403 invitation.forbidden Only administrators invite here");
    let by_bob = |acme: &mut Place| {
        let told = acme.call(LIST, json!({"size": 200}));
        told.matches(r#""inviterUserId":"bob""#).count()
    };
    acme.as_app();
    assert_eq!(by_bob(&mut acme), 50);
    acme.operate(|draft| draft.remove_user("bob"));
    assert_eq!(by_bob(&mut acme), 0);
}

#[test]
fn whoever_is_signed_in_joins_at_once_where_nobody_has_to_agree() {
    let mut acme = acme();
    acme.with_other("dingother", Some("other { sales { eve } }"));
    acme.operate_other("dingother", |draft| {
        draft.set_joining(open())?;
        let auto_approve_apply = Some(true);
        draft.update_department(
            DepartmentId(2),
            DepartmentFields {
                auto_approve_apply,
                ..DepartmentFields::default()
            },
        )
    });
    let code = |acme: &Place, department: i64| {
        let view = View::new(acme.other("dingother"), &org::Eye::Operator);
        view.standing_code("founder", DepartmentId(department))
    };
    let (whole, sales) = (code(&acme, 1), code(&acme, 2));
    acme.as_person("bob");
    assert_snapshot!(acme.call(JOIN, json!({"code": whole, "greeting": "Hi"})), @r#"{"state":"waiting","corpId":"dingother"}"#);
    assert_snapshot!(acme.changes(), @r#"{"application_set":{"id":"tKVlyspACbBsL0WA","name":"bob","mobile":"86-13800000002","greeting":"Hi","applicant":{"org":"dingtest","userid":"bob"},"inviter":"founder","applied_at":1767323049000}}"#);
    let joined = json_of(&acme.call(JOIN, json!({"code": sales})));
    assert_eq!(
        (joined["state"].as_str(), joined["corpId"].as_str()),
        (Some("joined"), Some("dingother"))
    );
    let changes = acme.changes();
    assert!(
        changes.starts_with(r#"{"user_added":"#) && changes.lines().count() == 1,
        "{changes}"
    );
    let again = json_of(&acme.call(JOIN, json!({"code": sales})));
    assert_eq!(
        (again["state"].as_str(), &again["userId"]),
        (Some("member"), &joined["userId"])
    );
    // Nobody has checked the number of somebody who is not signed in.
    assert_snapshot!(apply(&mut acme, &sales, "13900000001"), @r#"{"state":"waiting"}"#);
    assert!(acme.changes().starts_with(r#"{"application_set":"#));
}

#[test]
fn an_application_of_somebody_known_stands_before_one_of_somebody_unknown() {
    let mut acme = acme();
    acme.with_other("dingother", Some("other { }"));
    acme.operate_other("dingother", |draft| draft.set_joining(open()));
    let view = View::new(acme.other("dingother"), &org::Eye::Operator);
    let code = view.standing_code("founder", DepartmentId::ROOT);
    acme.as_person("bob");
    acme.call(JOIN, json!({"code": code}));
    assert!(
        acme.changes()
            .contains(r#""applicant":{"org":"dingtest","userid":"bob"}"#)
    );
    apply(&mut acme, &code, "13800000002");
    assert_eq!(acme.changes(), "");
}

#[test]
fn a_scope_cuts_what_is_seen_and_decided() {
    let mut acme = acme();
    let (whole, rd) = (
        invited(&mut acme, json!({})),
        invited(&mut acme, json!({"deptId": 2})),
    );
    apply(&mut acme, &whole, "13900000001");
    let id = first(&mut acme);
    apply(&mut acme, &rd, "13900000002");
    acme.with_scope(&[2], &[]);
    assert_eq!(waiting(&mut acme), 1);
    assert_ne!(first(&mut acme), id);
    for route in [APPROVE, REJECT, BLOCK] {
        assert!(
            acme.call(route, json!({"id": id}))
                .starts_with("404 application.notFound")
        );
    }
    assert!(
        acme.call(DELETE, json!({"code": whole}))
            .starts_with("404 invitation.notFound")
    );
    // Nor does it lead anybody in where it does not reach, and what is made within it is seen.
    for into in [json!({}), json!({"deptId": 1}), json!({"deptId": 3})] {
        assert!(acme.call(MAKE, into).starts_with("40"));
        assert_eq!(acme.changes(), "");
    }
    assert_snapshot!(acme.call(MAKE, json!({})), @"400 invalidParameter A parameter is missing or wrong: deptId is one of the departments that you administer");
    assert!(invited(&mut acme, json!({"deptId": 2})).contains('.'));
    let mine = first(&mut acme);
    assert_snapshot!(acme.call(APPROVE, json!({"id": mine, "deptIds": [1]})), @"404 department.notFound There is no such department, or you may not see it");
    assert!(
        acme.call(APPROVE, json!({"id": mine}))
            .starts_with(r#"{"userId""#)
    );
    assert_snapshot!(acme.call(APPLICATIONS, json!({"state": "blocked"})), @r#"{"applications":[],"pending":0}"#);
}

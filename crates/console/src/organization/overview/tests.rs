//! What an overview tells to whom.

use super::*;
use org::{DepartmentId, Power};
use std::collections::BTreeSet;
use testkit::Place;

const ROUTE: Route = Route::task::<Request>();

fn with_sub(departments: Option<i64>, modules: &[Module]) -> Place {
    let mut acme =
        place("acme { rd { ann leader=yes manager=founder lab { bob } } hr { cid dan } }");
    acme.operate(|draft| draft.activate_user("bob"));
    let power = Power {
        departments: departments.map(|id| [DepartmentId(id)].into()),
        modules: Some(modules.iter().copied().collect::<BTreeSet<_>>()),
        ..Power::default()
    };
    acme.operate(|draft| draft.set_admin("cid", power));
    acme
}

#[test]
fn whoever_administers_everything_is_told_everything() {
    let mut acme = with_sub(None, &[Module::Audit]);
    acme.as_admin("founder");
    assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"people":{"all":5,"active":2,"notActivated":3,"disabled":0,"leaders":1,"unmanaged":4},"departments":4,"applications":{"pending":0},"invitations":{"open":0,"expired":0},"push":{"apps":[],"failing":0,"behind":0},"partners":{"joined":0,"waiting":0},"warnings":[{"kind":"unmanaged","count":4,"samples":[{"kind":"user","id":"founder","name":"Founder"},{"kind":"user","id":"bob","name":"bob"},{"kind":"user","id":"cid","name":"cid"},{"kind":"user","id":"dan","name":"dan"}]}]}"#);
}

#[test]
fn a_sub_administrator_is_told_of_his_departments_alone() {
    let mut acme = with_sub(
        Some(2),
        &[Module::Contacts, Module::Integrations, Module::Partners],
    );
    acme.as_admin("cid");
    assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"people":{"all":2,"active":1,"notActivated":1,"disabled":0,"leaders":1,"unmanaged":1},"departments":2,"applications":{"pending":0},"invitations":{"open":0,"expired":0},"warnings":[{"kind":"unmanaged","count":1,"samples":[{"kind":"user","id":"bob","name":"bob"}]}]}"#);
}

#[test]
fn a_module_that_is_missing_leaves_its_part_out() {
    let mut acme = with_sub(None, &[Module::Audit]);
    acme.as_admin("cid");
    assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"warnings":[]}"#);
    let mut acme = with_sub(None, &[Module::Integrations]);
    acme.as_admin("cid");
    assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"push":{"apps":[],"failing":0,"behind":0},"warnings":[]}"#);
}

#[test]
fn partners_that_ask_and_people_without_accounts_that_work_are_warned_of() {
    let mut acme = place("acme { rd { ann bob } }");
    acme.with_other("dingguest", Some("guest { gil }"));
    let host = org::OrgId::new("dingtest");
    acme.operate_other("dingguest", |draft| {
        draft.apply_to_host(&host, org::Share::Everybody, BTreeSet::new())
    });
    acme.operate(|draft| {
        draft.make_account("ann", org::AccountKind::Sso, &org::AccountFields::default())?;
        draft.disable_account("ann", "")
    });
    acme.as_admin("founder");
    assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"people":{"all":3,"active":2,"notActivated":1,"disabled":1,"leaders":0,"unmanaged":3},"departments":2,"applications":{"pending":0},"invitations":{"open":0,"expired":0},"push":{"apps":[],"failing":0,"behind":0},"partners":{"joined":0,"waiting":1},"warnings":[{"kind":"disabled","count":1,"samples":[{"kind":"user","id":"ann","name":"ann"}]},{"kind":"partnersWaiting","count":1,"samples":[{"kind":"partner","id":"dingguest","name":"guest"}]}]}"#);
}

#[test]
fn apps_that_are_not_told_are_warned_of() {
    let mut acme = place("acme { ann }");
    let key = acme.operate(|draft| {
        let key = draft.view().apps().next().map(|app| app.key.to_string());
        let key = key.expect("a place has an app");
        let kinds = ["user_add_org".to_owned()];
        draft.set_callback(&key, "https://example.com/hook", &kinds, true)?;
        Ok(key)
    });
    acme.as_admin("founder");
    let told: serde_json::Value =
        serde_json::from_str(&acme.call(ROUTE, json!({}))).expect("an overview");
    let apps = &told["push"]["apps"];
    assert_eq!(
        (&apps[0]["appKey"], &apps[0]["way"]),
        (&json!(key), &json!("callback"))
    );
    assert_eq!(
        (&apps[0]["paused"], apps[1].is_null()),
        (&json!(true), true)
    );
    assert_eq!(
        apps[0]["hours"],
        json!([{"from": 0, "delivered": 0, "failed": 0}, {"from": 3_600_000, "delivered": 5, "failed": 3}])
    );
    assert_eq!(
        told["warnings"],
        json!([{"kind": "pushPaused", "count": 1, "samples": [{"kind": "app", "id": key, "name": "Test"}]}])
    );
}

#[test]
fn how_apps_are_told_is_said_to_administrators_of_integrations_alone() {
    let mut acme = with_sub(None, &[Module::Contacts, Module::Audit]);
    acme.operate(|draft| {
        let key = draft.view().apps().next().map(|app| app.key.to_string());
        let kinds = ["user_add_org".to_owned()];
        draft.set_callback(
            &key.expect("a place has an app"),
            "https://example.com/",
            &kinds,
            true,
        )
    });
    acme.as_admin("cid");
    let told = acme.call(ROUTE, json!({}));
    assert!(
        told.contains(r#""people""#) && !told.contains("hours"),
        "{told}"
    );
    acme.as_admin("founder");
    let told = acme.call(ROUTE, json!({}));
    assert!(told.contains(r#""hours":[{"#), "{told}");
}

#[test]
fn whoever_waits_and_what_has_ended_is_warned_of() {
    let mut acme = place("acme { rd { ann } }");
    acme.operate(|draft| {
        draft.set_joining(org::JoiningFields {
            invitations: Some(true),
            by_link: Some(true),
            ..org::JoiningFields::default()
        })
    });
    acme.as_admin("founder");
    const INVITE: Route = Route::task::<crate::invitation::make::Request>();
    let made = acme.call(INVITE, json!({"validDays": 1}));
    assert!(made.contains("code"), "{made}");
    let warnings = |acme: &mut Place| {
        let told: serde_json::Value =
            serde_json::from_str(&acme.call(ROUTE, json!({}))).expect("an overview");
        let warnings = told["warnings"].as_array().expect("warnings");
        let kinds = warnings
            .iter()
            .map(|one| one["kind"].as_str().unwrap_or_default().to_owned());
        (told["invitations"].clone(), kinds.collect::<Vec<_>>())
    };
    assert_eq!(
        warnings(&mut acme),
        (json!({"open": 1, "expired": 0}), Vec::new())
    );
    acme.later(2 * 86_400_000);
    let ended = vec!["invitationsExpired".to_owned()];
    assert_eq!(
        warnings(&mut acme),
        (json!({"open": 0, "expired": 1}), ended)
    );
}

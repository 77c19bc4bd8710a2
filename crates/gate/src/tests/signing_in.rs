//! What comes after the password, and what people and administrators change of how somebody signs in.

use super::house::{House, MOBILE, Reply, Request};
use super::sessions::{Browser, PASSWORD, code, house, set_password};
use engine::hash_password;
use org::{AccountFields, AccountKind, DepartmentId, NewAccount, UserFields};
use serde_json::{Value, json};

pub(super) const FOUNDER: &str = "13000000000";
const NEW: &str = "another horse 9";

pub(super) async fn signed_in(house: &House) -> Browser {
    let mut browser = Browser::default();
    let reply = browser.sign_in(house, PASSWORD).await;
    assert_eq!(reply.body["state"], "signedIn", "{}", reply.text);
    browser
}

pub(super) async fn post(browser: &mut Browser, house: &House, path: &str, body: Value) -> Reply {
    browser.call(house, "POST", path, body).await
}

/// A call of an app that may change contacts.
pub(super) async fn app_call(house: &House, token: &str, method: &str, path: &str) -> Reply {
    let request = Request::new(method, format!("/v1.0/orgbook/{path}"))
        .header("x-acs-dingtalk-access-token", token)
        .header("content-type", "application/json")
        .body("{}");
    house.send(&request).await
}

async fn link(house: &House, userid: &str) -> String {
    let path = format!("console/people/{userid}/password-link");
    let reply = app_call(house, &house.token, "POST", &path).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let url = reply.body["url"].as_str().expect("a link");
    let code = url.strip_prefix("http://orgbook/reset/").expect("of here");
    code.to_owned()
}

async fn use_link(house: &House, link: &str, password: &str) -> Reply {
    let body = json!({ "code": link, "password": password });
    post(&mut Browser::default(), house, "sign-in/reset", body).await
}

#[tokio::test]
async fn a_link_sets_a_password_once() {
    let house = house().await;
    let mut ann = signed_in(&house).await;
    let first = link(&house, "ann").await;
    let second = link(&house, "ann").await;
    let replaced = use_link(&house, &first, NEW).await;
    assert_eq!(code(&replaced), (410, "passwordLink.invalid"));
    let weak = use_link(&house, &second, "13900000001a").await;
    assert_eq!(code(&weak), (400, "password.weak"));
    let used = use_link(&house, &second, NEW).await;
    assert_eq!(used.body["state"], "signedIn", "{}", used.text);
    let replayed = use_link(&house, &second, "third horse 99").await;
    assert_eq!(code(&replayed), (410, "passwordLink.invalid"));
    assert_eq!(
        code(&use_link(&house, "0123", NEW).await),
        (410, "passwordLink.invalid")
    );
    // Whoever was signed in with the old password is out.
    assert_eq!(ann.call(&house, "GET", "me", json!({})).await.status, 400);
    assert_eq!(ann.sign_in(&house, PASSWORD).await.status, 401);
    assert_eq!(ann.sign_in(&house, NEW).await.status, 200);
    // A password that is set otherwise ends a link that is out.
    let out = link(&house, "ann").await;
    set_password(&house, &house.corp, "ann", PASSWORD).await;
    assert_eq!(
        code(&use_link(&house, &out, NEW).await),
        (410, "passwordLink.invalid")
    );
    let late = link(&house, "ann").await;
    house.clock.forward(24 * 3_600);
    assert_eq!(
        code(&use_link(&house, &late, PASSWORD).await),
        (410, "passwordLink.invalid")
    );
}

#[tokio::test]
async fn nobody_becomes_an_administrator_by_a_link() {
    let house = house().await;
    let path = "console/people/founder/password-link";
    let refused = app_call(&house, &house.token, "POST", path).await;
    assert_eq!(code(&refused), (403, "administrator.protected"));
    let path = "console/people/founder/second-factor";
    let refused = app_call(&house, &house.token, "DELETE", path).await;
    assert_eq!(code(&refused), (403, "administrator.protected"));
    for (userid, expected) in [
        ("nobody", (404, "person.notFound")),
        // Signs in through an identity provider.
        ("account", (400, "invalidParameter")),
    ] {
        let path = format!("console/people/{userid}/password-link");
        let refused = app_call(&house, &house.token, "POST", &path).await;
        assert_eq!(code(&refused), expected, "{}", refused.text);
    }
    let path = "console/people/ann/password-link";
    let refused = app_call(&house, &house.stranger, "POST", path).await;
    assert_eq!(code(&refused), (404, "person.notFound"));
    let refused = app_call(&house, &house.person, "POST", path).await;
    assert_ne!(refused.status, 200, "{}", refused.text);
    // The creator himself may, signed in.
    set_password(&house, &house.corp, "founder", PASSWORD).await;
    let mut founder = Browser::default();
    let body = json!({ "login": FOUNDER, "password": PASSWORD });
    let reply = post(&mut founder, &house, "sign-in", body).await;
    assert_eq!(reply.body["admin"]["kind"], "creator", "{}", reply.text);
    for userid in ["ann", "founder"] {
        let path = format!("console/people/{userid}/password-link");
        let made = post(&mut founder, &house, &path, json!({})).await;
        assert_eq!(made.status, 200, "{}", made.text);
    }
}

#[tokio::test]
async fn a_first_password_is_replaced_before_anything_else() {
    let house = house().await;
    let hash = hash_password("start2026").expect("hashed");
    let fields = UserFields {
        name: Some("Built in".to_owned()),
        departments: Some(vec![DepartmentId::ROOT]),
        account: AccountFields {
            login_id: Some("built.in".to_owned()),
            password_hash: Some(hash),
            ..AccountFields::default()
        },
        ..UserFields::default()
    };
    let new = NewAccount {
        userid: Some("builtin".to_owned()),
        kind: AccountKind::BuiltIn,
        fields,
    };
    let made = house.engine.operate(&house.corp, "test", move |draft| {
        draft.add_account(new.clone())
    });
    made.await.expect("it fits");
    let org = house.engine.org(&house.corp).await.expect("loaded");
    let organization_code = org.info().code.clone();
    drop(org);
    let login = |login: &str, password: &str, organization_code: &str| json!({ "login": login, "password": password, "organizationCode": organization_code });
    let mut person = Browser::default();
    for body in [
        login("built.in", "start2026", ""),
        login("built.in", "start2027", &organization_code),
        login("account", "start2026", &organization_code),
    ] {
        let refused = post(&mut person, &house, "sign-in", body).await;
        assert_eq!(code(&refused), (401, "signIn.wrong"), "{}", refused.text);
    }
    let right = login("BUILT.IN", "start2026", &organization_code);
    let asked = post(&mut person, &house, "sign-in", right).await;
    assert_eq!(asked.body["state"], "newPassword", "{}", asked.text);
    assert_eq!(
        person.call(&house, "GET", "me", json!({})).await.status,
        400
    );
    let path = "sign-in/new-password";
    for weak in ["start2026", "short", "built.in-9", "Password2026"] {
        let refused = post(&mut person, &house, path, json!({"password": weak})).await;
        assert_eq!(code(&refused), (400, "password.weak"), "{weak}");
    }
    let chosen = post(&mut person, &house, path, json!({"password": NEW})).await;
    assert_eq!(chosen.body["state"], "signedIn", "{}", chosen.text);
    assert!(
        person
            .call(&house, "GET", "me", json!({}))
            .await
            .is_success()
    );
    let once = post(&mut person, &house, path, json!({"password": PASSWORD})).await;
    assert_eq!(code(&once), (401, "session.none"));
    let right = login("built.in", NEW, &organization_code);
    let straight = post(&mut Browser::default(), &house, "sign-in", right).await;
    assert_eq!(straight.body["state"], "signedIn");
    // Its owner shuts it out: the cookie opens nothing, and the right password is told so.
    let shut = house.engine.operate(&house.corp, "test", |draft| {
        draft.disable_account("builtin", "")
    });
    shut.await.expect("it is there");
    assert_eq!(
        person.call(&house, "GET", "me", json!({})).await.status,
        400
    );
    let right = login("built.in", NEW, &organization_code);
    let told = post(&mut Browser::default(), &house, "sign-in", right).await;
    assert_eq!(code(&told), (403, "signIn.disabled"));
}

#[tokio::test]
async fn a_password_opens_the_organizations_that_have_it_and_no_other() {
    let house = house().await;
    // Two organizations have somebody with this number and the same password.
    let other = house.engine.token(&house.stranger).await;
    let other = other.expect("a store").expect("a token").org;
    let branch = house.engine.token(&house.branch).await;
    let branch = branch.expect("a store").expect("a token").org;
    set_password(&house, &house.corp, "founder", PASSWORD).await;
    set_password(&house, &other, "founder", PASSWORD).await;
    let mut founder = Browser::default();
    let body = json!({ "login": FOUNDER, "password": PASSWORD });
    let asked = post(&mut founder, &house, "sign-in", body.clone()).await;
    assert_eq!(asked.body["state"], "chooseOrganization", "{}", asked.text);
    let organizations = asked.body["organizations"].as_array().expect("a list");
    let mut ids: Vec<&str> = organizations
        .iter()
        .map(|one| one["corpId"].as_str().expect("an id"))
        .collect();
    ids.sort_unstable();
    let mut expected = [house.corp.as_str(), other.as_str()];
    expected.sort_unstable();
    assert_eq!(ids, expected);
    assert_eq!(
        founder.call(&house, "GET", "me", json!({})).await.status,
        400
    );
    let path = "session/organization";
    for id in [branch.as_str(), "dingnowhere"] {
        let refused = post(&mut founder, &house, path, json!({"corpId": id})).await;
        assert_eq!(code(&refused), (403, "session.organization"));
    }
    let chosen = post(
        &mut founder,
        &house,
        path,
        json!({"corpId": other.as_str()}),
    )
    .await;
    assert_eq!(chosen.body["corpId"], other.as_str(), "{}", chosen.text);
    let me = founder.call(&house, "GET", "me", json!({})).await;
    assert_eq!(me.body["corpId"], other.as_str());
    let person = founder.call(&house, "GET", "people/ann", json!({})).await;
    assert_eq!(
        person.status, 404,
        "another organization's person: {}",
        person.text
    );
    // An end of the sessions there takes it off the list.
    let before = founder.session().to_owned();
    let switched = post(
        &mut founder,
        &house,
        path,
        json!({"corpId": house.corp.as_str()}),
    )
    .await;
    assert_eq!(switched.body["corpId"], house.corp.as_str());
    assert_ne!(founder.session(), before);
    set_password(&house, &other, "founder", NEW).await;
    let refused = post(
        &mut founder,
        &house,
        path,
        json!({"corpId": other.as_str()}),
    )
    .await;
    assert_eq!(code(&refused), (403, "session.organization"));
    let session = founder.call(&house, "GET", "session", json!({})).await;
    assert_eq!(
        session.body["organizations"].as_array().map(Vec::len),
        Some(1)
    );
    let straight = post(&mut Browser::default(), &house, "sign-in", body).await;
    assert_eq!(
        straight.body["state"], "signedIn",
        "one is left: {}",
        straight.text
    );
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    let house = house().await;
    let (mut one, mut two) = (signed_in(&house).await, signed_in(&house).await);
    let listed = one.call(&house, "GET", "sessions", json!({})).await;
    let sessions = listed.body["sessions"].as_array().expect("a list");
    assert_eq!(sessions.len(), 2, "{}", listed.text);
    assert!(!listed.text.contains(one.session()) && !listed.text.contains(two.session()));
    let others = sessions.iter().find(|one| one["current"] == false);
    let id = others.expect("the other one")["sessionId"]
        .as_str()
        .expect("an id");
    let mut stranger = Browser::default();
    set_password(&house, &house.corp, "founder", PASSWORD).await;
    let body = json!({ "login": FOUNDER, "password": PASSWORD });
    post(&mut stranger, &house, "sign-in", body).await;
    let path = format!("sessions/{id}");
    let refused = stranger.call(&house, "DELETE", &path, json!({})).await;
    assert_eq!(code(&refused), (404, "session.notFound"));
    let ended = one.call(&house, "DELETE", &path, json!({})).await;
    assert_eq!(ended.shown(), "200 {}");
    assert_eq!(two.call(&house, "GET", "me", json!({})).await.status, 400);
    assert!(one.call(&house, "GET", "me", json!({})).await.is_success());
    // Nobody has more sessions than fit.
    house.clock.forward(1);
    for _ in 0..25 {
        signed_in(&house).await;
    }
    let mut last = signed_in(&house).await;
    let listed = last.call(&house, "GET", "sessions", json!({})).await;
    assert_eq!(listed.body["sessions"].as_array().map(Vec::len), Some(20));
    assert_eq!(
        one.call(&house, "GET", "me", json!({})).await.status,
        400,
        "the oldest ended"
    );
}

#[tokio::test]
async fn ones_own_password_is_changed_by_whoever_knows_it() {
    let house = house().await;
    let (mut one, mut two) = (signed_in(&house).await, signed_in(&house).await);
    let change = |old: &str, new: &str| json!({ "old": old, "new": new });
    let wrong = one
        .call(&house, "PUT", "password", change("wrong horse 9", NEW))
        .await;
    assert_eq!(code(&wrong), (401, "signIn.wrong"));
    let weak = one
        .call(&house, "PUT", "password", change(PASSWORD, "qwerty2026"))
        .await;
    assert_eq!(code(&weak), (400, "password.weak"));
    assert!(two.call(&house, "GET", "me", json!({})).await.is_success());
    let changed = one
        .call(&house, "PUT", "password", change(PASSWORD, NEW))
        .await;
    assert_eq!(changed.body["state"], "signedIn", "{}", changed.text);
    assert!(one.call(&house, "GET", "me", json!({})).await.is_success());
    assert_eq!(two.call(&house, "GET", "me", json!({})).await.status, 400);
    assert_eq!(two.sign_in(&house, PASSWORD).await.status, 401);
    let nobody = Browser::default()
        .call(&house, "PUT", "password", change(NEW, PASSWORD))
        .await;
    assert_eq!(code(&nobody), (401, "session.none"));
}

#[tokio::test]
async fn a_number_signs_in_as_long_as_it_is_the_persons() {
    let house = house().await;
    let mut ann = signed_in(&house).await;
    let (first, other) = ("13700000008", "13700000009");
    let added = house.engine.operate(&house.corp, "test", move |draft| {
        let fields = UserFields {
            name: Some("New".to_owned()),
            mobile: Some(first.to_owned()),
            departments: Some(vec![DepartmentId::ROOT]),
            ..UserFields::default()
        };
        draft.add_user(org::NewUser {
            userid: Some("new".to_owned()),
            fields,
            login_email: None,
        })
    });
    added.await.expect("it is free");
    set_password(&house, &house.corp, "new", PASSWORD).await;
    let moved = house.engine.operate(&house.corp, "test", move |draft| {
        let fields = UserFields {
            mobile: Some(other.to_owned()),
            ..UserFields::default()
        };
        draft.update_user("new", fields)
    });
    moved.await.expect("it is free");
    for (login, status) in [(first, 401), (other, 200)] {
        let body = json!({ "login": login, "password": PASSWORD });
        let reply = post(&mut Browser::default(), &house, "sign-in", body).await;
        assert_eq!(reply.status, status, "{}", reply.text);
    }
    let gone = house
        .engine
        .operate(&house.corp, "test", |draft| draft.remove_user("ann"));
    gone.await.expect("it was there");
    assert_eq!(ann.call(&house, "GET", "me", json!({})).await.status, 400);
    assert_eq!(
        Browser::default().sign_in(&house, PASSWORD).await.status,
        401
    );
    // Whoever comes after under the same userid and number has no password.
    let again = house.engine.operate(&house.corp, "test", |draft| {
        let fields = UserFields {
            name: Some("Another".to_owned()),
            mobile: Some(MOBILE.to_owned()),
            departments: Some(vec![DepartmentId::ROOT]),
            ..UserFields::default()
        };
        draft.add_user(org::NewUser {
            userid: Some("ann".to_owned()),
            fields,
            login_email: None,
        })
    });
    again.await.expect("it is free");
    assert_eq!(
        Browser::default().sign_in(&house, PASSWORD).await.status,
        401
    );
    let mut progress = |_: &org::OrgId, _: u64| {};
    let verified = house.engine.verify(&mut progress).await.expect("a store");
    assert_eq!(verified.differences, Vec::<String>::new());
}

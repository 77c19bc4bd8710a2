//! An organization that asks its administrators for a second factor.

use super::house::{House, Reply};
use super::second_factor::authenticator;
use super::sessions::{Browser, PASSWORD, code, house, set_password};
use super::signing_in::{FOUNDER, post};
use crate::path::World;
use console::session::codes::SECOND_FACTOR_NEEDED;
use endpoint::{Administrators, Route, TokenKind};
use org::Power;
use serde_json::json;

async fn ask(house: &House, need: bool) {
    let change = move |draft: &mut org::Draft| {
        draft.set_admins_need_second_factor(need);
        Ok(())
    };
    let asked = house.engine.operate(&house.corp, "test", change).await;
    asked.expect("it is a switch");
}

fn is_asked_for(route: &Route, reply: &Reply) -> bool {
    let legacy = SECOND_FACTOR_NEEDED.legacy;
    match World::of(route.spec.path) {
        World::New => code(reply) == (403, SECOND_FACTOR_NEEDED.new),
        World::Topapi => reply.body["sub_code"] == legacy.to_string().as_str(),
        World::Flat => reply.body["errcode"] == legacy,
    }
}

async fn founder(house: &House) -> Browser {
    set_password(house, &house.corp, "founder", PASSWORD).await;
    let mut founder = Browser::default();
    let given = json!({ "login": FOUNDER, "password": PASSWORD });
    let reply = post(&mut founder, house, "sign-in", given).await;
    assert_eq!(reply.body["state"], "signedIn", "{}", reply.text);
    founder
}

#[tokio::test]
async fn every_call_of_an_administrator_says_what_to_do_first() {
    let house = House::new().await;
    ask(&house, true).await;
    let before = house.entries();
    let mut count = 0;
    for route in crate::routes().filter(|route| {
        matches!(route.spec.token, TokenKind::App | TokenKind::Administrator)
            && route.spec.administrators != Administrators::Closed
            && route.spec.module_of_administrators().is_some()
    }) {
        let reply = house.call(route, Some(&house.admin)).await;
        assert!(
            is_asked_for(route, &reply),
            "{}: {}",
            route.spec.path,
            reply.text
        );
        count += 1;
    }
    assert!(count > 100, "{count}");
    assert_eq!(house.entries(), before, "nothing was changed");
    // Apps call as before.
    let app = crate::routes().find(|route| route.spec.path == "/topapi/v2/user/get");
    let reply = house
        .call(app.expect("it is there"), Some(&house.token))
        .await;
    assert!(reply.is_success(), "{}", reply.text);
}

#[tokio::test]
async fn an_administrator_without_one_sets_it_up_and_goes_on() {
    let house = house().await;
    let mut founder = founder(&house).await;
    let settings = "console/sign-in-settings";
    let told = founder.call(&house, "GET", settings, json!({})).await;
    assert_eq!(
        told.body["withoutSecondFactor"][0]["userId"], "founder",
        "{}",
        told.text
    );
    let on = json!({ "administratorsNeedSecondFactor": true });
    let set = founder.call(&house, "PUT", settings, on).await;
    assert_eq!(
        set.body["administratorsNeedSecondFactor"], true,
        "{}",
        set.text
    );
    // From the next call on, also for whoever switched it on.
    for (method, path) in [
        ("GET", "console/admins"),
        ("PUT", settings),
        ("POST", "console/apps"),
    ] {
        let refused = founder.call(&house, method, path, json!({})).await;
        assert_eq!(
            code(&refused),
            (403, "secondFactor.needed"),
            "{}",
            refused.text
        );
    }
    let key = house.app.key.as_str();
    let codes = format!("console-code?clientId={key}");
    let refused = founder.call(&house, "GET", &codes, json!({})).await;
    assert_eq!(
        code(&refused),
        (403, "secondFactor.needed"),
        "{}",
        refused.text
    );
    // What everybody may do goes on.
    let me = founder.call(&house, "GET", "me", json!({})).await;
    assert!(me.is_success(), "{}", me.text);
    let session = founder.call(&house, "GET", "session", json!({})).await;
    assert_eq!(session.body["secondFactor"], "needed");
    let begun = post(&mut founder, &house, "second-factor", json!({})).await;
    let secret = begun.body["secret"].as_str().expect("text").to_owned();
    let shown = json!({ "code": authenticator(&secret, &house) });
    let confirmed = post(&mut founder, &house, "second-factor/confirm", shown).await;
    assert_eq!(confirmed.body["secondFactor"], "on", "{}", confirmed.text);
    for path in ["console/admins", settings, &codes] {
        let open = founder.call(&house, "GET", path, json!({})).await;
        assert!(open.is_success(), "{}", open.text);
    }
    let told = founder.call(&house, "GET", settings, json!({})).await;
    assert_eq!(told.body["withoutSecondFactor"], json!([]));
}

#[tokio::test]
async fn only_administrators_are_asked() {
    let house = house().await;
    ask(&house, true).await;
    let mut ann = Browser::default();
    let session = ann.sign_in(&house, PASSWORD).await;
    assert_eq!(session.body["secondFactor"], "off", "{}", session.text);
    let closed = ann.call(&house, "GET", "console/admins", json!({})).await;
    assert_eq!(
        code(&closed).1,
        "InvalidAuthentication",
        "who administers nothing is told nothing"
    );
    // Whoever becomes one is asked at once; whoever signs in through an identity provider is asked there.
    let made = house.engine.operate(&house.corp, "test", |draft| {
        let power = || Power {
            is_primary: true,
            ..Power::default()
        };
        draft.set_admin("ann", power())?;
        draft.set_admin("account", power())
    });
    made.await.expect("they are there");
    let session = ann.call(&house, "GET", "session", json!({})).await;
    assert_eq!(session.body["secondFactor"], "needed");
    let refused = ann.call(&house, "GET", "console/admins", json!({})).await;
    assert_eq!(code(&refused), (403, "secondFactor.needed"));
    let account = house.token_of("account").await;
    let admins = crate::routes().find(|route| route.spec.path == "/v1.0/orgbook/console/admins");
    let reply = house
        .call(admins.expect("it is there"), Some(&account))
        .await;
    assert!(reply.is_success(), "{}", reply.text);
    ask(&house, false).await;
    let open = ann.call(&house, "GET", "console/admins", json!({})).await;
    assert!(open.is_success(), "{}", open.text);
}

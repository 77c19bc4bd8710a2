//! The second factor, and what others may try with it.

use super::house::{House, Request};
use super::sessions::{Browser, PASSWORD, code, house};
use super::signing_in::{app_call, post, signed_in};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};

/// What an authenticator shows.
pub(super) fn authenticator(secret: &str, house: &House) -> String {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).expect("base32");
    let step = house.engine.now().0 / 30_000;
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&secret).expect("any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let from = usize::from(hash[19] & 15);
    let number = hash[from..from + 4]
        .iter()
        .fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// Gives ann a second factor: its secret, the code that confirmed it, and the codes for the day it is lost.
async fn with_factor(house: &House) -> (String, Value, Vec<String>) {
    let mut ann = signed_in(house).await;
    let begun = post(&mut ann, house, "second-factor", json!({})).await;
    let secret = begun.body["secret"].as_str().expect("text").to_owned();
    let shown = json!({ "code": authenticator(&secret, house) });
    let confirmed = post(&mut ann, house, "second-factor/confirm", shown.clone()).await;
    let codes = confirmed.body["recoveryCodes"].as_array().expect("codes");
    let codes = codes.iter().filter_map(Value::as_str).map(str::to_owned);
    (secret, shown, codes.collect())
}

#[tokio::test]
async fn a_second_factor_begins_with_a_code_of_it() {
    let house = house().await;
    let mut ann = signed_in(&house).await;
    let begun = post(&mut ann, &house, "second-factor", json!({})).await;
    let secret = begun.body["secret"].as_str().expect("text").to_owned();
    let uri = begun.body["uri"].as_str().expect("text");
    assert!(uri.starts_with("otpauth://totp/Orgbook%20") && uri.contains(&secret));
    assert!(
        begun.body["svg"]
            .as_str()
            .expect("a picture")
            .contains("<svg")
    );
    let path = "second-factor/confirm";
    let wrong = post(&mut ann, &house, path, json!({"code": "000000"})).await;
    assert_eq!(code(&wrong), (401, "secondFactor.wrong"));
    let shown = json!({ "code": authenticator(&secret, &house) });
    let confirmed = post(&mut ann, &house, path, shown.clone()).await;
    let recovery = confirmed.body["recoveryCodes"]
        .as_array()
        .expect("codes")
        .clone();
    assert_eq!(recovery.len(), 10);
    let again = post(&mut ann, &house, path, shown.clone()).await;
    assert_eq!(code(&again), (409, "secondFactor.state"));
    assert_eq!(confirmed.body["state"], "signedIn", "{}", confirmed.text);
    // The session in which it began is not asked for it.
    let change = json!({ "old": PASSWORD, "new": "another horse 9" });
    let changed = ann.call(&house, "PUT", "password", change).await;
    assert_eq!(changed.body["state"], "signedIn", "{}", changed.text);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_good_once() {
    let house = house().await;
    let (secret, shown, recovery) = with_factor(&house).await;
    let mut other = Browser::default();
    let asked = other.sign_in(&house, PASSWORD).await;
    assert_eq!(asked.body["state"], "secondFactor");
    assert!(asked.body.get("userId").is_none(), "{}", asked.text);
    let me = other.call(&house, "GET", "me", json!({})).await;
    assert_eq!(me.status, 400, "half signed in is not signed in");
    let closed = other.call(&house, "GET", "sessions", json!({})).await;
    assert_eq!(code(&closed), (401, "session.none"));
    let before = other.session().to_owned();
    // The code that confirmed it was used, in the same half minute.
    let path = "sign-in/second-factor";
    let replayed = post(&mut other, &house, path, shown).await;
    assert_eq!(code(&replayed), (401, "secondFactor.wrong"));
    house.clock.forward(60);
    let shown = json!({ "code": authenticator(&secret, &house) });
    let done = post(&mut other, &house, path, shown.clone()).await;
    assert_eq!(done.body["state"], "signedIn", "{}", done.text);
    assert_ne!(other.session(), before);
    let mut third = Browser::default();
    third.sign_in(&house, PASSWORD).await;
    let replayed = post(&mut third, &house, path, shown).await;
    assert_eq!(code(&replayed), (401, "secondFactor.wrong"));
    // For the day it is lost, once.
    let shown = json!({ "code": recovery[3].to_uppercase() });
    let done = post(&mut third, &house, path, shown.clone()).await;
    assert_eq!(done.body["state"], "signedIn", "{}", done.text);
    let removed = third
        .call(&house, "DELETE", "second-factor?code=000000", json!({}))
        .await;
    assert_eq!(code(&removed), (401, "secondFactor.wrong"));
    let used = format!("second-factor?code={}", recovery[3]);
    let removed = third.call(&house, "DELETE", &used, json!({})).await;
    assert_eq!(code(&removed), (401, "secondFactor.wrong"));
    let good = format!("second-factor?code={}", recovery[4]);
    let removed = third.call(&house, "DELETE", &good, json!({})).await;
    assert_eq!(removed.shown(), "200 {}");
    signed_in(&house).await;
}

#[tokio::test]
async fn sessions_from_before_the_second_factor_end_with_it() {
    let house = house().await;
    let (mut one, mut other) = (signed_in(&house).await, signed_in(&house).await);
    let token = house.token_of("ann").await;
    let begun = post(&mut one, &house, "second-factor", json!({})).await;
    let secret = begun.body["secret"].as_str().expect("text").to_owned();
    let wrong = json!({ "code": "000000" });
    let refused = post(&mut one, &house, "second-factor/confirm", wrong).await;
    assert_eq!(code(&refused), (401, "secondFactor.wrong"));
    assert!(
        other
            .call(&house, "GET", "me", json!({}))
            .await
            .is_success(),
        "not yet"
    );
    let before = one.session().to_owned();
    let shown = json!({ "code": authenticator(&secret, &house) });
    let confirmed = post(&mut one, &house, "second-factor/confirm", shown).await;
    assert_eq!(confirmed.body["userId"], "ann", "{}", confirmed.text);
    assert_ne!(
        one.session(),
        before,
        "the one that added it goes on under another text"
    );
    assert!(one.call(&house, "GET", "me", json!({})).await.is_success());
    assert_eq!(other.call(&house, "GET", "me", json!({})).await.status, 400);
    let session = other.call(&house, "GET", "session", json!({})).await;
    assert_eq!(session.body["state"], "none");
    let mut thief = Browser::default();
    thief.cookies.push(("orgbook_session".to_owned(), before));
    assert_eq!(thief.call(&house, "GET", "me", json!({})).await.status, 400);
    let me = crate::routes().find(|route| route.spec.path == "/v1.0/orgbook/me");
    let reply = house.call(me.expect("it is there"), Some(&token)).await;
    assert_eq!(code(&reply).1, "InvalidAuthentication", "{}", reply.text);
    let listed = one.call(&house, "GET", "sessions", json!({})).await;
    assert_eq!(
        listed.body["sessions"].as_array().map(Vec::len),
        Some(1),
        "{}",
        listed.text
    );
    // Taking it away, which takes a code of it, ends nobody's.
    house.clock.forward(60);
    let mut third = Browser::default();
    third.sign_in(&house, PASSWORD).await;
    let shown = json!({ "code": authenticator(&secret, &house) });
    let path = "sign-in/second-factor";
    let entered = post(&mut third, &house, path, shown).await;
    assert_eq!(entered.body["secondFactor"], "on", "{}", entered.text);
    house.clock.forward(60);
    let path = format!("second-factor?code={}", authenticator(&secret, &house));
    let removed = third.call(&house, "DELETE", &path, json!({})).await;
    assert_eq!(removed.shown(), "200 {}");
    assert!(one.call(&house, "GET", "me", json!({})).await.is_success());
}

#[tokio::test]
async fn guessing_codes_is_slowed() {
    let house = house().await;
    let mut ann = signed_in(&house).await;
    let begun = post(&mut ann, &house, "second-factor", json!({})).await;
    let secret = begun.body["secret"].as_str().expect("text").to_owned();
    let shown = json!({ "code": authenticator(&secret, &house) });
    post(&mut ann, &house, "second-factor/confirm", shown).await;
    let mut attacker = Browser::default();
    attacker.sign_in(&house, PASSWORD).await;
    let mut last = (0, String::new());
    for guess in 0..7 {
        let body = json!({ "code": format!("{guess:06}") });
        let reply = post(&mut attacker, &house, "sign-in/second-factor", body).await;
        last = (reply.status, reply.body["code"].to_string());
    }
    assert_eq!(last, (429, "\"signIn.tooMany\"".to_owned()));
    // An administrator takes it away from whoever has lost it; sessions end.
    let path = "console/people/ann/second-factor";
    let reset = app_call(&house, &house.token, "DELETE", path).await;
    assert_eq!(reset.shown(), "200 {}");
    assert_eq!(ann.call(&house, "GET", "me", json!({})).await.status, 400);
    signed_in(&house).await;
}

#[tokio::test]
async fn an_organization_is_handed_over_by_who_shows_the_second_factor_once_more() {
    let house = house().await;
    let made = house
        .engine
        .operate(&house.corp, "test", |draft| draft.change_creator("ann"));
    made.await.expect("ann is somebody");
    let (secret, _, recovery) = with_factor(&house).await;
    house.clock.forward(60);
    let mut ann = Browser::default();
    ann.sign_in(&house, PASSWORD).await;
    let shown = json!({ "code": authenticator(&secret, &house) });
    let shown_once = post(&mut ann, &house, "sign-in/second-factor", shown.clone()).await;
    assert_eq!(shown_once.body["state"], "signedIn");
    let creator = "console/creator";
    for wrong in [
        json!({"userId": "founder"}),
        json!({"userId": "founder", "code": "000000"}),
    ] {
        let refused = ann.call(&house, "PUT", creator, wrong).await;
        assert_eq!(
            code(&refused),
            (401, "secondFactor.wrong"),
            "{}",
            refused.text
        );
    }
    // A code that was shown already is good no more.
    let again = json!({"userId": "founder", "code": shown["code"]});
    let refused = ann.call(&house, "PUT", creator, again).await;
    assert_eq!(code(&refused), (401, "secondFactor.wrong"));
    // Who is not the creator is refused before a code is asked for.
    let founder = house.token_of("founder").await;
    let target = "/v1.0/orgbook/console/creator";
    let request = Request::new("PUT", target)
        .header("x-acs-dingtalk-access-token", &founder)
        .header("content-type", "application/json")
        .body(json!({"userId": "founder"}).to_string());
    let refused = house.send(&request).await;
    assert_eq!(refused.status, 403, "{}", refused.text);
    let lost = json!({"userId": "founder", "code": recovery[0]});
    let done = ann.call(&house, "PUT", creator, lost).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let org = house.engine.org(&house.corp).await.expect("it is loaded");
    assert_eq!(org.info().main_admin.as_str(), "founder");
}

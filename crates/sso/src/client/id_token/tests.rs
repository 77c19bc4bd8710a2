//! Tokens that hold, and forged ones.

use super::*;
use crate::keys::SigningKey;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{EncodingKey, Header};
use serde_json::json;
use std::sync::LazyLock;

/// Keys take a moment to make: the provider's, and somebody else's.
static KEYS: LazyLock<[SigningKey; 2]> =
    LazyLock::new(|| ["ours", "theirs"].map(|id| SigningKey::draw(id).expect("a key can be made")));

const NOW: i64 = 1_767_323_045;
const EXPECTED: Expected<'_> = Expected {
    issuer: "https://provider.example",
    client_id: "orgbook",
    nonce: "n0nce",
    now_seconds: NOW,
};

fn claims() -> Value {
    json!({
        "iss": "https://provider.example",
        "aud": "orgbook",
        "sub": "1",
        "exp": NOW + 300,
        "iat": NOW,
        "nonce": "n0nce",
        "preferred_username": "ann",
    })
}

fn published() -> Vec<Jwk> {
    let key = KEYS[0].public().clone();
    vec![serde_json::from_value(key).expect("it is a key")]
}

fn told(token: &str) -> Result<Claims, Wrong> {
    checked(token, &published(), &EXPECTED)
}

/// What becomes of a token with a claim changed, or taken away for `null`.
fn with(name: &str, value: Value) -> Result<(), Wrong> {
    let mut claims = claims();
    match value {
        Value::Null => {
            claims.as_object_mut().expect("an object").remove(name);
        }
        value => claims[name] = value,
    }
    told(&KEYS[0].sign(&claims).expect("it signs")).map(|_| ())
}

#[test]
fn a_token_that_holds_tells_its_claims() {
    let token = KEYS[0].sign(&claims()).expect("it signs");
    let claims = told(&token).expect("it holds");
    assert_eq!(claims["preferred_username"], "ann");
}

#[test]
fn a_token_of_another_kind_proves_nothing() {
    let part = |value: Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    for header in [
        json!({"alg": "none"}),
        json!({"alg": "None", "kid": "ours"}),
        json!({"typ": "JWT"}),
    ] {
        for end in ["", "c2ln"] {
            let token = format!("{}.{}.{end}", part(header.clone()), part(claims()));
            assert_eq!(told(&token), Err(Wrong::Algorithm), "{header}");
        }
    }
    // The public key as a shared secret.
    let public = KEYS[0].public();
    for secret in [public["n"].to_string(), public.to_string()] {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some("ours".to_owned());
        let key = EncodingKey::from_secret(secret.as_bytes()).expect("it is long enough");
        let token = jsonwebtoken::encode(&header, &claims(), &key).expect("it signs");
        assert_eq!(told(&token), Err(Wrong::Algorithm));
    }
    for text in ["", ".", "..", "a.b.c", "nonsense"] {
        assert_eq!(told(text), Err(Wrong::Algorithm), "{text}");
    }
}

#[test]
fn another_key_signs_nothing() {
    let theirs = KEYS[1].sign(&claims()).expect("it signs");
    assert_eq!(told(&theirs), Err(Wrong::UnknownKey));
    // Under our key's name.
    let posing = SigningKey::named("ours", &KEYS[1]);
    let token = posing.sign(&claims()).expect("it signs");
    assert_eq!(told(&token), Err(Wrong::Signature));
}

#[test]
fn a_changed_token_does_not_hold() {
    let token = KEYS[0].sign(&claims()).expect("it signs");
    let parts: Vec<&str> = token.split('.').collect();
    let mut changed = claims();
    changed["preferred_username"] = "founder".into();
    let changed = BASE64_URL_SAFE_NO_PAD.encode(changed.to_string());
    let forged = [parts[0], &changed, parts[2]].join(".");
    assert_eq!(told(&forged), Err(Wrong::Signature));
    let unsigned = [parts[0], parts[1], ""].join(".");
    assert_eq!(told(&unsigned), Err(Wrong::Signature));
}

#[test]
fn a_token_is_of_the_provider_and_for_us() {
    assert_eq!(
        with("iss", "https://other.example".into()),
        Err(Wrong::Issuer)
    );
    assert_eq!(
        with("iss", "https://provider.example/".into()),
        Err(Wrong::Issuer)
    );
    assert_eq!(with("iss", Value::Null), Err(Wrong::Issuer));
    assert_eq!(with("aud", "another".into()), Err(Wrong::Audience));
    assert_eq!(with("aud", Value::Null), Err(Wrong::Audience));
    assert_eq!(with("aud", json!([])), Err(Wrong::Audience));
    assert_eq!(with("aud", json!(["orgbook"])), Ok(()));
    assert_eq!(
        with("aud", json!(["another", "orgbook"])),
        Err(Wrong::Audience)
    );
    assert_eq!(with("azp", "another".into()), Err(Wrong::Audience));
    assert_eq!(with("azp", "orgbook".into()), Ok(()));
}

#[test]
fn a_token_counts_for_a_while() {
    assert_eq!(with("exp", (NOW - 100).into()), Ok(()), "clocks differ");
    assert_eq!(with("exp", (NOW - 120).into()), Err(Wrong::Time));
    assert_eq!(with("exp", Value::Null), Err(Wrong::Time));
    assert_eq!(with("exp", "tomorrow".into()), Err(Wrong::Time));
    assert_eq!(with("iat", (NOW + 100).into()), Ok(()), "clocks differ");
    assert_eq!(with("iat", (NOW + 200).into()), Err(Wrong::Time));
    assert_eq!(with("iat", Value::Null), Err(Wrong::Time));
    assert_eq!(with("nbf", (NOW + 200).into()), Err(Wrong::Time));
    assert_eq!(with("nbf", "0".into()), Err(Wrong::Time));
}

#[test]
fn a_token_belongs_to_one_sign_in() {
    assert_eq!(with("nonce", "another".into()), Err(Wrong::Nonce));
    assert_eq!(with("nonce", Value::Null), Err(Wrong::Nonce));
}

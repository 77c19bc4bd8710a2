//! Whether an ID token holds: who signed it, for whom, when and for which sign-in.

use super::Claims;
use crate::limits::CLOCK_SKEW_SECONDS;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::Value;

/// What signs with a key pair. A shared secret signs nothing here: the public key would be one.
const ALGORITHMS: &[Algorithm] = &[
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// What a token has to say.
pub(super) struct Expected<'e> {
    pub(super) issuer: &'e str,
    pub(super) client_id: &'e str,
    pub(super) nonce: &'e str,
    pub(super) now_seconds: i64,
}

/// Why a token does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is signed in a way that proves nothing.
    Algorithm,
    /// No published key has its id.
    UnknownKey,
    /// The signature is not of that key.
    Signature,
    /// Another provider issued it.
    Issuer,
    /// It is for another client.
    Audience,
    /// It has ended, or begins later.
    Time,
    /// It belongs to another sign-in.
    Nonce,
}

impl Wrong {
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::Algorithm => "it is signed in a way that proves nothing",
            Self::UnknownKey => "no published key has signed it",
            Self::Signature => "its signature is wrong",
            Self::Issuer => "another provider issued it",
            Self::Audience => "it is for another client",
            Self::Time => "it does not count now",
            Self::Nonce => "it belongs to another sign-in",
        }
    }
}

/// The claims of a token that holds.
pub(super) fn checked(token: &str, keys: &[Jwk], expected: &Expected<'_>) -> Result<Claims, Wrong> {
    // A header without a known algorithm, such as `none`, cannot be read at all.
    let header = jsonwebtoken::decode_header(token).map_err(|_| Wrong::Algorithm)?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(Wrong::Algorithm);
    }
    let signs = |key: &&Jwk| {
        let is_for_signing = key.common.public_key_use.as_ref() != Some(&PublicKeyUse::Encryption);
        let is_named = match &header.kid {
            Some(id) => key.common.key_id.as_ref() == Some(id),
            None => keys.len() == 1,
        };
        is_for_signing && is_named
    };
    let key = keys.iter().find(signs).ok_or(Wrong::UnknownKey)?;
    let key = DecodingKey::from_jwk(key).map_err(|_| Wrong::Signature)?;
    let mut validation = Validation::new(header.alg);
    // Checked below, by the clock that everything else goes by.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let decoded = jsonwebtoken::decode::<Claims>(token, &key, &validation);
    let claims = decoded.map_err(|_| Wrong::Signature)?.claims;
    check(&claims, expected)?;
    Ok(claims)
}

fn check(claims: &Claims, expected: &Expected<'_>) -> Result<(), Wrong> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(expected.issuer) {
        return Err(Wrong::Issuer);
    }
    let own = |value: &Value| value.as_str() == Some(expected.client_id);
    let (is_for_us, is_for_others) = match claims.get("aud") {
        Some(Value::Array(list)) => (list.iter().any(own), list.len() > 1),
        Some(one) => (own(one), false),
        None => (false, false),
    };
    let party = text("azp");
    let is_party = party.map_or(!is_for_others, |party| party == expected.client_id);
    if !is_for_us || !is_party {
        return Err(Wrong::Audience);
    }
    let number = |name: &str| claims.get(name).and_then(Value::as_f64);
    let now = expected.now_seconds as f64;
    let ends = number("exp").ok_or(Wrong::Time)?;
    let issued = number("iat").ok_or(Wrong::Time)?;
    let begins = match claims.get("nbf") {
        None => issued,
        Some(value) => value.as_f64().ok_or(Wrong::Time)?,
    };
    let is_early = |time: f64| time - CLOCK_SKEW_SECONDS > now;
    if ends + CLOCK_SKEW_SECONDS <= now || is_early(issued) || is_early(begins) {
        return Err(Wrong::Time);
    }
    match text("nonce") == Some(expected.nonce) {
        true => Ok(()),
        false => Err(Wrong::Nonce),
    }
}

#[cfg(test)]
mod tests;

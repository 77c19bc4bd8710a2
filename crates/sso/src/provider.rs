//! Orgbook as an OpenID Connect provider: what it says of itself, and what it says of people.

use crate::authorize::DELEGABLE;
use crate::keys::{KeyError, Keys};
use crate::limits::ID_TOKEN_SECONDS;
use engine::{Grant, UserTokens};
use org::{Eye, Org, View};
use serde_json::{Map, Value, json};

/// The document of discovery, for an installation that was reached at an address.
pub fn discovery(issuer: &str) -> Value {
    let at = |path: &str| format!("{issuer}{path}");
    let scopes: Vec<&str> = DELEGABLE.iter().map(|(scope, _)| *scope).collect();
    json!({
        "issuer": issuer,
        "authorization_endpoint": at("/oauth2/auth"),
        "token_endpoint": at("/oauth2/token"),
        "userinfo_endpoint": at("/oauth2/userinfo"),
        "revocation_endpoint": at("/oauth2/revoke"),
        "jwks_uri": at("/oauth2/jwks"),
        "scopes_supported": scopes,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": [
            "sub", "name", "nickname", "picture", "preferred_username", "email", "phone_number", "corp_id", "open_id",
        ],
        "prompt_values_supported": ["consent"],
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "claims_parameter_supported": false,
    })
}

/// What an app is told of a person, as far as the person agreed. `None` when the person is not there. `own_address` is that of this
/// installation, as the app reached it.
pub fn claims(
    org: &Org,
    own_address: &str,
    (grant_app, person): (&org::AppKey, &str),
    scopes: &[String],
) -> Option<Map<String, Value>> {
    let address = || own_address.to_owned();
    let view = View::new(org, &Eye::Operator).reached_at(&address);
    let user = view.user(person).ok()?;
    let holds = |scope: &str| scopes.iter().any(|held| held == scope);
    let mut claims = Map::new();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            claims.insert(name.to_owned(), value.into());
        }
    };
    put("sub", user.union_id);
    put("open_id", &org::open_id(user.union_id, Some(grant_app)));
    if holds("profile") || holds("Contact.User.Read") {
        put("name", user.name);
        put("nickname", user.name);
        put("picture", &view.avatar(&user));
    }
    if holds("corpid") {
        put("corp_id", org.info().id.as_str());
        put("preferred_username", user.userid);
    }
    if holds("email") || holds("Contact.User.Read") {
        put("email", user.email);
    }
    if holds("phone") || holds("Contact.User.mobile") {
        let account = user.account.and_then(|account| account.mobile);
        if let Some((code, number)) = user.mobile.or(account) {
            put("phone_number", &format!("+{code}{number}"));
        }
    }
    Some(claims)
}

/// The ID token of tokens that were issued for a code.
///
/// # Errors
/// See [`KeyError`].
pub async fn id_token(
    keys: &Keys,
    issuer: &str,
    org: &Org,
    (tokens, nonce): (&UserTokens, Option<&str>),
    now: org::Millis,
) -> Result<Option<String>, KeyError> {
    let grant: &Grant = &tokens.grant;
    let who = (&grant.app, grant.person.as_str());
    let Some(mut claims) = claims(org, issuer, who, &grant.scopes) else {
        return Ok(None);
    };
    let seconds = now.0.div_euclid(1_000);
    claims.insert("iss".to_owned(), issuer.into());
    claims.insert("aud".to_owned(), grant.app.as_str().into());
    claims.insert("iat".to_owned(), seconds.into());
    claims.insert("exp".to_owned(), (seconds + ID_TOKEN_SECONDS).into());
    claims.insert(
        "at_hash".to_owned(),
        crate::pkce::half_digest(&tokens.access_token).into(),
    );
    if let Some(nonce) = nonce {
        claims.insert("nonce".to_owned(), nonce.into());
    }
    keys.sign(&Value::Object(claims)).await.map(Some)
}

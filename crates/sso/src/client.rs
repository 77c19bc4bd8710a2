//! Orgbook as a client of an organization's own OpenID Connect provider.

mod documents;
mod id_token;

use crate::limits::{ANSWER_BYTES_MAX, ANSWER_DEADLINE, ERROR_NAME_BYTES_MAX};
use crate::pkce;
use documents::{Discovered, Documents};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client as Http, Url};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What is said of a person, by name.
type Claims = BTreeMap<String, Value>;

/// An organization's provider, as it was configured.
#[derive(Clone, Debug)]
pub struct Provider {
    /// The provider's own name, an address.
    pub issuer: String,
    /// What Orgbook is there.
    pub client_id: String,
    /// What Orgbook shows there; nothing where the proof of the code is enough.
    pub client_secret: Option<String>,
    /// What is asked for, with blanks between; `openid` among it.
    pub scope: String,
    /// The claim that names the person.
    pub claim: String,
}

/// A sign-in that was sent to a provider: what has to be there when the browser comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Where the browser goes.
    pub address: String,
    /// What comes back.
    pub state: String,
    /// What the ID token has to hold.
    pub nonce: String,
    /// The secret whose digest went along.
    pub verifier: String,
}

/// Why a provider does not sign anybody in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// An address of the provider is none, or may not be called.
    #[error("{0} may not be called")]
    Address(String),
    /// The provider was not reached, or did not answer as it should.
    #[error("the provider does not answer as it should: {0}")]
    Provider(String),
    /// The ID token does not hold.
    #[error("the ID token does not hold: {0}")]
    IdToken(&'static str),
    /// The ID token does not say who it is.
    #[error("the ID token lacks the claim {0}")]
    Claim(String),
}

/// Calls providers.
pub struct Providers {
    /// Made by the first sign-in, since reading the system's certificates takes a while; none where there can be no TLS at all.
    http: OnceLock<Option<Http>>,
    allows_private: bool,
    documents: Documents,
}

/// Texts that nobody can guess, for one sign-in.
#[derive(Clone, Debug)]
pub struct Chance {
    /// See [`Begun::state`].
    pub state: String,
    /// See [`Begun::nonce`].
    pub nonce: String,
    /// See [`Begun::verifier`]; at least 43 characters.
    pub verifier: String,
}

impl Providers {
    /// With or without addresses of loopback and private networks.
    pub fn new(allows_private: bool) -> Self {
        Self {
            http: OnceLock::new(),
            allows_private,
            documents: Documents::default(),
        }
    }

    fn http(&self) -> Result<&Http, ClientError> {
        let none = || ClientError::Provider("nothing can be called from here".to_owned());
        let http = || push::guarded_client(self.allows_private, ANSWER_DEADLINE).ok();
        self.http.get_or_init(http).as_ref().ok_or_else(none)
    }

    /// An address that may be called; without encryption only where private networks may be called, too.
    fn address(&self, text: &str) -> Result<Url, ClientError> {
        let checked = push::check_address(text, self.allows_private);
        let url = checked.map_err(|_| ClientError::Address(text.to_owned()))?;
        match url.scheme() == "https" || self.allows_private {
            true => Ok(url),
            false => Err(ClientError::Address(text.to_owned())),
        }
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn begin(
        &self,
        provider: &Provider,
        redirect_uri: &str,
        chance: Chance,
        now_ms: i64,
    ) -> Result<Begun, ClientError> {
        let known = self.discovered(&provider.issuer, now_ms).await?;
        let mut address = self.address(&known.authorization_endpoint)?;
        address
            .query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &provider.client_id)
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("scope", &provider.scope)
            .append_pair("state", &chance.state)
            .append_pair("nonce", &chance.nonce)
            .append_pair("code_challenge", &pkce::challenge(&chance.verifier))
            .append_pair("code_challenge_method", "S256");
        Ok(Begun {
            address: address.into(),
            state: chance.state,
            nonce: chance.nonce,
            verifier: chance.verifier,
        })
    }

    /// Ends a sign-in: the value of the claim that names the person.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub async fn finish(
        &self,
        provider: &Provider,
        redirect_uri: &str,
        (code, begun): (&str, &Begun),
        now_ms: i64,
    ) -> Result<String, ClientError> {
        let known = self.discovered(&provider.issuer, now_ms).await?;
        let answer = self.exchange(provider, &known, redirect_uri, (code, &begun.verifier));
        let answer = answer.await?;
        let token = answer.get("id_token").and_then(Value::as_str);
        let token = token.ok_or(ClientError::IdToken("there is none"))?;
        let expected = id_token::Expected {
            issuer: &provider.issuer,
            client_id: &provider.client_id,
            nonce: &begun.nonce,
            now_seconds: now_ms.div_euclid(1_000),
        };
        let keys = self.keys(&known.jwks_uri, now_ms, false).await?;
        let claims = match id_token::checked(token, &keys, &expected) {
            // Keys were replaced since we looked.
            Err(id_token::Wrong::UnknownKey) => {
                let keys = self.keys(&known.jwks_uri, now_ms, true).await?;
                id_token::checked(token, &keys, &expected)
            }
            other => other,
        };
        let claims = claims.map_err(|wrong| ClientError::IdToken(wrong.sentence()))?;
        if claims.contains_key(&provider.claim) {
            return named(&claims, &provider.claim);
        }
        let access_token = answer.get("access_token").and_then(Value::as_str);
        let told = match (&known.userinfo_endpoint, access_token) {
            (Some(address), Some(token)) => self.userinfo(address, token, &claims).await?,
            _ => claims,
        };
        named(&told, &provider.claim)
    }

    /// What the provider tells of a person beside the ID token, which says whom it has to tell of.
    async fn userinfo(
        &self,
        address: &str,
        access_token: &str,
        id_token: &Claims,
    ) -> Result<Claims, ClientError> {
        let request = self.http()?.get(self.address(address)?);
        let answer = self.answer(request.bearer_auth(access_token)).await?;
        let told: Claims = serde_json::from_slice(&answer)
            .map_err(|_| ClientError::Provider("its userinfo is no JSON object".to_owned()))?;
        let subject =
            |claims: &Claims| claims.get("sub").and_then(Value::as_str).map(str::to_owned);
        let meant = subject(id_token);
        match meant.is_some() && subject(&told) == meant {
            true => Ok(told),
            false => Err(ClientError::Provider(
                "its userinfo is of somebody else".to_owned(),
            )),
        }
    }

    async fn exchange(
        &self,
        provider: &Provider,
        known: &Discovered,
        redirect_uri: &str,
        (code, verifier): (&str, &str),
    ) -> Result<Claims, ClientError> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("code_verifier", verifier),
        ];
        let mut request = self.http()?.post(self.address(&known.token_endpoint)?);
        match &provider.client_secret {
            Some(secret) if known.takes_basic() => {
                let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                request = request.basic_auth(encoded(&provider.client_id), Some(encoded(secret)));
            }
            Some(secret) => {
                form.push(("client_id", &provider.client_id));
                form.push(("client_secret", secret));
            }
            None => form.push(("client_id", &provider.client_id)),
        }
        let answer = self.answer(request.form(&form)).await?;
        serde_json::from_slice(&answer)
            .map_err(|_| ClientError::Provider("its tokens are no JSON object".to_owned()))
    }

    /// An answer with status 200, never more of it than allowed.
    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Vec<u8>, ClientError> {
        let unreached =
            |error: reqwest::Error| ClientError::Provider(error.without_url().to_string());
        let mut response = request.send().await.map_err(unreached)?;
        let status = response.status();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreached)? {
            if body.len() + chunk.len() > ANSWER_BYTES_MAX {
                return Err(ClientError::Provider("its answer is too long".to_owned()));
            }
            body.extend_from_slice(&chunk);
        }
        match status == reqwest::StatusCode::OK {
            true => Ok(body),
            false => Err(ClientError::Provider(refusal(status.as_u16(), &body))),
        }
    }
}

/// What a provider said instead of what it was asked for: the status, and the error's name where it gives one.
fn refusal(status: u16, body: &[u8]) -> String {
    #[derive(serde::Deserialize)]
    struct Refused {
        error: String,
    }
    // The characters that RFC 6749 allows in the name of an error: nothing else of a stranger's gets into the log.
    let is_plain = |error: &String| {
        let printable = |byte: u8| matches!(byte, 0x20..=0x7e) && !matches!(byte, b'"' | b'\\');
        (1..=ERROR_NAME_BYTES_MAX).contains(&error.len()) && error.bytes().all(printable)
    };
    let refused = serde_json::from_slice::<Refused>(body).ok();
    match refused.map(|refused| refused.error).filter(is_plain) {
        Some(error) => format!("status {status}, {error}"),
        None => format!("status {status}"),
    }
}

/// The claim that names the person. A mail address counts when the provider does not say that nobody checked it.
fn named(claims: &Claims, claim: &str) -> Result<String, ClientError> {
    let lacks = || ClientError::Claim(claim.to_owned());
    let value = claims.get(claim).and_then(Value::as_str);
    let value = value.filter(|value| !value.is_empty()).ok_or_else(lacks)?;
    if claim == "email" && claims.get("email_verified") == Some(&Value::Bool(false)) {
        return Err(lacks());
    }
    Ok(value.to_owned())
}

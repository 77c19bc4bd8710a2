//! Tokens: issued, kept hashed in the store, known in memory for as long as they live.

use crate::chance;
use crate::limits;
use crate::model::{Holder, Token};
use crate::sealed::Seal;
use endpoint::{Delegation, Issued, TokenRefusal};
use org::{AppKey, Millis, OrgId, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Secret, SecretKind, Store, StoreError};
use subtle::ConstantTimeEq;

/// Secrets of the installation itself, made on first start.
#[derive(Clone)]
pub(crate) struct Keys {
    /// Turns a phone number into a unionId.
    pub(crate) person: [u8; 32],
    /// Turns an app's nonce into its token, so that the token itself is stored nowhere.
    token: [u8; 32],
    /// Seeds the tables of organizations in memory.
    pub(crate) table: u64,
}

#[derive(Serialize, Deserialize)]
struct StoredKeys {
    person: String,
    token: String,
    table: String,
}

/// What is stored of an app beside the organization.
#[derive(Serialize, Deserialize)]
struct AppSecret {
    /// SHA-256 of the secret, which is long and random.
    secret: String,
    /// The secret itself, sealed: it signs calls of the older kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed: Option<String>,
    /// From which the current token is made.
    nonce: String,
    /// When the current token ends.
    token_expires_at: Millis,
}

/// What an app's secret is sealed for.
pub(crate) const SEALED_FOR_APP: &str = "app";

/// A token as it is kept in memory.
#[derive(Clone)]
struct Known {
    token: Token,
    /// When the store last said so.
    seen_at: Millis,
}

impl Known {
    /// Whether it counts without a look at the store.
    fn is_believed(&self, now: Millis) -> bool {
        let is_fresh = || now.0 - self.seen_at.0 < limits::DELEGATION_BELIEVED_MS;
        self.token.expires_at > now && (self.token.delegation.is_none() || is_fresh())
    }
}

#[derive(Serialize, Deserialize)]
struct StoredToken {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    app: Option<AppKey>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<UserId>,
    #[serde(default, skip_serializing_if = "is_zero")]
    session_mark: u64,
    /// What the person granted to the app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<String>>,
    /// The grant of which it is the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grant: Option<String>,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

pub(crate) fn body(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("secrets are plain structs")
}

pub(crate) fn parse<'a, T: Deserialize<'a>>(secret: &'a Secret) -> Result<T, StoreError> {
    serde_json::from_slice(&secret.body)
        .map_err(|error| StoreError::Corrupt(format!("secret {:?}: {error}", secret.kind)))
}

/// Where an app is found by its secret alone.
#[derive(Serialize, Deserialize)]
struct AppOfSecret {
    app: AppKey,
}

/// Tells an app's secret from an app's key among the secrets of apps.
fn by_secret(digest: &str) -> String {
    format!("secret:{digest}")
}

/// An app's secret as it is stored with the entry that creates the app, and the way from the secret to the app.
pub(crate) fn app_secrets(
    org: &OrgId,
    key: &AppKey,
    (secret, sealed): (&str, &str),
) -> [Secret; 2] {
    let digest = chance::digest(secret);
    let of_app = |key: String, body: Vec<u8>| Secret {
        kind: SecretKind::App,
        key,
        org: org.clone(),
        body,
        expires_at: None,
    };
    let app = AppSecret {
        secret: digest.clone(),
        sealed: Some(sealed.to_owned()),
        nonce: String::new(),
        token_expires_at: Millis(0),
    };
    [
        of_app(key.to_string(), body(&app)),
        of_app(by_secret(&digest), body(&AppOfSecret { app: key.clone() })),
    ]
}

impl Keys {
    /// What nobody makes of these texts without the installation's key.
    pub(crate) fn made_of(&self, parts: &[&str]) -> [u8; 32] {
        chance::keyed(&self.token, parts)
    }

    /// The installation's keys; the first node to start makes them.
    pub(crate) async fn open(store: &dyn Store, now: Millis) -> Result<Self, StoreError> {
        const KEY: &str = "keys";
        let made = StoredKeys {
            person: chance::hex(&chance::bytes::<32>()),
            token: chance::hex(&chance::bytes::<32>()),
            table: chance::hex(&chance::bytes::<8>()),
        };
        if store
            .secret(SecretKind::Installation, KEY, now)
            .await?
            .is_none()
        {
            store
                .create_secret(Secret {
                    kind: SecretKind::Installation,
                    key: KEY.to_owned(),
                    org: OrgId::new(""),
                    body: body(&made),
                    expires_at: None,
                })
                .await?;
        }
        // Another node may have been first: what is stored counts.
        let stored = store
            .secret(SecretKind::Installation, KEY, now)
            .await?
            .ok_or_else(|| StoreError::Corrupt("the installation's keys are gone".to_owned()))?;
        let stored: StoredKeys = parse(&stored)?;
        let broken = || StoreError::Corrupt("the installation's keys are damaged".to_owned());
        Ok(Self {
            person: chance::from_hex(&stored.person).ok_or_else(broken)?,
            token: chance::from_hex(&stored.token).ok_or_else(broken)?,
            table: u64::from_be_bytes(chance::from_hex(&stored.table).ok_or_else(broken)?),
        })
    }
}

/// All that concerns tokens.
pub(crate) struct Tokens {
    store: Arc<dyn Store>,
    keys: Keys,
    pub(crate) seal: Seal,
    known: papaya::HashMap<String, Known>,
    /// One issue at a time on this node, so that simultaneous calls of an app get the same token.
    pub(crate) issuing: tokio::sync::Mutex<()>,
}

impl Tokens {
    pub(crate) fn new(store: Arc<dyn Store>, keys: Keys) -> Self {
        Self {
            store,
            seal: Seal::new(&keys.token),
            keys,
            known: papaya::HashMap::new(),
            issuing: tokio::sync::Mutex::new(()),
        }
    }

    pub(crate) fn known(&self, text: &str, now: Millis) -> Option<Token> {
        let known = self.known.pin();
        let known = known.get(text).filter(|known| known.is_believed(now))?;
        Some(known.token.clone())
    }

    /// What memory says of a token when the store says nothing.
    fn remembered(&self, text: &str, now: Millis) -> Option<Token> {
        let known = self.known.pin();
        let token = &known.get(text)?.token;
        (token.expires_at > now).then(|| token.clone())
    }

    pub(crate) async fn find(&self, text: &str, now: Millis) -> Result<Option<Token>, StoreError> {
        if let Some(token) = self.known(text, now) {
            return Ok(Some(token));
        }
        let digest = chance::digest(text);
        let secret = match self.store.secret(SecretKind::Token, &digest, now).await {
            Ok(Some(secret)) => secret,
            Ok(None) => {
                self.known.pin().remove(text);
                return Ok(None);
            }
            // Reads go on for as long as the store is away.
            Err(error) => return self.remembered(text, now).map(Some).ok_or(error),
        };
        let stored: StoredToken = parse(&secret)?;
        let (holder, delegation) = match (stored.app, stored.person, stored.scopes) {
            (Some(app), Some(person), Some(scopes)) => {
                let delegation = Delegation { app, scopes };
                (Holder::Person(person), Some(Arc::new(delegation)))
            }
            (_, Some(person), _) => (Holder::Person(person), None),
            (Some(app), None, _) => (Holder::App(app), None),
            (None, None, _) => return Err(StoreError::Corrupt("a token of nobody".to_owned())),
        };
        let token = Token {
            org: secret.org.clone(),
            holder,
            session_mark: stored.session_mark,
            delegation,
            expires_at: secret.expires_at.unwrap_or(Millis(i64::MAX)),
        };
        self.remember(text, &token, now);
        Ok(Some(token))
    }

    pub(crate) fn remember(&self, text: &str, token: &Token, now: Millis) {
        let known = self.known.pin();
        if known.len() >= limits::TOKENS_KNOWN_MAX {
            known.retain(|_, known| known.token.expires_at > now);
            if known.len() >= limits::TOKENS_KNOWN_MAX {
                known.clear();
            }
        }
        let remembered = Known {
            token: token.clone(),
            seen_at: now,
        };
        known.insert(text.to_owned(), remembered);
    }

    pub(crate) fn forget(&self, text: &str) {
        self.known.pin().remove(text);
    }

    /// The text of the token that a grant has with a nonce.
    pub(crate) fn user_token(&self, grant: &str, nonce: &str) -> String {
        chance::hex(&chance::keyed(&self.keys.token, &["user", grant, nonce])[..16])
    }

    /// The organization of an app that shows its secret; `None` for another secret.
    pub(crate) async fn checked_app(
        &self,
        key: &str,
        secret: &str,
        now: Millis,
    ) -> Result<Option<OrgId>, StoreError> {
        let Some((stored, app)) = self.app_secret(key, now).await? else {
            return Ok(None);
        };
        let given = chance::digest(secret);
        let is_right = bool::from(given.as_bytes().ct_eq(app.secret.as_bytes()));
        Ok(is_right.then_some(stored.org))
    }

    /// The app's secret in clear, where it was stored so that it can be read again, and the app's organization.
    pub(crate) async fn clear_app_secret(
        &self,
        key: &str,
        now: Millis,
    ) -> Result<Option<(OrgId, Option<String>)>, StoreError> {
        let Some((stored, app)) = self.app_secret(key, now).await? else {
            return Ok(None);
        };
        let sealed = app.sealed.as_deref();
        let clear = sealed.and_then(|sealed| self.seal.open(SEALED_FOR_APP, sealed));
        Ok(Some((stored.org, clear)))
    }

    async fn app_secret(
        &self,
        key: &str,
        now: Millis,
    ) -> Result<Option<(Secret, AppSecret)>, StoreError> {
        // Keys are letters and digits; anything else is the place of something else.
        if !key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(None);
        }
        let Some(stored) = self.store.secret(SecretKind::App, key, now).await? else {
            return Ok(None);
        };
        let app = parse(&stored)?;
        Ok(Some((stored, app)))
    }

    pub(crate) async fn issue_for_app(
        &self,
        key: &str,
        secret: &str,
        now: Millis,
    ) -> Result<Issued, TokenRefusal> {
        let busy = |error: StoreError| {
            tracing::warn!(%error, "no token could be issued");
            TokenRefusal::Busy
        };
        let _one_at_a_time = self.issuing.lock().await;
        let found = self.app_secret(key, now).await.map_err(busy)?;
        let (stored, mut app) = found.ok_or(TokenRefusal::WrongSecret)?;
        let given = chance::digest(secret);
        if !bool::from(given.as_bytes().ct_eq(app.secret.as_bytes())) {
            return Err(TokenRefusal::WrongSecret);
        }
        if app.token_expires_at <= now {
            app.nonce = chance::hex(&chance::bytes::<16>());
        }
        let expires_at = Millis(now.0 + limits::TOKEN_SECONDS as i64 * 1_000);
        app.token_expires_at = expires_at;
        let text = chance::hex(&chance::keyed(&self.keys.token, &["app", key, &app.nonce])[..16]);
        let holder = Holder::App(AppKey::new(key));
        let token = Token {
            org: stored.org.clone(),
            holder,
            session_mark: 0,
            delegation: None,
            expires_at,
        };
        self.keep(&text, &token, None).await.map_err(busy)?;
        let renewed = Secret {
            body: body(&app),
            ..stored
        };
        self.store.put_secret(renewed).await.map_err(busy)?;
        self.remember(&text, &token, now);
        Ok(Issued {
            token: text,
            expires_in: limits::TOKEN_SECONDS,
            org: token.org,
        })
    }

    /// The app that has this secret.
    pub(crate) async fn app_by_secret(
        &self,
        secret: &str,
        now: Millis,
    ) -> Result<Option<AppKey>, TokenRefusal> {
        let key = by_secret(&chance::digest(secret));
        let found = self.store.secret(SecretKind::App, &key, now).await;
        let Some(found) = found.map_err(|_| TokenRefusal::Busy)? else {
            return Ok(None);
        };
        let found: AppOfSecret = parse(&found).map_err(|_| TokenRefusal::Busy)?;
        Ok(Some(found.app))
    }

    pub(crate) async fn issue_for_person(
        &self,
        org: &OrgId,
        userid: &UserId,
        session_mark: u64,
        now: Millis,
    ) -> Result<Issued, StoreError> {
        let text = chance::hex(&chance::bytes::<16>());
        let expires_at = Millis(now.0 + limits::TOKEN_SECONDS as i64 * 1_000);
        let token = Token {
            org: org.clone(),
            holder: Holder::Person(userid.clone()),
            session_mark,
            delegation: None,
            expires_at,
        };
        self.keep(&text, &token, None).await?;
        self.remember(&text, &token, now);
        Ok(Issued {
            token: text,
            expires_in: limits::TOKEN_SECONDS,
            org: org.clone(),
        })
    }

    /// The app and the grant of a token that an app has for a person; `None` for any other token.
    pub(crate) async fn grant_of(
        &self,
        text: &str,
        now: Millis,
    ) -> Result<Option<(AppKey, String)>, StoreError> {
        let digest = chance::digest(text);
        let Some(secret) = self.store.secret(SecretKind::Token, &digest, now).await? else {
            return Ok(None);
        };
        let stored: StoredToken = parse(&secret)?;
        Ok(stored.app.zip(stored.grant))
    }

    /// Stores a token, of a grant if it is one's.
    pub(crate) async fn keep(
        &self,
        text: &str,
        token: &Token,
        grant: Option<&str>,
    ) -> Result<(), StoreError> {
        let through = token.delegation.as_deref();
        let (app, person) = match &token.holder {
            Holder::App(key) => (Some(key.clone()), None),
            Holder::Person(id) => (through.map(|through| through.app.clone()), Some(id.clone())),
        };
        let stored = StoredToken {
            app,
            person,
            session_mark: token.session_mark,
            scopes: through.map(|through| through.scopes.clone()),
            grant: grant.map(str::to_owned),
        };
        self.store
            .put_secret(Secret {
                kind: SecretKind::Token,
                key: chance::digest(text),
                org: token.org.clone(),
                body: body(&stored),
                expires_at: Some(token.expires_at),
            })
            .await
    }
}

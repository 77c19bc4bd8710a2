//! What signs ID tokens: keys of the installation, made when they are first needed, replaced in time and published before they sign.

use crate::limits::{KEY_LEADS_MS, KEY_SIGNS_MS, KEYS_BELIEVED_MS, KEYS_MAX};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use engine::Engine;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use org::Millis;
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey};
use rsa::traits::PublicKeyParts;
use rsa::{PrivateKey, pkcs1};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use store::StoreError;
use tokio::sync::Mutex;

const NAME: &str = "signing keys";
const BITS: usize = 2_048;

/// Why nothing can be signed.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key cannot be made or read.
    #[error("a signing key: {0}")]
    Key(String),
}

impl From<pkcs1::Error> for KeyError {
    fn from(error: pkcs1::Error) -> Self {
        Self::Key(error.to_string())
    }
}

/// A key as it is stored, sealed.
#[derive(Clone, Serialize, Deserialize)]
struct StoredKey {
    id: String,
    made_at: Millis,
    /// PKCS #1, in Base64.
    private: String,
}

/// A key, ready for use.
#[derive(Clone)]
pub(crate) struct SigningKey {
    id: String,
    signs: EncodingKey,
    public: Value,
}

impl SigningKey {
    /// From PKCS #1 in Base64.
    fn opened(id: &str, private: &str) -> Result<Self, KeyError> {
        let der = BASE64_STANDARD
            .decode(private)
            .map_err(|error| KeyError::Key(error.to_string()))?;
        let key = PrivateKey::from_pkcs1_der(&der)?;
        let number = |bytes: Box<[u8]>| {
            let digits = bytes.iter().skip_while(|byte| **byte == 0).copied();
            BASE64_URL_SAFE_NO_PAD.encode(digits.collect::<Vec<u8>>())
        };
        Ok(Self {
            id: id.to_owned(),
            public: json!({
                "kty": "RSA",
                "use": "sig",
                "alg": "RS256",
                "kid": id,
                "n": number(key.n().to_be_bytes()),
                "e": number(key.e().to_be_bytes()),
            }),
            signs: EncodingKey::from_rsa_der(&der),
        })
    }

    pub(crate) fn sign(&self, claims: &Value) -> Result<String, KeyError> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, claims, &self.signs)
            .map_err(|error| KeyError::Key(error.to_string()))
    }
}

#[cfg(test)]
impl SigningKey {
    /// A new key.
    pub(crate) fn draw(id: &str) -> Result<Self, KeyError> {
        Self::opened(id, &draw()?)
    }

    /// Another key under this name.
    pub(crate) fn named(id: &str, other: &Self) -> Self {
        Self {
            id: id.to_owned(),
            ..other.clone()
        }
    }

    pub(crate) fn public(&self) -> &Value {
        &self.public
    }
}

/// A key and since when there is it.
type Aged = (Millis, SigningKey);

/// Keys as the store had them a moment ago, the newest first.
struct Seen {
    keys: Arc<Vec<Aged>>,
    at: Millis,
}

/// The installation's signing keys.
pub struct Keys {
    engine: Engine,
    seen: Mutex<Option<Seen>>,
}

impl Keys {
    /// Keys are read or made when they are first needed.
    pub fn new(engine: Engine) -> Self {
        Self {
            engine,
            seen: Mutex::new(None),
        }
    }

    /// The public halves, as a JSON Web Key Set: also of the key that signs next, and of those whose tokens may still be shown.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub async fn published(&self) -> Result<Value, KeyError> {
        let keys = self.current().await?;
        let public: Vec<&Value> = keys.iter().map(|(_, key)| &key.public).collect();
        Ok(json!({ "keys": public }))
    }

    /// Signs claims.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub async fn sign(&self, claims: &Value) -> Result<String, KeyError> {
        let keys = self.current().await?;
        let now = self.engine.now();
        // A new key leads for a while before it signs: clients have read it by then.
        let is_known = |(made_at, _): &&Aged| now.0 - made_at.0 >= KEY_LEADS_MS;
        let key = keys.iter().find(is_known).or_else(|| keys.last());
        let (_, key) = key.ok_or_else(|| KeyError::Key("there is none".to_owned()))?;
        key.sign(claims)
    }

    /// Keys that count now; makes one where there is none or the newest has signed for long.
    async fn current(&self) -> Result<Arc<Vec<Aged>>, KeyError> {
        let mut seen = self.seen.lock().await;
        let now = self.engine.now();
        if let Some(seen) = &*seen
            && now.0 - seen.at.0 < KEYS_BELIEVED_MS
        {
            return Ok(seen.keys.clone());
        }
        let stored = self.read().await?;
        let is_due = |key: &StoredKey| now.0 - key.made_at.0 >= KEY_SIGNS_MS;
        let stored = match stored.first() {
            Some(newest) if !is_due(newest) => stored,
            _ => self.renew(stored).await?,
        };
        let opened =
            |key: &StoredKey| Ok((key.made_at, SigningKey::opened(&key.id, &key.private)?));
        let keys = stored
            .iter()
            .map(opened)
            .collect::<Result<Vec<_>, KeyError>>()?;
        let keys = Arc::new(keys);
        *seen = Some(Seen {
            keys: keys.clone(),
            at: now,
        });
        Ok(keys)
    }

    async fn read(&self) -> Result<Vec<StoredKey>, KeyError> {
        let Some(sealed) = self.engine.installation_secret(NAME).await? else {
            return Ok(Vec::new());
        };
        let broken = || KeyError::Key("what is stored cannot be read".to_owned());
        let text = self.engine.unseal(NAME, &sealed).ok_or_else(broken)?;
        serde_json::from_str(&text).map_err(|_| broken())
    }

    /// Puts a new key in front. Of two nodes that do so at once, the later one counts: the other one's key has signed nothing.
    async fn renew(&self, mut keys: Vec<StoredKey>) -> Result<Vec<StoredKey>, KeyError> {
        let made = tokio::task::spawn_blocking(draw).await;
        let private = made.map_err(|error| KeyError::Key(error.to_string()))??;
        let is_first = keys.is_empty();
        let id = &self.engine.digest(&private)[..16];
        keys.insert(
            0,
            StoredKey {
                id: id.to_owned(),
                made_at: self.engine.now(),
                private,
            },
        );
        keys.truncate(KEYS_MAX);
        let text = serde_json::to_string(&keys).expect("they are plain structs");
        let sealed = self.engine.seal(NAME, &text);
        if is_first {
            // Whoever was first signs at once, and everybody with the same key.
            self.engine.create_installation_secret(NAME, sealed).await?;
        } else {
            self.engine.put_installation_secret(NAME, sealed).await?;
        }
        self.read().await
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a key of the installation is drawn, once in a long time"
)]
fn draw() -> Result<String, KeyError> {
    let key = PrivateKey::new(&mut rand::rng(), BITS);
    let key = key.map_err(|error| KeyError::Key(error.to_string()))?;
    let der = key.to_pkcs1_der()?;
    Ok(BASE64_STANDARD.encode(der.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Clock;
    use jsonwebtoken::{DecodingKey, Validation};
    use std::sync::atomic::{AtomicI64, Ordering};
    use store::MemoryStore;

    struct SetClock(AtomicI64);

    impl Clock for SetClock {
        fn now(&self) -> Millis {
            Millis(self.0.load(Ordering::Relaxed))
        }
    }

    impl SetClock {
        fn forward(&self, ms: i64) {
            self.0.fetch_add(ms, Ordering::Relaxed);
        }
    }

    async fn node(store: &Arc<MemoryStore>, clock: &Arc<SetClock>) -> Keys {
        let settings = engine::Settings::default();
        let engine = Engine::start(store.clone(), clock.clone(), settings).await;
        Keys::new(engine.expect("a store in memory answers"))
    }

    fn ids(published: &Value) -> Vec<String> {
        let keys = published["keys"].as_array().expect("a list");
        let ids = keys.iter().map(|key| key["kid"].as_str().expect("a text"));
        ids.map(str::to_owned).collect()
    }

    /// The id of the key that signs, which is published and fits.
    async fn signs(keys: &Keys) -> String {
        let token = keys.sign(&json!({"sub": "1"})).await.expect("it signs");
        let header = jsonwebtoken::decode_header(&token).expect("it is a token");
        let id = header.kid.expect("it names its key");
        let published = keys.published().await.expect("they are there");
        let all = published["keys"].as_array().expect("a list");
        let key = all.iter().find(|key| key["kid"] == id.as_str());
        let key = serde_json::from_value(key.expect("it is published").clone());
        let key = DecodingKey::from_jwk(&key.expect("it is a key")).expect("it is a key");
        let mut validation = Validation::new(Algorithm::RS256);
        validation.validate_exp = false;
        validation.required_spec_claims.clear();
        jsonwebtoken::decode::<Value>(&token, &key, &validation).expect("it fits");
        id
    }

    #[tokio::test]
    async fn a_key_is_replaced_in_time_and_published_before_it_signs() {
        let clock = Arc::new(SetClock(AtomicI64::new(1_767_323_045_000)));
        let store = Arc::new(MemoryStore::new());
        let keys = node(&store, &clock).await;
        let first = signs(&keys).await;
        assert_eq!(
            ids(&keys.published().await.expect("there")),
            [first.as_str()]
        );
        // Another node, and the same after a restart.
        let other = node(&store, &clock).await;
        assert_eq!(signs(&other).await, first);
        clock.forward(KEY_SIGNS_MS);
        assert_eq!(signs(&keys).await, first, "nobody knows the new one yet");
        let published = ids(&keys.published().await.expect("there"));
        assert_eq!(published.len(), 2);
        assert_eq!(published[1], first);
        clock.forward(KEY_LEADS_MS);
        assert_eq!(signs(&keys).await, published[0]);
        assert_eq!(signs(&other).await, published[0]);
        let still = ids(&keys.published().await.expect("there"));
        assert_eq!(still, published, "tokens of the old one may still be shown");
    }

    #[tokio::test]
    async fn keys_do_not_lie_open_in_the_store() {
        let clock = Arc::new(SetClock(AtomicI64::new(1_767_323_045_000)));
        let store = Arc::new(MemoryStore::new());
        let keys = node(&store, &clock).await;
        signs(&keys).await;
        let engine = &keys.engine;
        let sealed = engine.installation_secret(NAME).await.expect("it answers");
        let sealed = sealed.expect("it is there");
        assert!(!sealed.contains("private"));
        assert!(engine.unseal(NAME, &sealed).is_some());
        assert!(engine.unseal("another", &sealed).is_none());
    }
}

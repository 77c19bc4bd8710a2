//! What signs ID tokens: keys of the installation, made when they are first needed, replaced in time and published before they sign.

use crate::limits::{KEY_LEADS_MS, KEY_SIGNS_MS, KEYS_BELIEVED_MS, KEYS_MAX};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
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
struct Key {
    id: String,
    made_at: Millis,
    signs: EncodingKey,
    public: Value,
}

/// Keys as the store had them a moment ago, the newest first.
struct Seen {
    keys: Arc<Vec<Key>>,
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
        let public: Vec<&Value> = keys.iter().map(|key| &key.public).collect();
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
        let is_known = |key: &&Key| now.0 - key.made_at.0 >= KEY_LEADS_MS;
        let key = keys.iter().find(is_known).or_else(|| keys.last());
        let key = key.ok_or_else(|| KeyError::Key("there is none".to_owned()))?;
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(key.id.clone());
        jsonwebtoken::encode(&header, claims, &key.signs)
            .map_err(|error| KeyError::Key(error.to_string()))
    }

    /// Keys that count now; makes one where there is none or the newest has signed for long.
    async fn current(&self) -> Result<Arc<Vec<Key>>, KeyError> {
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
        let keys = stored.iter().map(opened).collect::<Result<Vec<_>, _>>()?;
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
        let made = tokio::task::spawn_blocking(make).await;
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
fn make() -> Result<String, KeyError> {
    let key = PrivateKey::new(&mut rand::rng(), BITS);
    let key = key.map_err(|error| KeyError::Key(error.to_string()))?;
    let der = key.to_pkcs1_der()?;
    Ok(base64::prelude::BASE64_STANDARD.encode(der.as_bytes()))
}

fn opened(stored: &StoredKey) -> Result<Key, KeyError> {
    let der = base64::prelude::BASE64_STANDARD
        .decode(&stored.private)
        .map_err(|error| KeyError::Key(error.to_string()))?;
    let key = PrivateKey::from_pkcs1_der(&der)?;
    let number = |bytes: Box<[u8]>| {
        let digits = bytes.iter().skip_while(|byte| **byte == 0).copied();
        BASE64_URL_SAFE_NO_PAD.encode(digits.collect::<Vec<u8>>())
    };
    Ok(Key {
        id: stored.id.clone(),
        made_at: stored.made_at,
        public: json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": stored.id,
            "n": number(key.n().to_be_bytes()),
            "e": number(key.e().to_be_bytes()),
        }),
        signs: EncodingKey::from_rsa_der(&der),
    })
}

//! What providers publish: their description and their keys, read again after a while.

use super::{ClientError, Providers};
use crate::limits::{DOCUMENT_BELIEVED_MS, DOCUMENTS_MAX, KEYS_ASKED_AGAIN_MS};
use jsonwebtoken::jwk::Jwk;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a provider says of itself.
#[derive(Debug, Deserialize)]
pub(super) struct Discovered {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    pub(super) userinfo_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

impl Discovered {
    /// Whether the secret goes into the header, as it does where nothing is said.
    pub(super) fn takes_basic(&self) -> bool {
        let methods = &self.token_endpoint_auth_methods_supported;
        methods.is_empty() || methods.iter().any(|method| method == "client_secret_basic")
    }
}

/// A document and when it was read.
type Read<T> = (i64, Arc<T>);

/// Documents as they were read last, by their address.
#[derive(Default)]
pub(super) struct Documents {
    discovered: Mutex<BTreeMap<String, Read<Discovered>>>,
    keys: Mutex<BTreeMap<String, Read<Vec<Jwk>>>>,
}

/// What was read less than so long ago.
fn known<T>(
    documents: &Mutex<BTreeMap<String, Read<T>>>,
    address: &str,
    since: i64,
) -> Option<Arc<T>> {
    let documents = documents.lock().unwrap_or_else(PoisonError::into_inner);
    let (at, document) = documents.get(address)?;
    (*at > since).then(|| document.clone())
}

fn keep<T>(
    documents: &Mutex<BTreeMap<String, Read<T>>>,
    address: &str,
    now_ms: i64,
    document: T,
) -> Arc<T> {
    let mut documents = documents.lock().unwrap_or_else(PoisonError::into_inner);
    if documents.len() >= DOCUMENTS_MAX {
        documents.clear();
    }
    let document = Arc::new(document);
    documents.insert(address.to_owned(), (now_ms, document.clone()));
    document
}

impl Providers {
    /// What the provider says of itself. It has to be the one that it says it is.
    pub(super) async fn discovered(
        &self,
        issuer: &str,
        now_ms: i64,
    ) -> Result<Arc<Discovered>, ClientError> {
        let since = now_ms - DOCUMENT_BELIEVED_MS;
        if let Some(known) = known(&self.documents.discovered, issuer, since) {
            return Ok(known);
        }
        let base = issuer.trim_end_matches('/');
        let address = self.address(&format!("{base}/.well-known/openid-configuration"))?;
        let answer = self.answer(self.http()?.get(address)).await?;
        let found: Discovered = serde_json::from_slice(&answer).map_err(|_| {
            ClientError::Provider("its description lacks what is needed".to_owned())
        })?;
        if found.issuer != issuer {
            let told = "its description names another issuer".to_owned();
            return Err(ClientError::Provider(told));
        }
        Ok(keep(&self.documents.discovered, issuer, now_ms, found))
    }

    /// The provider's keys. Somebody may make up key ids: asked again at once they are read once in a while.
    pub(super) async fn keys(
        &self,
        address: &str,
        now_ms: i64,
        again: bool,
    ) -> Result<Arc<Vec<Jwk>>, ClientError> {
        let believed_ms = match again {
            true => KEYS_ASKED_AGAIN_MS,
            false => DOCUMENT_BELIEVED_MS,
        };
        if let Some(known) = known(&self.documents.keys, address, now_ms - believed_ms) {
            return Ok(known);
        }
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<Value>,
        }
        let url = self.address(address)?;
        let answer = self.answer(self.http()?.get(url)).await?;
        let set: Set = serde_json::from_slice(&answer)
            .map_err(|_| ClientError::Provider("its keys are no key set".to_owned()))?;
        // Keys of kinds that nobody here knows are not ours to read.
        let keys = set
            .keys
            .into_iter()
            .filter_map(|key| serde_json::from_value(key).ok());
        let keys: Vec<Jwk> = keys.collect();
        Ok(keep(&self.documents.keys, address, now_ms, keys))
    }
}

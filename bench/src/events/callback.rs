//! A receiver of callbacks that counts them.

use super::PATIENCE;
use aes::Aes256;
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::time::Instant;

const TOKEN: &str = "bench";
/// Any 32 bytes.
const KEY: [u8; 32] = *b"0123456789abcdef0123456789abcdef";
const TIMESTAMP: &str = "1767323045000";
const NONCE: &str = "bench";
/// The text is filled up to a multiple of so many bytes.
const PADDED_TO_BYTES: usize = 32;

struct Inner {
    /// The same each time: whoever asked checks signature and text alone.
    success: String,
    /// When each request came, the first question among them.
    arrivals: Mutex<Vec<Instant>>,
    bell: Notify,
    is_dead: AtomicBool,
}

/// Listens until this goes.
pub struct Receiver {
    inner: Arc<Inner>,
    url: String,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The encrypted, signed `success` that tells that a callback was taken.
fn success(corp_id: &str) -> Result<String> {
    const SUCCESS: &[u8] = b"success";
    let mut text = [b'r'; 16].to_vec();
    text.extend_from_slice(&(SUCCESS.len() as u32).to_be_bytes());
    text.extend_from_slice(SUCCESS);
    text.extend_from_slice(corp_id.as_bytes());
    let filling = PADDED_TO_BYTES - text.len() % PADDED_TO_BYTES;
    text.resize(text.len() + filling, filling as u8);
    let initial: [u8; 16] = KEY[..16].try_into()?;
    let cipher = cbc::Encryptor::<Aes256>::new(&KEY.into(), &initial.into());
    let encrypt = STANDARD.encode(cipher.encrypt_padded_vec::<NoPadding>(&text));
    let mut parts = [TOKEN, TIMESTAMP, NONCE, encrypt.as_str()];
    parts.sort_unstable();
    let digest = Sha1::digest(parts.concat());
    let signature: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let answer = json!({
        "msg_signature": signature, "timeStamp": TIMESTAMP, "nonce": NONCE, "encrypt": encrypt,
    });
    Ok(answer.to_string())
}

async fn take(State(inner): State<Arc<Inner>>, _body: String) -> Response {
    if inner.is_dead.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
    let mut arrivals = inner
        .arrivals
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    arrivals.push(Instant::now());
    drop(arrivals);
    inner.bell.notify_waiters();
    ([(CONTENT_TYPE, "application/json")], inner.success.clone()).into_response()
}

impl Receiver {
    /// Listens on loopback for an organization's events.
    pub async fn start(corp_id: &str) -> Result<Self> {
        let inner = Arc::new(Inner {
            success: success(corp_id)?,
            arrivals: Mutex::default(),
            bell: Notify::new(),
            is_dead: AtomicBool::new(false),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/hook", listener.local_addr()?);
        let router = Router::new()
            .route("/hook", post(take))
            .with_state(inner.clone());
        let serving = tokio::spawn(async move {
            // It ends with the task.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            inner,
            url,
            serving,
        })
    }

    /// What an app registers to be told of one kind of event.
    pub fn registration(&self, kind: &str) -> Value {
        let key = STANDARD.encode(KEY);
        let key = key.trim_end_matches('=');
        json!({"call_back_tag": [kind], "token": TOKEN, "aes_key": key, "url": self.url})
    }

    /// From now on nothing is answered.
    pub fn die(&self) {
        self.inner.is_dead.store(true, Ordering::Relaxed);
    }

    /// How many requests came so far.
    pub fn count(&self) -> u64 {
        let arrivals = self.inner.arrivals.lock();
        arrivals.unwrap_or_else(PoisonError::into_inner).len() as u64
    }

    fn arrival(&self, count: u64) -> Option<Instant> {
        let arrivals = self.inner.arrivals.lock();
        let arrivals = arrivals.unwrap_or_else(PoisonError::into_inner);
        arrivals.get(count as usize - 1).copied()
    }

    /// When so many requests had come.
    pub async fn wait_for(&self, count: u64) -> Result<Instant> {
        let arrived = async {
            loop {
                let rung = self.inner.bell.notified();
                if let Some(time) = self.arrival(count) {
                    return time;
                }
                rung.await;
            }
        };
        let arrived = tokio::time::timeout(PATIENCE, arrived).await;
        arrived.with_context(|| format!("{} of {count} callbacks came", self.count()))
    }
}

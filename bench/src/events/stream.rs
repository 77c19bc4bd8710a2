//! A client of Stream that notes when events arrive.

use super::{App, PATIENCE};
use crate::load::Connection;
use anyhow::{Context, Result};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

/// Opens a connection for all events of an app.
pub async fn connect(address: &str, app: &App) -> Result<WebSocketStream<TcpStream>> {
    let body = json!({
        "clientId": app.key,
        "clientSecret": app.secret,
        "subscriptions": [{"type": "EVENT", "topic": "*"}],
        "ua": "bench",
    });
    let mut connection = Connection::open(address).await?;
    let path = "/v1.0/gateway/connections/open";
    let opened: Value =
        serde_json::from_slice(connection.post(path, "", &body.to_string()).await?)?;
    let endpoint = opened["endpoint"].as_str().context("an endpoint")?;
    let ticket = opened["ticket"].as_str().context("a ticket")?;
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let url = format!("{endpoint}?ticket={ticket}");
    Ok(tokio_tungstenite::client_async(url, stream).await?.0)
}

/// When the event of each person arrived.
#[derive(Default)]
struct Arrivals {
    times: Mutex<HashMap<String, Instant>>,
    bell: Notify,
}

/// A connection that is listened to until this goes.
pub struct Listener {
    arrivals: Arc<Arrivals>,
    listening: tokio::task::JoinHandle<()>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Listener {
    /// Opens a connection and answers whatever comes.
    pub async fn open(address: &str, app: &App) -> Result<Self> {
        let mut socket = connect(address, app).await?;
        let arrivals = Arc::new(Arrivals::default());
        let noting = arrivals.clone();
        let listening = tokio::spawn(async move {
            while let Some(Ok(message)) = socket.next().await {
                let Message::Text(text) = message else {
                    continue;
                };
                let now = Instant::now();
                let Ok(frame) = serde_json::from_str::<Value>(&text) else {
                    continue;
                };
                let answer = noting.note(&frame, now);
                if socket.send(Message::text(answer)).await.is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            arrivals,
            listening,
        })
    }

    /// When the event that tells of a new person arrived.
    pub async fn wait_for(&self, userid: &str) -> Result<Instant> {
        let arrived = async {
            loop {
                let rung = self.arrivals.bell.notified();
                if let Some(time) = self.arrivals.time_of(userid) {
                    return time;
                }
                rung.await;
            }
        };
        let arrived = tokio::time::timeout(PATIENCE, arrived).await;
        arrived.with_context(|| format!("the event of {userid} was lost"))
    }
}

impl Arrivals {
    fn time_of(&self, userid: &str) -> Option<Instant> {
        let times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        times.get(userid).copied()
    }

    /// Notes what a frame tells and says what to answer.
    fn note(&self, frame: &Value, now: Instant) -> String {
        let mut answered = json!({"status": "SUCCESS"}).to_string();
        if frame["type"] == "EVENT" {
            let told: Value = serde_json::from_str(frame["data"].as_str().unwrap_or_default())
                .unwrap_or_default();
            let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
            for userid in told["userId"].as_array().into_iter().flatten() {
                let userid = userid.as_str().unwrap_or_default().to_owned();
                times.entry(userid).or_insert(now);
            }
            drop(times);
            self.bell.notify_waiters();
        } else if let Some(data) = frame["data"].as_str() {
            data.clone_into(&mut answered);
        }
        json!({
            "code": 200,
            "headers": {
                "contentType": "application/json",
                "messageId": frame["headers"]["messageId"],
            },
            "message": "OK",
            "data": answered,
        })
        .to_string()
    }
}

//! Stream connections on their way in: a ticket, and the change of protocol.

use crate::Gate;
use crate::answer::{self, Answer};
use crate::input;
use engine::StreamTicket;
use http::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use push::stream;
use serde_json::json;

fn told(status: StatusCode, sentence: &str) -> Answer {
    let body = json!({ "status": sentence }).to_string();
    answer::page(status, "application/json", body)
}

/// Whether a header names something among others.
fn names(head: &Parts, header: &http::HeaderName, wanted: &str) -> bool {
    let values = head.headers.get_all(header).iter();
    let mut texts = values.filter_map(|value| value.to_str().ok());
    texts.any(|text| {
        let mut parts = text.split(',');
        parts.any(|part| part.trim().eq_ignore_ascii_case(wanted))
    })
}

impl Gate {
    /// Begins a Stream connection.
    pub(crate) async fn connect(&self, head: &Parts) -> Answer {
        let key = head.headers.get(SEC_WEBSOCKET_KEY);
        let is_version_13 = head
            .headers
            .get(SEC_WEBSOCKET_VERSION)
            .is_some_and(|version| version == "13");
        let upgrade = head.extensions.get::<OnUpgrade>().cloned();
        let is_asked = head.method == Method::GET
            && names(head, &UPGRADE, "websocket")
            && names(head, &CONNECTION, "upgrade");
        let (true, true, Some(key), Some(upgrade)) = (is_asked, is_version_13, key, upgrade) else {
            return told(
                StatusCode::BAD_REQUEST,
                "a Stream connection is a WebSocket (version 13) over HTTP/1.1",
            );
        };
        let query = input::parameters(head.uri.query().unwrap_or_default()).unwrap_or_default();
        let text = query.get("ticket").and_then(|text| text.as_str());
        let ticket = match text.filter(|text| text.len() <= crate::limits::TOKEN_BYTES_MAX) {
            None => None,
            Some(text) => match self.engine.take_stream_ticket(text).await {
                Ok(ticket) => ticket,
                Err(error) => {
                    tracing::warn!(%error, "a Stream ticket could not be looked up");
                    return told(StatusCode::SERVICE_UNAVAILABLE, "try again later");
                }
            },
        };
        let unknown = "the ticket is unknown, used or expired; ask for another";
        let Some(ticket) = ticket else {
            return told(StatusCode::UNAUTHORIZED, unknown);
        };
        match self.take_in(ticket, upgrade).await {
            Err((status, sentence)) => told(status, sentence),
            Ok(()) => switching(key),
        }
    }

    /// Serves the connection as soon as the protocol has changed.
    async fn take_in(
        &self,
        ticket: StreamTicket,
        upgrade: OnUpgrade,
    ) -> Result<(), (StatusCode, &'static str)> {
        let org = self.engine.org(&ticket.org).await;
        let org = org.map_err(|_| (StatusCode::SERVICE_UNAVAILABLE, "try again later"))?;
        let app = org.app(ticket.app.as_str()).filter(|app| !app.disabled);
        let app = app.ok_or((StatusCode::UNAUTHORIZED, "the app is switched off"))?;
        let place = self.outbound.hub.enter(&ticket.app, ticket.wants_events);
        let too_many = "there are too many Stream connections; try again later";
        let place = place.ok_or((StatusCode::SERVICE_UNAVAILABLE, too_many))?;
        let (engine, app_id) = (self.engine.clone(), app.agent_id.to_string());
        tokio::spawn(async move {
            match upgrade.await {
                Ok(upgraded) => {
                    let now = move || engine.now();
                    stream::serve(TokioIo::new(upgraded), place, app_id, now).await;
                }
                Err(error) => tracing::debug!(%error, "a Stream connection did not begin"),
            }
        });
        Ok(())
    }
}

fn switching(key: &HeaderValue) -> Answer {
    let mut answer = answer::page(
        StatusCode::SWITCHING_PROTOCOLS,
        "application/json",
        String::new(),
    );
    let headers = answer.headers_mut();
    headers.clear();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    let accept = stream::accept_key(key.as_bytes());
    if let Ok(accept) = HeaderValue::from_str(&accept) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    answer
}

//! One Stream connection, from its first ping to its end.

use crate::limits;
use crate::receiver::{Failure, FailureKind};
use crate::stream::frame;
use crate::stream::hub::{Awaited, Delivered, Order, Place};
use endpoint::Millis;
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use std::collections::BTreeMap;
use std::future::Future;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::oneshot;
use tokio::time::{Instant, Interval, MissedTickBehavior};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

/// An event that the client has not answered.
struct Unanswered {
    reply: oneshot::Sender<Delivered>,
    until: Instant,
    _awaited: Awaited,
}

struct Connection<S> {
    socket: WebSocketStream<S>,
    place: Place,
    /// What frames call the app.
    app_id: String,
    now: Box<dyn Fn() -> Millis + Send>,
    next_message: u64,
    unanswered: BTreeMap<String, Unanswered>,
    /// Pings since the last answer to one.
    pings: u32,
}

/// What happens next on a connection.
enum Step {
    Received(Option<Result<Message, Error>>),
    Order(Order),
    Ping,
    Check,
    Ending,
}

/// Why a connection ends.
#[derive(Debug)]
enum End {
    /// The client, or the network.
    Gone,
    /// The client does not read or does not answer.
    Silent,
    /// This node.
    Ending,
}

/// What a handshake answers to a client's key.
pub fn accept_key(key: &[u8]) -> String {
    derive_accept_key(key)
}

/// Serves a connection whose handshake is done, until either side ends it.
pub async fn serve<S>(
    socket: S,
    place: Place,
    app_id: String,
    now: impl Fn() -> Millis + Send + 'static,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let config = WebSocketConfig::default()
        .read_buffer_size(limits::STREAM_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(2 * limits::FRAME_BYTES)
        .max_message_size(Some(limits::FRAME_BYTES))
        .max_frame_size(Some(limits::FRAME_BYTES));
    let socket = WebSocketStream::from_raw_socket(socket, Role::Server, Some(config)).await;
    let mut connection = Connection {
        socket,
        place,
        app_id,
        now: Box::new(now),
        next_message: 0,
        unanswered: BTreeMap::new(),
        pings: 0,
    };
    let end = connection.run().await;
    tracing::debug!(?end, app = connection.app_id, "a Stream connection ended");
    // Whoever still waits for an answer hears that the connection was lost.
    let _ = within(connection.socket.close(None)).await;
}

/// A client that does not read is given up.
async fn within<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, End> {
    match tokio::time::timeout(limits::STREAM_WRITE_TIMEOUT, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(End::Silent),
    }
}

fn refused(kind: FailureKind, why: &str) -> Delivered {
    Delivered::Refused(Failure::new(kind, why))
}

fn every(period: std::time::Duration) -> Interval {
    let mut interval = tokio::time::interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Connection<S> {
    async fn run(&mut self) -> End {
        let mut ping = every(limits::STREAM_PING_INTERVAL);
        let mut check = every(limits::STREAM_CHECK_INTERVAL);
        let mut ends_at: Option<Instant> = None;
        loop {
            let has_room = ends_at.is_none() && self.unanswered.len() < limits::STREAM_WINDOW;
            let is_over = ends_at.is_some_and(|at| Instant::now() >= at);
            if is_over || (ends_at.is_some() && self.unanswered.is_empty()) {
                return End::Ending;
            }
            let (orders, ending) = (&mut self.place.orders, &mut self.place.ending);
            // The hub outlives its places.
            let ending = async { drop(ending.wait_for(|ending| *ending).await) };
            let step = tokio::select! {
                message = self.socket.next() => Step::Received(message),
                Some(order) = orders.recv(), if has_room => Step::Order(order),
                _ = ping.tick() => Step::Ping,
                _ = check.tick() => Step::Check,
                () = ending, if ends_at.is_none() => Step::Ending,
            };
            let done = match step {
                Step::Received(message) => self.received(message),
                Step::Order(order) => self.send_event(order).await,
                Step::Ping => self.send_ping().await,
                Step::Check => {
                    self.expire();
                    Ok(())
                }
                Step::Ending => {
                    ends_at = Some(Instant::now() + limits::STREAM_END_TIMEOUT);
                    self.place.close();
                    let reason = json!({ "reason": "connection is expired" });
                    self.send_system("disconnect", reason).await
                }
            };
            if let Err(end) = done {
                return end;
            }
        }
    }

    fn received(&mut self, message: Option<Result<Message, Error>>) -> Result<(), End> {
        let text = match message {
            None | Some(Err(_) | Ok(Message::Close(_))) => return Err(End::Gone),
            Some(Ok(Message::Text(text))) => text,
            // Pings are answered by the protocol; nothing else means anything.
            Some(Ok(_)) => return Ok(()),
        };
        let Some(answer) = frame::answer(&text) else {
            return Ok(());
        };
        if let Some(waiting) = self.unanswered.remove(&answer.message_id) {
            let delivered = match answer.delivered {
                true => Delivered::Done,
                false => refused(FailureKind::Refused, "the client did not take it"),
            };
            // Whoever asked may have given up.
            let _ = waiting.reply.send(delivered);
        } else if answer.opaque.is_some() {
            self.pings = 0;
        }
        Ok(())
    }

    async fn send(&mut self, text: String) -> Result<(), End> {
        within(self.socket.send(Message::text(text))).await
    }

    fn message_id(&mut self) -> String {
        self.next_message += 1;
        format!("{}-{}", self.place.id(), self.next_message)
    }

    async fn send_event(&mut self, Order { event, reply }: Order) -> Result<(), End> {
        let id = self.message_id();
        let connection = self.place.id().to_string();
        let now = (self.now)().0;
        let Some(text) = frame::event(&event, &self.app_id, &connection, &id, now) else {
            tracing::warn!(event = event.id, "an event is too long for a frame");
            let _ = reply.send(refused(FailureKind::Size, "it is too long for a frame"));
            return Ok(());
        };
        let until = Instant::now() + limits::STREAM_ANSWER_TIMEOUT;
        let waiting = Unanswered {
            reply,
            until,
            _awaited: self.place.await_answer(),
        };
        self.unanswered.insert(id, waiting);
        self.send(text).await
    }

    async fn send_system(&mut self, topic: &str, data: serde_json::Value) -> Result<(), End> {
        let id = self.message_id();
        let text = frame::system(topic, &id, (self.now)().0, &data);
        self.send(text).await
    }

    async fn send_ping(&mut self) -> Result<(), End> {
        if self.pings >= limits::STREAM_PINGS_UNANSWERED_MAX {
            return Err(End::Silent);
        }
        self.pings += 1;
        let opaque = format!("o{}", self.next_message + 1);
        self.send_system("ping", json!({ "opaque": opaque })).await
    }

    /// What was not answered in time was not taken.
    fn expire(&mut self) {
        let now = Instant::now();
        let late: Vec<String> = self
            .unanswered
            .iter()
            .filter(|(_, waiting)| waiting.until <= now)
            .map(|(id, _)| id.clone())
            .collect();
        for id in late {
            if let Some(waiting) = self.unanswered.remove(&id) {
                let late = refused(FailureKind::Timeout, "no answer came in time");
                let _ = waiting.reply.send(late);
            }
        }
    }
}

//! Which apps have Stream connections on this node.

use crate::limits;
use crate::receiver::{Failure, Handed};
use crate::stream_event::StreamEvent;
use org::AppKey;
use rand::RngExt;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, mpsc, oneshot, watch};

/// What came of an event that was handed to a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// The client took it.
    Done,
    /// It did not, or did not say so in time.
    Refused(Failure),
    /// No connection is there.
    NoConnection,
}

/// An event on its way to a client.
pub(crate) struct Order {
    pub(crate) event: Arc<StreamEvent>,
    pub(crate) reply: oneshot::Sender<Delivered>,
}

/// A connection as the hub knows it.
struct Known {
    id: u64,
    orders: mpsc::Sender<Order>,
}

#[derive(Default)]
struct Inner {
    apps: Mutex<BTreeMap<AppKey, Vec<Known>>>,
    /// Connections, those that want no events included.
    count: AtomicUsize,
    /// Events that were sent and are not answered.
    unanswered: AtomicUsize,
    next_id: AtomicU64,
    /// Rung when an app has got its first connection.
    bell: Arc<Notify>,
    ending: watch::Sender<bool>,
}

/// The Stream connections of this node. Clones are the same.
#[derive(Clone, Default)]
pub struct Hub(Arc<Inner>);

/// Counts an event while its answer is awaited.
pub(crate) struct Awaited(Hub);

impl Drop for Awaited {
    fn drop(&mut self) {
        self.0.0.unanswered.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A connection's place among the others; given up when dropped.
pub struct Place {
    hub: Hub,
    app: AppKey,
    id: u64,
    pub(crate) orders: mpsc::Receiver<Order>,
    pub(crate) ending: watch::Receiver<bool>,
}

impl Hub {
    /// Takes in a connection of an app; none when there are too many. One that wants no events gets none.
    pub fn enter(&self, app: &AppKey, wants_events: bool) -> Option<Place> {
        let inner = &self.0;
        let (sender, orders) = mpsc::channel(limits::STREAM_WINDOW);
        let id = inner.next_id.fetch_add(1, Ordering::Relaxed);
        if inner.count.load(Ordering::Relaxed) >= limits::STREAM_CONNECTIONS_MAX {
            return None;
        }
        if wants_events {
            let mut apps = self.lock();
            let known = apps.entry(app.clone()).or_default();
            if known.len() >= limits::STREAM_CONNECTIONS_OF_APP_MAX {
                return None;
            }
            let orders = sender;
            known.push(Known { id, orders });
            if known.len() == 1 {
                inner.bell.notify_one();
            }
        }
        inner.count.fetch_add(1, Ordering::Relaxed);
        Some(Place {
            hub: self.clone(),
            app: app.clone(),
            id,
            orders,
            ending: inner.ending.subscribe(),
        })
    }

    /// Whether an app has a connection here that wants events.
    pub fn is_connected(&self, app: &AppKey) -> bool {
        self.lock().contains_key(app)
    }

    /// Connections that are open.
    pub fn count(&self) -> usize {
        self.0.count.load(Ordering::Relaxed)
    }

    /// Events that clients have got and not answered.
    pub fn unanswered(&self) -> usize {
        self.0.unanswered.load(Ordering::Relaxed)
    }

    /// Rung when an app has got its first connection.
    pub fn bell(&self) -> Arc<Notify> {
        self.0.bell.clone()
    }

    /// Hands an event to one of the app's connections, and waits until the client has answered.
    pub async fn deliver(
        &self,
        app: &AppKey,
        event: Arc<StreamEvent>,
        handed: Handed,
    ) -> Delivered {
        let mut handed = Some(handed);
        loop {
            let Some((id, orders)) = self.choose(app) else {
                return Delivered::NoConnection;
            };
            let (reply, answer) = oneshot::channel();
            let order = Order {
                event: event.clone(),
                reply,
            };
            if orders.send(order).await.is_err() {
                self.leave(app, id);
                continue;
            }
            drop(handed.take());
            // Of a connection that is lost nobody knows whether it took the event: another one gets it.
            match answer.await {
                Ok(delivered) => return delivered,
                Err(_) => self.leave(app, id),
            }
        }
    }

    /// Any of the app's connections.
    fn choose(&self, app: &AppKey) -> Option<(u64, mpsc::Sender<Order>)> {
        let apps = self.lock();
        let known = apps.get(app)?;
        let at = crate::callbacks::chance().random_range(0..known.len());
        known.get(at).map(|one| (one.id, one.orders.clone()))
    }

    /// Tells every client to go elsewhere. Connections take no event from now on, and end soon.
    pub fn disconnect_all(&self) {
        self.0.ending.send_replace(true);
    }

    fn leave(&self, app: &AppKey, id: u64) {
        let mut apps = self.lock();
        if let Some(known) = apps.get_mut(app) {
            known.retain(|one| one.id != id);
            if known.is_empty() {
                apps.remove(app);
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<AppKey, Vec<Known>>> {
        self.0.apps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Takes no event any more; what is under way may still be answered.
    pub(crate) fn close(&mut self) {
        self.hub.leave(&self.app, self.id);
        self.orders.close();
    }

    /// An answer is awaited until what is returned is dropped.
    pub(crate) fn await_answer(&self) -> Awaited {
        self.hub.0.unanswered.fetch_add(1, Ordering::Relaxed);
        Awaited(self.hub.clone())
    }

    pub(crate) fn id(&self) -> u64 {
        self.id
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.hub.leave(&self.app, self.id);
        self.hub.0.count.fetch_sub(1, Ordering::Relaxed);
    }
}

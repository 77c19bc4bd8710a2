//! Both ways out of a node.

use crate::callbacks::{Callbacks, chance};
use crate::event::Event;
use crate::ledger::Ledger;
use crate::post::Poster;
use crate::receiver::{Attempt, Attempting, Consumer, Handed, Receivers, Way};
use crate::stream::{Delivered, Hub};
use engine::Engine;
use org::App;
use rand::RngExt;
use std::sync::Arc;

/// Callbacks to receivers, and events to the Stream connections of this node.
#[derive(Clone)]
pub struct Outbound {
    /// By callback.
    pub callbacks: Callbacks,
    /// By Stream.
    pub hub: Hub,
    /// What was done.
    pub ledger: Ledger,
}

impl Outbound {
    /// Over an engine.
    pub fn new(engine: Engine, poster: Poster) -> Self {
        let ledger = Ledger::default();
        Self {
            callbacks: Callbacks::new(engine, poster, ledger.clone()),
            hub: Hub::default(),
            ledger,
        }
    }
}

impl Receivers for Outbound {
    fn is_there(&self, consumer: &Consumer) -> bool {
        match consumer.way {
            Way::Callback => true,
            Way::Stream => self.hub.is_connected(&consumer.app),
        }
    }

    fn attempt<'a>(
        &'a self,
        consumer: &'a Consumer,
        app: &'a App,
        event: &'a Event,
        handed: Handed,
    ) -> Attempting<'a> {
        match consumer.way {
            Way::Callback => Box::pin(self.callbacks.send(consumer, app, event)),
            Way::Stream => Box::pin(async move {
                let event = Arc::new(event.for_stream());
                match self.hub.deliver(&consumer.app, event, handed).await {
                    Delivered::Done => Attempt::Done,
                    Delivered::Refused(why) => Attempt::Failed(why),
                    Delivered::NoConnection => Attempt::Absent,
                }
            }),
        }
    }

    fn chance(&self) -> f64 {
        chance().random()
    }
}

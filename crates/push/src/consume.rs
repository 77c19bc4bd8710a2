//! One app that is told of events, from its cursor on.
//!
//! Entries are read in order and become events. Of these so many are under way at once as the way allows; the cursor moves behind
//! an entry when all events of it and of those before are done. Whatever was under way when a node ended is told again.

use crate::callbacks::whole_ms;
use crate::event::{Event, events};
use crate::failed::{FailedPush, failed_kind};
use crate::hours::store_hours;
use crate::ledger::{self, Begun, Ledger, Standing};
use crate::limits;
use crate::receiver::{Attempt, Consumer, Handed, Receivers, Way};
use endpoint::Number;
use engine::{Engine, Lease, WriteError};
use org::{App, Eye, Millis, Org, OrgId, View};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use store::{HistoryRow, StoreError};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// What an app is told by, as long as that stays the same.
fn app_of(org: &Org, consumer: &Consumer) -> Option<App> {
    let eye = Eye::App(consumer.app.clone());
    let app = View::new(org, &eye).app().cloned();
    app.filter(|app| consumer.way.is_of(app))
}

/// An entry whose events are not all done.
struct Open {
    number: Number,
    /// The last entry behind it of which nothing is told in between.
    through: Number,
    at: Millis,
    left: usize,
}

/// Waits for the events of a further entry. Entries that tell nothing take no place behind one that does: there may be any number.
fn wait_for(open: &mut VecDeque<Open>, (number, at): (Number, Millis), left: usize) {
    match open.back_mut().filter(|_| left == 0) {
        Some(last) => last.through = number,
        None => open.push_back(Open {
            number,
            through: number,
            at,
            left,
        }),
    }
}

/// Why telling an app stopped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Nothing happens, nobody is there, or the node is ending: somebody looks again later.
    ForNow,
    /// The app is told otherwise now.
    Changed,
    /// The app is not told this way: it is switched off, or it is told the other way.
    NotTold,
}

pub(crate) struct Telling {
    engine: Engine,
    receivers: Arc<dyn Receivers>,
    consumer: Arc<Consumer>,
    app: Arc<App>,
    /// What other nodes have to leave alone meanwhile, where there are others.
    lease: Option<Lease>,
    begun: Begun,
    ledger: Ledger,
    /// All before it is done and stored.
    stored: Number,
    /// All up to it is done.
    reached: Number,
    /// Up to which the app is known to be as it is.
    seen: Number,
    /// Up to which the log was read.
    read: Number,
    open: VecDeque<Open>,
    ready: VecDeque<Event>,
    /// When it was stored last how often the app was told.
    counted_at: Instant,
    /// Resolves when the last event that was begun is on its way.
    turn: Option<oneshot::Receiver<()>>,
    /// Each returns the number of its entry.
    under_way: JoinSet<Option<u64>>,
}

/// Tells an app of everything behind its cursor, and of what happens meanwhile, as long as the lease is held that is needed for it.
pub(crate) async fn consume(
    engine: &Engine,
    receivers: &Arc<dyn Receivers>,
    ledger: &Ledger,
    (consumer, lease): (&Consumer, Option<&Lease>),
) -> Result<Stop, WriteError> {
    let org = engine.org(&consumer.org).await?;
    let Some(app) = app_of(&org, consumer) else {
        return Ok(Stop::NotTold);
    };
    let stored = engine
        .store()
        .cursor(&consumer.name(), &consumer.org)
        .await?;
    let registered_at = app.callback.as_ref().map(|callback| callback.registered_at);
    let mut telling = Telling {
        engine: engine.clone(),
        receivers: receivers.clone(),
        consumer: Arc::new(consumer.clone()),
        app: Arc::new(app),
        lease: lease.cloned(),
        begun: ledger.begin(consumer, registered_at),
        ledger: ledger.clone(),
        stored,
        reached: stored,
        seen: Number(0),
        read: stored,
        open: VecDeque::new(),
        ready: VecDeque::new(),
        counted_at: Instant::now(),
        turn: None,
        under_way: JoinSet::new(),
    };
    let outcome = telling.run().await;
    // What is under way ends here, and is told again by whoever goes on.
    telling.under_way.shutdown().await;
    telling.store_cursor().await?;
    telling.store_counts().await;
    outcome
}

impl Telling {
    async fn run(&mut self) -> Result<Stop, WriteError> {
        let mut head = self.engine.watch(&self.consumer.org).await?;
        let mut active_at = Instant::now();
        loop {
            if self.engine.is_stopping() {
                return Ok(Stop::ForNow);
            }
            let known = *head.borrow_and_update();
            let has_room = self.ready.len() < limits::EVENTS_READY_MAX;
            if self.seen < known || (self.read < known && has_room) {
                let org = self.engine.org(&self.consumer.org).await?;
                // Also when nothing more is read because much waits: it may wait for an address that is another now.
                if app_of(&org, &self.consumer).as_ref() != Some(&*self.app) {
                    return Ok(Stop::Changed);
                }
                self.seen = known;
                if self.read < known && has_room {
                    self.read_on(&org).await?;
                    active_at = Instant::now();
                }
            }
            self.begin();
            if !self.store_now_and_then().await? {
                return Ok(Stop::ForNow);
            }
            if self.counted_at.elapsed() >= limits::HOURS_STORED_INTERVAL {
                self.store_counts().await;
            }
            self.tell_standing(known);
            if self.read < known && self.ready.len() < limits::EVENTS_READY_MAX {
                continue;
            }
            let is_idle = self.under_way.is_empty();
            let idle_until = active_at + limits::IDLE;
            tokio::select! {
                Some(done) = self.under_way.join_next(), if !is_idle => {
                    match done {
                        Ok(Some(number)) => self.done(Number(number)),
                        // Nobody is there.
                        _ => return Ok(Stop::ForNow),
                    }
                    active_at = Instant::now();
                }
                changed = head.changed() => if changed.is_err() {
                    // The organization was let go from memory.
                    return Ok(Stop::ForNow);
                },
                () = tokio::time::sleep_until(idle_until), if is_idle => return Ok(Stop::ForNow),
                () = tokio::time::sleep(limits::LOOK_INTERVAL), if !is_idle => {}
            }
        }
    }

    /// Reads further entries.
    async fn read_on(&mut self, org: &Org) -> Result<(), WriteError> {
        let entries = self
            .engine
            .entries(&self.consumer.org, self.read, limits::ENTRIES_AT_ONCE)
            .await?;
        for entry in entries {
            let mut told = events(&entry, org, &self.consumer.app);
            if let (Way::Callback, Some(callback)) = (self.consumer.way, &self.app.callback) {
                told.retain(|event| callback.kinds.iter().any(|kind| kind == event.kind));
            }
            self.read = entry.number;
            wait_for(&mut self.open, (entry.number, entry.at), told.len());
            self.ready.extend(told);
        }
        self.close();
        Ok(())
    }

    /// Sends as much on its way as may be.
    fn begin(&mut self) {
        while self.under_way.len() < self.consumer.way.window()
            && let Some(event) = self.ready.pop_front()
        {
            let (handed, on_its_way) = Handed::new();
            let sending = Sending {
                turn: self.turn.replace(on_its_way),
                handed,
                engine: self.engine.clone(),
                receivers: self.receivers.clone(),
                consumer: self.consumer.clone(),
                app: self.app.clone(),
                lease: self.lease.clone(),
                standing: self.begun.standing.clone(),
                ledger: self.ledger.clone(),
                event,
            };
            self.under_way.spawn(sending.run());
        }
    }

    fn tell_standing(&self, head: Number) {
        let behind = head.0.saturating_sub(self.reached.0);
        let oldest_at = self.open.front().map(|open| open.at);
        self.begun
            .standing
            .set(behind, oldest_at, self.under_way.len());
    }

    fn done(&mut self, number: Number) {
        if let Some(open) = self.open.iter_mut().find(|open| open.number == number) {
            open.left -= 1;
        }
        self.close();
    }

    /// Moves behind every entry that is done with all before it.
    fn close(&mut self) {
        while self.open.front().is_some_and(|open| open.left == 0) {
            if let Some(open) = self.open.pop_front() {
                self.reached = open.through;
            }
        }
    }

    /// Tells whether this node is still the one that tells the app.
    async fn store_now_and_then(&mut self) -> Result<bool, StoreError> {
        let behind = self.reached.0 - self.stored.0;
        let is_quiet = self.under_way.is_empty();
        if behind >= limits::CURSOR_ENTRIES || (is_quiet && behind > 0) {
            return self.store_cursor().await;
        }
        Ok(true)
    }

    async fn store_cursor(&mut self) -> Result<bool, StoreError> {
        if self.reached > self.stored {
            let (name, org) = (self.consumer.name(), &self.consumer.org);
            let moved = self
                .engine
                .move_cursor(self.lease.as_ref(), &name, org, self.reached);
            if !moved.await? {
                return Ok(false);
            }
            self.stored = self.reached;
        }
        Ok(true)
    }

    /// What is not stored is kept and goes with the next. Nothing else waits for it.
    async fn store_counts(&mut self) {
        self.counted_at = Instant::now();
        if self.lease.as_ref().is_none_or(Lease::is_held)
            && let Err(error) = store_hours(&self.engine, &self.ledger, &self.consumer).await
        {
            let Consumer { org, app, .. } = &*self.consumer;
            tracing::warn!(%org, %app, %error, "how often an app was told was not stored for now");
        }
    }
}

/// One event on its way to one app.
struct Sending {
    engine: Engine,
    receivers: Arc<dyn Receivers>,
    consumer: Arc<Consumer>,
    app: Arc<App>,
    lease: Option<Lease>,
    standing: Arc<Standing>,
    ledger: Ledger,
    event: Event,
    /// Resolves when the event before is on its way.
    turn: Option<oneshot::Receiver<()>>,
    handed: Handed,
}

impl Sending {
    /// Tries until the event is taken or has failed for good. `None` when nobody is there, or another node tells the app now.
    async fn run(mut self) -> Option<u64> {
        if let Some(turn) = self.turn.take() {
            // Dropped or sent, it is the same.
            let _ = turn.await;
        }
        let waits = self.consumer.way.waits();
        let began = Instant::now();
        let (mut attempts, mut waited) = (0, 0);
        let mut reason = None;
        let mut pause = limits::PAUSE_MIN;
        loop {
            if !self.is_ours() {
                return None;
            }
            attempts += 1;
            let attempt = self
                .receivers
                .attempt(
                    &self.consumer,
                    &self.app,
                    &self.event,
                    std::mem::take(&mut self.handed),
                )
                .await;
            let failure = match attempt {
                Attempt::Done => {
                    self.count(true);
                    self.taken();
                    self.ended(began, attempts, true, reason);
                    return Some(self.event.number);
                }
                Attempt::Absent => return None,
                Attempt::Failed(failure) => failure,
            };
            self.count(false);
            self.ledger.failed(self.consumer.way, &failure);
            if self.standing.is_paused() {
                self.wait(pause).await;
                pause = (pause * 2).min(limits::PAUSE_MAX);
            } else if let Some(wait) = waits.get(waited) {
                waited += 1;
                self.wait(*wait).await;
            } else if !self.is_ours() {
                return None;
            } else {
                self.give_up(&failure.reason).await;
                self.ended(began, attempts, false, Some(failure.reason));
                return Some(self.event.number);
            }
            reason = Some(failure.reason);
        }
    }

    /// Whether no other node tells the app. One that was paused for longer than its lease lasts does not know it by itself.
    fn is_ours(&self) -> bool {
        self.lease.as_ref().is_none_or(Lease::is_held)
    }

    fn count(&self, is_taken: bool) {
        self.ledger
            .attempted(&self.consumer, self.engine.now(), is_taken);
    }

    async fn wait(&self, wait: Duration) {
        let varied = 1.0 + limits::JITTER * (2.0 * self.receivers.chance() - 1.0);
        tokio::time::sleep(wait.mul_f64(varied)).await;
    }

    fn ended(&self, began: Instant, attempts: u32, taken: bool, reason: Option<String>) {
        let delivery = ledger::Delivery {
            taken,
            attempts,
            took_ms: whole_ms(began.elapsed()),
            reason,
            ..ledger::Delivery::of(self.consumer.way, &self.event, self.engine.now())
        };
        self.ledger.ended(&self.consumer, delivery);
    }

    fn taken(&self) {
        if self.standing.taken() {
            let Consumer { org, app, .. } = &*self.consumer;
            tracing::info!(%org, %app, "a receiver of events answers again");
        }
    }

    /// Puts the event on the list of those that failed. It is not done before it stands there.
    async fn give_up(&self, reason: &str) {
        let Consumer { org, app, .. } = &*self.consumer;
        let (kind, event_id) = (self.event.kind, self.event.id.as_str());
        tracing::warn!(%org, %app, kind, event_id, reason, "an event was not taken and is on the list of failed pushes");
        while let Err(error) = self.note(org).await {
            tracing::warn!(%org, %app, %error, "a failed push was not noted; trying again");
            tokio::time::sleep(limits::STORE_PAUSE).await;
        }
        let failed = self.standing.gave_up();
        if failed == limits::FAILED_IN_A_ROW_MAX {
            tracing::warn!(%org, %app, failed, "a receiver of events is paused: events wait until it answers again");
        }
    }

    async fn note(&self, org: &OrgId) -> Result<(), StoreError> {
        let Event {
            kind,
            number,
            index,
            at,
            data,
            ..
        } = self.event.clone();
        let failed = FailedPush {
            number,
            index,
            kind: kind.to_owned(),
            at_ms: at.0,
            data,
        };
        let row = HistoryRow {
            kind: failed_kind(self.consumer.app.as_str()),
            // Whoever reads on reads in the order in which they failed.
            at: self.engine.now(),
            key: format!("{number:020}.{index:020}"),
            body: serde_json::to_vec(&failed).expect("it is a plain struct"),
        };
        self.engine.store().note(org, vec![row]).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_tell_nothing_take_no_place() {
        let mut open = VecDeque::new();
        let add = |open: &mut VecDeque<Open>, number: u64, left: usize| {
            wait_for(open, (Number(number), Millis(number as i64)), left);
        };
        add(&mut open, 1, 0);
        add(&mut open, 2, 2);
        for number in 3..10_000 {
            add(&mut open, number, 0);
        }
        add(&mut open, 10_000, 1);
        let held: Vec<_> = (open.iter())
            .map(|one| (one.number.0, one.through.0, one.left))
            .collect();
        assert_eq!(held, [(1, 1, 0), (2, 9_999, 2), (10_000, 10_000, 1)]);
    }
}

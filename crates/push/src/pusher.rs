//! Finds apps that are told of events and have fallen behind, and tells each of them on one node at a time.

use crate::consume::{Stop, consume};
use crate::ledger::Ledger;
use crate::limits;
use crate::receiver::{Consumer, Receivers, Way};
use endpoint::Number;
use engine::{Engine, Lease};
use org::{AppKey, OrgId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::StoreError;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// What is told at this moment, by this node.
#[derive(Default)]
struct Running {
    consumers: Mutex<BTreeSet<Consumer>>,
    /// Apps that are behind and are not told, with when that was seen: they are left alone until something rings.
    not_told: Mutex<BTreeMap<Consumer, Instant>>,
    /// Rung when one has stopped because its app is told otherwise.
    bell: Notify,
}

impl Running {
    fn not_told(&self) -> MutexGuard<'_, BTreeMap<Consumer, Instant>> {
        self.not_told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it is worth while to look at an app. Another node may have changed it, so that it is looked at now and then.
    fn is_left_alone(&self, consumer: &Consumer) -> bool {
        let seen = self.not_told().get(consumer).copied();
        seen.is_some_and(|at| at.elapsed() < limits::NOT_TOLD_INTERVAL)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<Consumer>> {
        self.consumers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells apps of events from now on, until the engine ends. `bell` is rung when somebody new may be there to be told.
pub async fn push(
    engine: Engine,
    receivers: Arc<dyn Receivers>,
    bell: Arc<Notify>,
    ledger: Ledger,
) {
    let running = Arc::new(Running::default());
    let mut reached: BTreeMap<Consumer, Number> = BTreeMap::new();
    let mut changed: Option<BTreeSet<OrgId>> = None;
    let mut looked_at: Option<Instant> = None;
    // Whoever ends this ends all that it has begun.
    let mut telling = JoinSet::new();
    while !engine.is_stopping() {
        // Between looks at everybody the bell tells which organizations have changed.
        let is_due = looked_at.is_none_or(|at| at.elapsed() >= limits::LOOK_AT_ALL_INTERVAL);
        let only = changed.take().filter(|_| !is_due);
        if only.is_none() {
            looked_at = Some(Instant::now());
        }
        let behind = match &only {
            Some(only) => consumers_of(&engine, only).await,
            None => match behind(&engine, &mut reached).await {
                Ok(behind) => {
                    ledger.looked_through(&behind);
                    behind
                }
                Err(error) => {
                    tracing::warn!(%error, "apps that are told of events were not looked for");
                    Vec::new()
                }
            },
        };
        for consumer in behind {
            if only.is_none() && running.is_left_alone(&consumer) {
                continue;
            }
            if receivers.is_there(&consumer) && running.lock().insert(consumer.clone()) {
                let told = Told {
                    engine: engine.clone(),
                    receivers: receivers.clone(),
                    ledger: ledger.clone(),
                    consumer,
                };
                telling.spawn(tell(told, running.clone()));
            }
        }
        let pause = match engine.is_shared() {
            true => limits::LOOK_INTERVAL,
            false => limits::LOOK_AT_ALL_INTERVAL,
        };
        tokio::select! {
            some = engine.next_pushed() => changed = Some(some),
            () = bell.notified() => changed = None,
            () = running.bell.notified() => looked_at = None,
            Some(_) = telling.join_next(), if !telling.is_empty() => changed = Some(BTreeSet::new()),
            () = tokio::time::sleep(pause) => looked_at = None,
        }
    }
}

/// The apps of some organizations that are told of events.
async fn consumers_of(engine: &Engine, organizations: &BTreeSet<OrgId>) -> Vec<Consumer> {
    let mut consumers = Vec::new();
    for id in organizations {
        let Some(org) = engine.loaded(id) else {
            continue;
        };
        for app in org.pushed_apps() {
            let ways = Way::ALL.into_iter().filter(|way| way.is_of(app));
            consumers.extend(ways.map(|way| Consumer {
                way,
                org: id.clone(),
                app: app.key.clone(),
            }));
        }
    }
    consumers
}

/// All apps whose cursors stand before the heads of their organizations.
async fn behind(
    engine: &Engine,
    reached: &mut BTreeMap<Consumer, Number>,
) -> Result<Vec<Consumer>, StoreError> {
    let store = engine.store();
    let mut known = BTreeMap::new();
    for way in Way::ALL {
        let mut after = String::new();
        loop {
            let claims = store
                .claims(way.claims(), &after, limits::CLAIMS_AT_ONCE)
                .await?;
            let Some((last, _, _)) = claims.last().cloned() else {
                break;
            };
            after = last;
            for (key, org, _) in claims {
                let app = AppKey::new(&key);
                let consumer = Consumer { way, org, app };
                let number = reached.remove(&consumer).unwrap_or_default();
                known.insert(consumer, number);
            }
        }
    }
    *reached = known;
    let organizations: BTreeSet<OrgId> = reached
        .keys()
        .map(|consumer| consumer.org.clone())
        .collect();
    let organizations: Vec<OrgId> = organizations.into_iter().collect();
    let mut heads: BTreeMap<OrgId, Number> = BTreeMap::new();
    for some in organizations.chunks(limits::CLAIMS_AT_ONCE as usize) {
        heads.extend(store.heads(some).await?);
    }
    let mut behind = Vec::new();
    for (consumer, number) in reached.iter_mut() {
        let head = heads.get(&consumer.org).copied().unwrap_or_default();
        if *number < head {
            *number = store.cursor(&consumer.name(), &consumer.org).await?;
        }
        if *number < head {
            behind.push(consumer.clone());
        }
    }
    Ok(behind)
}

/// What came of telling an app.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// There was nothing more to tell, or nobody was there.
    Over,
    /// The store did not answer.
    Trouble,
    /// The app is not told this way.
    NotTold,
    /// Another node tells it.
    Elsewhere,
}

/// An app that is told, and with what.
struct Told {
    engine: Engine,
    receivers: Arc<dyn Receivers>,
    ledger: Ledger,
    consumer: Consumer,
}

/// Tells one app, alone among all nodes, until there is nothing to tell for a while.
async fn tell(told: Told, running: Arc<Running>) {
    let Told {
        engine,
        receivers,
        ledger,
        consumer,
    } = told;
    let work = async |lease: Option<&Lease>| {
        loop {
            match consume(&engine, &receivers, &ledger, (&consumer, lease)).await {
                Ok(Stop::Changed) => {}
                Ok(Stop::ForNow) => return Outcome::Over,
                Ok(Stop::NotTold) => return Outcome::NotTold,
                Err(error) => {
                    let Consumer { org, app, .. } = &consumer;
                    tracing::warn!(%org, %app, %error, "an app is not told of events for now");
                    return Outcome::Trouble;
                }
            }
        }
    };
    let outcome = if !engine.is_shared() {
        work(None).await
    } else {
        let name = format!("push:{}", consumer.name());
        match engine.take_lease(&consumer.org, &name).await {
            Ok(Some(lease)) => {
                let worked = engine.under_lease(&lease, work(Some(&lease))).await;
                worked.unwrap_or(Outcome::Elsewhere)
            }
            Ok(None) => Outcome::Elsewhere,
            Err(error) => {
                tracing::warn!(%error, name, "a lease was not taken");
                Outcome::Elsewhere
            }
        }
    };
    if outcome == Outcome::Trouble {
        tokio::time::sleep(limits::STORE_PAUSE).await;
    }
    match outcome {
        Outcome::NotTold => drop(running.not_told().insert(consumer.clone(), Instant::now())),
        _ => drop(running.not_told().remove(&consumer)),
    }
    running.lock().remove(&consumer);
    // Whatever happened between the last look and here rang for nobody.
    let goes_on = matches!(outcome, Outcome::Over | Outcome::Trouble);
    if goes_on && receivers.is_there(&consumer) && is_behind(&engine, &consumer).await {
        running.bell.notify_one();
    }
}

async fn is_behind(engine: &Engine, consumer: &Consumer) -> bool {
    let Some(head) = engine.loaded_head(&consumer.org) else {
        return false;
    };
    let cursor = engine.store().cursor(&consumer.name(), &consumer.org);
    cursor.await.is_ok_and(|cursor| cursor < head)
}

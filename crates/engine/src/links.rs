//! Follows organizations that take part in others: what changes in a guest appears in its hosts, written by whichever node is first.
//!
//! A host remembers up to which number of the guest's log it was brought when something last changed, so that a node that is behind
//! undoes nothing. Two nodes at one guest do no harm: the second finds nothing left to do. A node that begins looks at everything
//! once; from then on it reads the guest's log.

use crate::job::{Job, Operation};
use crate::lane::Message;
use crate::model::{Origin, WriteError};
use crate::{Engine, Inner, chance, limits};
use endpoint::Number;
use org::{Draft, Eye, Followed, LINK_CLAIMS, Org, OrgId, Telling, Touched, decode_entry_changes};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use store::StoreError;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// A host and its guest.
type Pair = (OrgId, OrgId);

/// How far a guest was followed into a host.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Reached {
    number: Number,
    telling: Telling,
}

impl Engine {
    /// Follows guests from now on, until the engine ends.
    pub fn start_following_guests(&self) {
        tokio::spawn(follow(Arc::downgrade(&self.inner)));
    }
}

async fn follow(inner: Weak<Inner>) {
    let mut reached: BTreeMap<Pair, Reached> = BTreeMap::new();
    let mut due: BTreeSet<Pair> = BTreeSet::new();
    let mut looked_at: Option<Instant> = None;
    while let Some(inner) = inner.upgrade() {
        if inner.stopping.load(Ordering::Acquire) {
            return;
        }
        let followers = inner.followers.clone();
        let engine = Engine { inner };
        // Where one node alone writes, every change rings.
        let is_shared = engine.inner.store.bell().is_some();
        if looked_at.is_none_or(|at| is_shared && at.elapsed() >= limits::LINKS_INTERVAL) {
            match behind(&engine, &reached).await {
                Ok(pairs) => {
                    due.extend(pairs);
                    looked_at = Some(Instant::now());
                }
                Err(error) => tracing::warn!(%error, "linked organizations were not looked for"),
            }
        }
        for org in followers.linked.take() {
            due.extend(pairs_of(&engine, &org).await);
        }
        due = bring_up_to_date(&engine, due, &mut reached).await;
        drop(engine);
        tokio::select! {
            () = followers.linked.notified() => {}
            () = tokio::time::sleep(limits::LINKS_INTERVAL) => {}
        }
    }
}

/// Pairs whose guest has gone on, or that this node knows nothing of.
async fn behind(
    engine: &Engine,
    reached: &BTreeMap<Pair, Reached>,
) -> Result<BTreeSet<Pair>, StoreError> {
    let store = &engine.inner.store;
    let mut pairs = Vec::new();
    let mut after = String::new();
    loop {
        let claims = store
            .claims(LINK_CLAIMS, &after, limits::LISTED_AT_ONCE)
            .await?;
        let Some((last, _, _)) = claims.last().cloned() else {
            break;
        };
        let held = claims.into_iter();
        pairs.extend(held.map(|(_, host, guest)| (host, OrgId::new(&guest))));
        after = last;
    }
    let mut behind = BTreeSet::new();
    for some in pairs.chunks(limits::HEADS_AT_ONCE) {
        let guests: BTreeSet<OrgId> = some.iter().map(|(_, guest)| guest.clone()).collect();
        let guests: Vec<OrgId> = guests.into_iter().collect();
        let heads = store.heads(&guests).await?;
        let heads: BTreeMap<OrgId, Number> = heads.into_iter().collect();
        let is_behind = |pair: &&Pair| match (reached.get(pair), heads.get(&pair.1)) {
            (Some(reached), Some(head)) => reached.number < *head,
            _ => true,
        };
        behind.extend(some.iter().filter(is_behind).cloned());
    }
    Ok(behind)
}

/// An organization with its hosts, and with its guests.
async fn pairs_of(engine: &Engine, id: &OrgId) -> Vec<Pair> {
    match engine.org(id).await {
        Ok(org) => {
            let hosts = org.hosts_joined().map(|host| (host.clone(), id.clone()));
            let guests = org.guests_joined();
            let guests = guests.map(|guest| (id.clone(), guest.clone()));
            hosts.chain(guests).collect()
        }
        Err(error) => {
            tracing::warn!(org = %id, %error, "a linked organization was not loaded");
            Vec::new()
        }
    }
}

/// Brings guests into their hosts, several hosts at once. Gives what has to be tried again.
async fn bring_up_to_date(
    engine: &Engine,
    due: BTreeSet<Pair>,
    reached: &mut BTreeMap<Pair, Reached>,
) -> BTreeSet<Pair> {
    let mut by_host: BTreeMap<OrgId, Vec<(Pair, Option<Reached>)>> = BTreeMap::new();
    for pair in due {
        let known = reached.get(&pair).copied();
        by_host
            .entry(pair.0.clone())
            .or_default()
            .push((pair, known));
    }
    let mut again = BTreeSet::new();
    let mut running = JoinSet::new();
    let mut waiting = by_host.into_values();
    loop {
        while running.len() < limits::HOSTS_AT_ONCE
            && let Some(pairs) = waiting.next()
        {
            let engine = engine.clone();
            running.spawn(async move {
                let mut outcomes = Vec::with_capacity(pairs.len());
                for (pair, known) in pairs {
                    let outcome = bring(&engine, &pair, known).await;
                    outcomes.push((pair, outcome));
                }
                outcomes
            });
        }
        let Some(outcomes) = running.join_next().await else {
            return again;
        };
        for (pair, outcome) in outcomes.unwrap_or_default() {
            match outcome {
                Ok(Some(now)) => {
                    reached.insert(pair, now);
                }
                Ok(None) => {
                    reached.remove(&pair);
                }
                Err(error) => {
                    if let Some(error) = error {
                        let (host, guest) = &pair;
                        tracing::warn!(%host, %guest, %error, "a guest was not followed");
                    }
                    again.insert(pair);
                }
            }
        }
    }
}

/// Brings one guest into one host. `None` when they are not linked; an error without a reason when this node is behind.
async fn bring(
    engine: &Engine,
    (host, guest): &Pair,
    known: Option<Reached>,
) -> Result<Option<Reached>, Option<WriteError>> {
    let value = engine.org(host).await.map_err(Some)?;
    let Some(telling) = value.telling_of(guest) else {
        return Ok(None);
    };
    let cell = engine.cell(guest).await.map_err(Some)?;
    let live = cell.published.live();
    let now = Reached {
        number: live.head.number,
        telling,
    };
    if known == Some(now) {
        return Ok(Some(now));
    }
    let known = known.filter(|known| known.telling == telling && known.number <= live.head.number);
    let touched = touched(engine, guest, known, live.head.number)
        .await
        .map_err(Some)?;
    if touched.is_nothing() {
        return Ok(Some(now));
    }
    let touched = Arc::new(touched);
    loop {
        let followed = write(
            engine,
            host,
            live.org.clone(),
            live.head.number,
            touched.clone(),
        )
        .await;
        match followed.map_err(Some)? {
            Followed::Whole => return Ok(Some(now)),
            Followed::Partly => {}
            Followed::NotYet => {
                // A full lane flushes soon, and a flush notices.
                let _ = cell.lane.try_send(Message::Follow);
                return Err(None);
            }
        }
    }
}

/// What the log says was touched since; everything when nothing is known or too much has happened.
async fn touched(
    engine: &Engine,
    guest: &OrgId,
    known: Option<Reached>,
    until: Number,
) -> Result<Touched, WriteError> {
    let Some(known) = known else {
        return Ok(Touched::everything());
    };
    if until.0 - known.number.0 > limits::LINK_ENTRIES_MAX {
        return Ok(Touched::everything());
    }
    let mut touched = Touched::default();
    let mut after = known.number;
    while after < until {
        let entries = engine
            .inner
            .store
            .since(guest, after, limits::FOLLOW_ENTRIES)
            .await?;
        let Some(last) = entries.last() else {
            return Ok(Touched::everything());
        };
        after = last.number;
        for entry in entries.iter().filter(|entry| entry.number <= until) {
            touched.add(&decode_entry_changes(entry.version, &entry.body)?);
        }
    }
    Ok(touched)
}

async fn write(
    engine: &Engine,
    host: &OrgId,
    guest: Arc<Org>,
    number: Number,
    touched: Arc<Touched>,
) -> Result<Followed, WriteError> {
    let (reply, answer) = oneshot::channel();
    let change = move |draft: &mut Draft| Ok(draft.follow_guest(&guest, number.0, &touched));
    let job = Job {
        run: Box::new(Operation {
            change,
            secrets: |_| Vec::new(),
            result: None,
            reply,
        }),
        eye: Eye::Operator,
        origin: Origin {
            actor: "orgbook".to_owned(),
            route: "follow a guest".to_owned(),
            from: String::new(),
        },
        seed: engine.seed(),
        entry_id: u128::from_be_bytes(chance::bytes()),
    };
    engine.hand_in(host, job, answer).await
}

//! Lines to PostgreSQL: groups of calls travel on them, each stored in one transaction with one flush and one round trip,
//! at most two. A caller who finds room on his line stores by himself; calls that wait become one group.
//!
//! An organization always takes the same line, so that a batch that follows one on its way stays behind it: the server
//! begins with it as soon as the one before is durable, without waiting for us to learn of that.

use super::retry::{Patience, Retry, Trouble};
use super::{append, at_once};
use crate::limits::{
    BYTES_PER_COMMIT, CALLS_PER_COMMIT, POSTGRES_GROUPS_PER_LINE, POSTGRES_LINES, WRITES_WAITING,
};
use crate::model::{Appended, StoreError, Transaction};
use crate::plan;
use deadpool_postgres::{Object, Pool};
use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use tokio::runtime::Handle;
use tokio::sync::{Notify, Semaphore, oneshot};

type Batches = Vec<Vec<Transaction>>;

struct Call {
    batch: Vec<Transaction>,
    way: Way,
    reply: oneshot::Sender<Result<Vec<Appended>, StoreError>>,
}

/// How a group is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// In one statement, beside others on its line.
    Beside,
    /// In a transaction of several statements. Nothing else is on its line meanwhile: what followed would find the log as
    /// it was before.
    Alone,
}

impl Way {
    fn of(batch: &[Transaction]) -> Self {
        match at_once::suits(batch) {
            true => Self::Beside,
            false => Self::Alone,
        }
    }
}

pub(super) struct Writers {
    lines: Vec<Arc<Line>>,
    /// One for each call that may wait.
    room: Semaphore,
}

impl Writers {
    pub(super) fn start(pool: &Pool, ringer: &Arc<Notify>) -> Self {
        let line = || {
            Arc::new(Line {
                pool: pool.clone(),
                ringer: Arc::clone(ringer),
                traffic: Mutex::default(),
                connection: Mutex::default(),
            })
        };
        Self {
            lines: std::iter::repeat_with(line).take(POSTGRES_LINES).collect(),
            room: Semaphore::new(WRITES_WAITING),
        }
    }

    pub(super) async fn append(
        &self,
        batch: Vec<Transaction>,
    ) -> Result<Vec<Appended>, StoreError> {
        let stopped = || StoreError::Unreachable("its writers have stopped".into());
        let _room = self.room.acquire().await.map_err(|_| stopped())?;
        let (line, way) = (self.line_of(&batch), Way::of(&batch));
        // Handing over and being woken costs as much as a statement.
        if let Some(_seat) = line.enter(way) {
            let mut stored = line.store(&[batch], way).await?;
            return Ok(stored.pop().unwrap_or_default());
        }
        let (reply, answer) = oneshot::channel();
        line.wait(Call { batch, way, reply });
        answer.await.map_err(|_| stopped())?
    }

    fn line_of(&self, batch: &[Transaction]) -> &Arc<Line> {
        let org = batch.iter().flat_map(|transaction| &transaction.entries);
        let mut hasher = DefaultHasher::new();
        org.map(|entry| &entry.org).next().hash(&mut hasher);
        &self.lines[(hasher.finish() % self.lines.len() as u64) as usize]
    }
}

struct Line {
    pool: Pool,
    ringer: Arc<Notify>,
    traffic: Mutex<Traffic>,
    /// What groups that go beside each other share, as long as one of them is on its way.
    connection: Mutex<Weak<Object>>,
}

#[derive(Default)]
struct Traffic {
    under_way: usize,
    is_alone: bool,
    waiting: VecDeque<Call>,
}

impl Traffic {
    fn admits(&self, way: Way) -> bool {
        match way {
            Way::Beside => !self.is_alone && self.under_way < POSTGRES_GROUPS_PER_LINE,
            Way::Alone => self.under_way == 0,
        }
    }

    fn admit(&mut self, way: Way) {
        self.under_way += 1;
        self.is_alone = way == Way::Alone;
    }

    /// Those who wait and may go now, as one group.
    fn next(&mut self) -> Option<(Vec<Call>, Way)> {
        let way = self.waiting.front()?.way;
        if !self.admits(way) {
            return None;
        }
        let (mut calls, mut bytes) = (Vec::new(), 0);
        while calls.len() < CALLS_PER_COMMIT && bytes < BYTES_PER_COMMIT {
            // Whoever goes alone takes the others along.
            let goes_too = |call: &mut Call| way == Way::Alone || call.way == Way::Beside;
            let Some(call) = self.waiting.pop_front_if(goes_too) else {
                break;
            };
            bytes += call.batch.iter().map(plan::bytes).sum::<usize>();
            calls.push(call);
        }
        self.admit(way);
        Some((calls, way))
    }
}

/// A group's place on a line. Given up, it goes to those who wait.
struct Seat(Arc<Line>);

impl Drop for Seat {
    fn drop(&mut self) {
        let mut traffic = self.0.traffic();
        traffic.under_way -= 1;
        traffic.is_alone = false;
        drop(traffic);
        self.0.go_on();
    }
}

impl Line {
    fn traffic(&self) -> MutexGuard<'_, Traffic> {
        (self.traffic.lock()).expect("no code panics while it holds the traffic")
    }

    /// A place for a call, unless others are before it.
    fn enter(self: &Arc<Self>, way: Way) -> Option<Seat> {
        let mut traffic = self.traffic();
        if !traffic.waiting.is_empty() || !traffic.admits(way) {
            return None;
        }
        traffic.admit(way);
        drop(traffic);
        Some(Seat(Arc::clone(self)))
    }

    fn wait(self: &Arc<Self>, call: Call) {
        self.traffic().waiting.push_back(call);
        // Somebody may have left since this call was refused.
        self.go_on();
    }

    /// Sends those off who wait and may go.
    fn go_on(self: &Arc<Self>) {
        // Without a runtime nobody waits for an answer any more.
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        let mut traffic = self.traffic();
        while let Some((calls, way)) = traffic.next() {
            runtime.spawn(serve(Seat(Arc::clone(self)), calls, way));
        }
    }

    /// Stores a group. A commit whose answer was lost is simply tried again: the plan recognizes its entries by their ids.
    async fn store(
        &self,
        batches: &[Vec<Transaction>],
        way: Way,
    ) -> Result<Vec<Vec<Appended>>, StoreError> {
        let mut patience = Patience::new(Retry::Always);
        let outcomes = loop {
            match self.store_once(batches, way).await {
                Ok(outcomes) => break outcomes,
                Err(trouble) => patience.after(trouble).await?,
            }
        };
        let stored = |outcome: &Appended| *outcome == Appended::Done;
        if outcomes.iter().flatten().any(stored) {
            self.ringer.notify_one();
        }
        Ok(outcomes)
    }

    async fn store_once(
        &self,
        batches: &[Vec<Transaction>],
        way: Way,
    ) -> Result<Vec<Vec<Appended>>, Trouble> {
        if way == Way::Beside
            && let Some(outcomes) = at_once::attempt(&*self.connection().await?, batches).await?
        {
            return Ok(outcomes);
        }
        let lent = Lent(Some(self.pool.get().await?));
        let outcomes = append::attempt(lent.client(), batches).await?;
        lent.give_back();
        Ok(outcomes)
    }

    async fn connection(&self) -> Result<Arc<Object>, Trouble> {
        let shared = || (self.connection.lock()).expect("no code panics while it holds this");
        let usable = |connection: &Arc<Object>| !connection.is_closed();
        if let Some(connection) = shared().upgrade().filter(usable) {
            return Ok(connection);
        }
        let new = Arc::new(self.pool.get().await?);
        let mut shared = shared();
        if let Some(connection) = shared.upgrade().filter(usable) {
            return Ok(connection);
        }
        *shared = Arc::downgrade(&new);
        Ok(new)
    }
}

async fn serve(seat: Seat, calls: Vec<Call>, way: Way) {
    let line = &seat.0;
    let (batches, replies): (Batches, Vec<_>) =
        (calls.into_iter().map(|call| (call.batch, call.reply))).unzip();
    match line.store(&batches, way).await {
        Ok(outcomes) => {
            for (outcomes, reply) in outcomes.into_iter().zip(replies) {
                // A caller that has gone does not need its answer.
                let _ = reply.send(Ok(outcomes));
            }
        }
        // One call that the engine cannot store must not fail its neighbours.
        Err(StoreError::Failed(_)) if batches.len() > 1 => {
            for (batch, reply) in batches.into_iter().zip(replies) {
                let alone = line.store(&[batch], way).await;
                let _ = reply.send(alone.map(|outcomes| outcomes.concat()));
            }
        }
        Err(error) => {
            for reply in replies {
                let _ = reply.send(Err(error.clone()));
            }
        }
    }
}

/// A connection that goes back to the pool only when it is given back. After an error, or where its caller went away, its
/// transaction may be open still.
struct Lent(Option<Object>);

impl Lent {
    fn client(&self) -> &Object {
        self.0.as_ref().expect("it is taken at the end alone")
    }

    fn give_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(client) = self.0.take() {
            drop(Object::take(client));
        }
    }
}

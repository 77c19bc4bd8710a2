//! A few tasks take what waits and store it in one transaction each: one flush and one round trip, at most two, for many
//! calls. A caller who finds one of their turns free stores by himself.

use super::retry::{Patience, Retry, Trouble};
use super::{append, at_once};
use crate::limits::{BYTES_PER_COMMIT, CALLS_PER_COMMIT, POSTGRES_WRITERS, WRITES_WAITING};
use crate::model::{Appended, StoreError, Transaction};
use crate::plan;
use deadpool_postgres::{Object, Pool};
use std::sync::Arc;
use tokio::sync::{Mutex, Notify, Semaphore, mpsc, oneshot};
use tokio::task::JoinSet;

struct Call {
    batch: Vec<Transaction>,
    reply: oneshot::Sender<Result<Vec<Appended>, StoreError>>,
}

/// The queue to the tasks, which end with it.
pub(super) struct Writers {
    calls: mpsc::Sender<Call>,
    desk: Desk,
    _tasks: JoinSet<()>,
}

/// What every group needs.
#[derive(Clone)]
struct Desk {
    pool: Pool,
    ringer: Arc<Notify>,
    /// One for each group that may be under way.
    turns: Arc<Semaphore>,
}

impl Writers {
    pub(super) fn start(pool: &Pool, ringer: Arc<Notify>) -> Self {
        let (calls, waiting) = mpsc::channel(WRITES_WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        let desk = Desk {
            pool: pool.clone(),
            ringer,
            turns: Arc::new(Semaphore::new(POSTGRES_WRITERS)),
        };
        let mut tasks = JoinSet::new();
        for _ in 0..POSTGRES_WRITERS {
            tasks.spawn(serve(desk.clone(), Arc::clone(&waiting)));
        }
        Self {
            calls,
            desk,
            _tasks: tasks,
        }
    }

    pub(super) async fn append(
        &self,
        batch: Vec<Transaction>,
    ) -> Result<Vec<Appended>, StoreError> {
        // Whoever finds a turn free stores by himself: handing over and being woken costs as much as a statement.
        if let Ok(_turn) = self.desk.turns.try_acquire() {
            let mut stored = self.desk.store(&[batch]).await?;
            return Ok(stored.pop().unwrap_or_default());
        }
        let stopped = || StoreError::Unreachable("its writers have stopped".into());
        let (reply, answer) = oneshot::channel();
        self.calls
            .send(Call { batch, reply })
            .await
            .map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

async fn serve(desk: Desk, waiting: Arc<Mutex<mpsc::Receiver<Call>>>) {
    loop {
        let mut waiting = waiting.lock().await;
        let Some(first) = waiting.recv().await else {
            return;
        };
        let Ok(_turn) = desk.turns.acquire().await else {
            return;
        };
        let (batches, replies) = gather(first, &mut waiting);
        drop(waiting);
        match desk.store(&batches).await {
            Ok(outcomes) => {
                for (outcomes, reply) in outcomes.into_iter().zip(replies) {
                    // A caller that has gone does not need its answer.
                    let _ = reply.send(Ok(outcomes));
                }
            }
            // One call that the engine cannot store must not fail its neighbours.
            Err(StoreError::Failed(_)) if batches.len() > 1 => {
                for (batch, reply) in batches.into_iter().zip(replies) {
                    let alone = desk.store(&[batch]).await;
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
}

type Replies = Vec<oneshot::Sender<Result<Vec<Appended>, StoreError>>>;

/// Takes those that wait behind the first.
fn gather(first: Call, waiting: &mut mpsc::Receiver<Call>) -> (Vec<Vec<Transaction>>, Replies) {
    let (mut batches, mut replies) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    let mut next = Some(first);
    while let Some(call) = next.take() {
        bytes += call.batch.iter().map(plan::bytes).sum::<usize>();
        batches.push(call.batch);
        replies.push(call.reply);
        if batches.len() < CALLS_PER_COMMIT && bytes < BYTES_PER_COMMIT {
            next = waiting.try_recv().ok();
        }
    }
    (batches, replies)
}

impl Desk {
    /// Stores a group. A commit whose answer was lost is simply tried again: the plan recognizes its entries by their ids.
    async fn store(&self, batches: &[Vec<Transaction>]) -> Result<Vec<Vec<Appended>>, StoreError> {
        let mut patience = Patience::new(Retry::Always);
        let outcomes = loop {
            match store_once(&self.pool, batches).await {
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
}

async fn store_once(
    pool: &Pool,
    batches: &[Vec<Transaction>],
) -> Result<Vec<Vec<Appended>>, Trouble> {
    let lent = Lent(Some(pool.get().await?));
    let client = lent.client();
    let outcomes = match at_once::attempt(client, batches).await? {
        None => append::attempt(client, batches).await?,
        Some(outcomes) => outcomes,
    };
    lent.give_back();
    Ok(outcomes)
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

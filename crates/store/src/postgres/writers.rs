//! A few tasks take what waits and store it in one transaction each: one flush and one round trip, at most two, for many calls.

use super::retry::{Patience, Retry, Trouble};
use super::{append, at_once};
use crate::limits::{BYTES_PER_COMMIT, CALLS_PER_COMMIT, POSTGRES_WRITERS, WRITES_WAITING};
use crate::model::{Appended, StoreError, Transaction};
use crate::plan;
use deadpool_postgres::{Object, Pool};
use std::sync::Arc;
use tokio::sync::{Mutex, Notify, mpsc, oneshot};
use tokio::task::JoinSet;

struct Call {
    batch: Vec<Transaction>,
    reply: oneshot::Sender<Result<Vec<Appended>, StoreError>>,
}

/// The queue to the tasks, which end with it.
pub(super) struct Writers {
    calls: mpsc::Sender<Call>,
    _tasks: JoinSet<()>,
}

impl Writers {
    pub(super) fn start(pool: &Pool, ringer: Arc<Notify>) -> Self {
        let (calls, waiting) = mpsc::channel(WRITES_WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        let mut tasks = JoinSet::new();
        for _ in 0..POSTGRES_WRITERS {
            tasks.spawn(serve(
                pool.clone(),
                Arc::clone(&waiting),
                Arc::clone(&ringer),
            ));
        }
        Self {
            calls,
            _tasks: tasks,
        }
    }

    pub(super) async fn append(
        &self,
        batch: Vec<Transaction>,
    ) -> Result<Vec<Appended>, StoreError> {
        let stopped = || StoreError::Unreachable("its writers have stopped".into());
        let (reply, answer) = oneshot::channel();
        self.calls
            .send(Call { batch, reply })
            .await
            .map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

async fn serve(pool: Pool, waiting: Arc<Mutex<mpsc::Receiver<Call>>>, ringer: Arc<Notify>) {
    loop {
        let (batches, replies) = gather(&mut *waiting.lock().await).await;
        if batches.is_empty() {
            return;
        }
        match store(&pool, &batches).await {
            Ok(outcomes) => {
                if outcomes
                    .iter()
                    .flatten()
                    .any(|outcome| *outcome == Appended::Done)
                {
                    ringer.notify_one();
                }
                for (outcomes, reply) in outcomes.into_iter().zip(replies) {
                    // A caller that has gone does not need its answer.
                    let _ = reply.send(Ok(outcomes));
                }
            }
            // One call that the engine cannot store must not fail its neighbours.
            Err(StoreError::Failed(_)) if batches.len() > 1 => {
                for (batch, reply) in batches.into_iter().zip(replies) {
                    let alone = store(&pool, &[batch]).await;
                    ringer.notify_one();
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

/// Waits for a call and takes those that wait behind it. Nothing when no more will come.
async fn gather(waiting: &mut mpsc::Receiver<Call>) -> (Vec<Vec<Transaction>>, Replies) {
    let (mut batches, mut replies) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    let mut next = waiting.recv().await;
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

/// Stores a group. A commit whose answer was lost is simply tried again: the plan recognizes its entries by their ids.
async fn store(
    pool: &Pool,
    batches: &[Vec<Transaction>],
) -> Result<Vec<Vec<Appended>>, StoreError> {
    let mut patience = Patience::new(Retry::Always);
    loop {
        match store_once(pool, batches).await {
            Ok(outcomes) => return Ok(outcomes),
            Err(trouble) => patience.after(trouble).await?,
        }
    }
}

async fn store_once(
    pool: &Pool,
    batches: &[Vec<Transaction>],
) -> Result<Vec<Vec<Appended>>, Trouble> {
    let client = pool.get().await?;
    let stored = match at_once::attempt(&client, batches).await {
        Ok(None) => append::attempt(&client, batches).await,
        Ok(Some(outcomes)) => Ok(outcomes),
        Err(trouble) => Err(trouble),
    };
    if stored.is_err() {
        // Its transaction may be open still: this connection does not go back to the pool.
        drop(Object::take(client));
    }
    stored
}

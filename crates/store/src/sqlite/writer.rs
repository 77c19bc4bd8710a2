//! The writer thread: takes what waits, stores it in one transaction with one flush, answers each caller.

use super::checkpoint::{self, Checkpointer};
use super::rows;
use crate::limits::{
    BYTES_PER_COMMIT, CALLS_PER_COMMIT, SQLITE_BUSY_TIMEOUT, SQLITE_CHECKPOINT_PAGES,
    SQLITE_PAGE_BYTES, SQLITE_WRITER_CACHE_KIB, WRITES_WAITING,
};
use crate::model::{Appended, BackupReport, StoreError, Transaction};
use crate::plan::{self, Ground, Plan, number_param};
use crate::{packing, sql};
use rusqlite::{Connection, params};
use std::path::Path;
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot};

type Reply<T> = oneshot::Sender<Result<T, StoreError>>;
/// A write inside the shared transaction. Returns the rows it touched.
type Run = Box<dyn FnOnce(&Connection) -> rusqlite::Result<u64> + Send>;
/// A write that opens its own transaction.
type Alone = Box<dyn FnOnce(&Connection) -> Result<BackupReport, StoreError> + Send>;

enum Job {
    Append(Vec<Transaction>, Reply<Vec<Appended>>),
    Run(Run, Reply<u64>),
    Alone(Alone, Reply<BackupReport>),
}

/// The queue to the thread. Dropping it lets the thread finish what waits, and waits for that.
pub(super) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

/// Sets a connection up for writing.
pub(super) fn prepare(connection: &Connection) -> Result<(), StoreError> {
    let prepare = || {
        connection.busy_timeout(SQLITE_BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(64);
        connection.pragma_update(None, "page_size", SQLITE_PAGE_BYTES as i64)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        connection.pragma_update(None, "cache_size", -SQLITE_WRITER_CACHE_KIB)
    };
    prepare().map_err(super::error)
}

impl Writer {
    pub(super) fn start(connection: Connection, path: &Path) -> Result<Self, StoreError> {
        let checkpointer = Checkpointer::start(path)?;
        let (jobs, waiting) = mpsc::channel(WRITES_WAITING);
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || serve(&connection, &checkpointer, waiting))
            .map_err(|error| StoreError::Failed(format!("cannot start a thread: {error}")))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    pub(super) async fn append(
        &self,
        batch: Vec<Transaction>,
    ) -> Result<Vec<Appended>, StoreError> {
        self.ask(|reply| Job::Append(batch, reply)).await
    }

    pub(super) async fn run(&self, run: Run) -> Result<u64, StoreError> {
        self.ask(|reply| Job::Run(run, reply)).await
    }

    pub(super) async fn alone(&self, alone: Alone) -> Result<BackupReport, StoreError> {
        self.ask(|reply| Job::Alone(alone, reply)).await
    }

    /// Whether the thread still takes jobs.
    pub(super) fn alive(&self) -> Result<(), StoreError> {
        match &self.jobs {
            Some(jobs) if !jobs.is_closed() => Ok(()),
            _ => Err(stopped()),
        }
    }

    async fn ask<T>(&self, job: impl FnOnce(Reply<T>) -> Job) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(job(reply)).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

fn stopped() -> StoreError {
    StoreError::Unreachable("its writer has stopped".into())
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(connection: &Connection, checkpointer: &Checkpointer, mut waiting: mpsc::Receiver<Job>) {
    let mut pages = 0;
    let mut next = waiting.blocking_recv();
    while let Some(first) = next.take() {
        let (group, alone) = Group::gather(first, &mut waiting);
        pages += group.pages;
        group.store(connection);
        if let Some((run, reply)) = alone {
            let _ = reply.send(run(connection));
            pages = SQLITE_CHECKPOINT_PAGES;
        }
        if pages >= SQLITE_CHECKPOINT_PAGES {
            pages = 0;
            checkpointer.kick();
        }
        if checkpointer.take_finish()
            && let Err(error) = checkpoint::passive(connection)
        {
            tracing::warn!(%error, "the end of a checkpoint failed; the next one will try again");
        }
        next = waiting.blocking_recv();
    }
}

/// Calls that share one commit.
#[derive(Default)]
struct Group {
    batches: Vec<Vec<Transaction>>,
    /// One for each batch.
    batch_replies: Vec<Reply<Vec<Appended>>>,
    runs: Vec<Run>,
    /// One for each run.
    run_replies: Vec<Reply<u64>>,
    /// An upper bound of the pages it touches.
    pages: u64,
    bytes: usize,
}

impl Group {
    /// Takes jobs until none waits, the group is full, or one comes that wants to be alone.
    fn gather(
        first: Job,
        waiting: &mut mpsc::Receiver<Job>,
    ) -> (Self, Option<(Alone, Reply<BackupReport>)>) {
        let mut group = Self::default();
        let mut next = Some(first);
        while let Some(job) = next.take() {
            match job {
                Job::Append(batch, reply) => group.add(batch, reply),
                Job::Run(run, reply) => {
                    group.pages += 1;
                    group.runs.push(run);
                    group.run_replies.push(reply);
                }
                Job::Alone(alone, reply) => return (group, Some((alone, reply))),
            }
            let calls = group.batches.len() + group.runs.len();
            if calls < CALLS_PER_COMMIT && group.bytes < BYTES_PER_COMMIT {
                next = waiting.try_recv().ok();
            }
        }
        (group, None)
    }

    fn add(&mut self, batch: Vec<Transaction>, reply: Reply<Vec<Appended>>) {
        for transaction in &batch {
            let rows = transaction.entries.len()
                + transaction.records.len()
                + transaction.history.len()
                + transaction.secrets.len();
            let bytes = plan::bytes(transaction);
            self.pages += (rows + bytes / SQLITE_PAGE_BYTES) as u64;
            self.bytes += bytes;
        }
        self.batches.push(batch);
        self.batch_replies.push(reply);
    }

    fn store(self, connection: &Connection) {
        if self.batches.is_empty() && self.runs.is_empty() {
            return;
        }
        match commit(connection, &self.batches, self.runs) {
            Ok((outcomes, touched)) => {
                // A caller that has gone does not need its answer.
                for (outcomes, reply) in outcomes.into_iter().zip(self.batch_replies) {
                    let _ = reply.send(Ok(outcomes));
                }
                for (touched, reply) in touched.into_iter().zip(self.run_replies) {
                    let _ = reply.send(Ok(touched));
                }
            }
            Err(error) => {
                for reply in self.batch_replies {
                    let _ = reply.send(Err(error.clone()));
                }
                for reply in self.run_replies {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }
}

/// The answers of a commit: outcomes of each batch, rows touched by each run.
type Committed = (Vec<Vec<Appended>>, Vec<u64>);

fn commit(
    connection: &Connection,
    batches: &[Vec<Transaction>],
    runs: Vec<Run>,
) -> Result<Committed, StoreError> {
    let store = || -> rusqlite::Result<_> {
        connection.prepare_cached("begin immediate")?.execute([])?;
        let plan = plan::plan(
            batches.iter().map(Vec::as_slice),
            ground(connection, batches)?,
        );
        write(connection, &plan)?;
        let touched: rusqlite::Result<Vec<u64>> =
            runs.into_iter().map(|run| run(connection)).collect();
        let touched = touched?;
        connection.prepare_cached("commit")?.execute([])?;
        Ok((plan.outcomes, touched))
    };
    let stored = store().map_err(super::error);
    if stored.is_err()
        && !connection.is_autocommit()
        && let Err(error) = connection.execute_batch("rollback")
    {
        tracing::error!(%error, "a failed write could not be rolled back");
    }
    stored
}

/// What the batch stands on. Nobody else writes, so it holds still until the commit.
fn ground(connection: &Connection, batches: &[Vec<Transaction>]) -> rusqlite::Result<Ground> {
    let mut ground = Ground::default();
    for transaction in batches.iter().flatten() {
        for entry in &transaction.entries {
            let head = match ground.heads.get(&entry.org) {
                Some(head) => *head,
                None => {
                    let head = rows::head(connection, &entry.org)?.unwrap_or_default();
                    ground.heads.insert(entry.org.clone(), head);
                    head
                }
            };
            if entry.number <= head
                && let Some(id) = rows::entry_id(connection, &entry.org, entry.number)?
            {
                ground.ids.insert((entry.org.clone(), entry.number), id);
            }
        }
        for (_, claim) in &transaction.claims {
            if let Some(holder) = rows::claim(connection, &claim.space, &claim.value)? {
                ground
                    .claims
                    .insert((claim.space.clone(), claim.value.clone()), holder);
            }
        }
    }
    Ok(ground)
}

fn write(connection: &Connection, plan: &Plan<'_>) -> rusqlite::Result<()> {
    write_log(connection, plan)?;
    let mut put = connection.prepare_cached(sql::PUT_RECORD)?;
    let mut delete = connection.prepare_cached(sql::DELETE_RECORD)?;
    for (org, row) in plan.records() {
        match &row.body {
            Some(body) => {
                put.execute(params![org.as_str(), row.kind, row.key, row.version, body])?
            }
            None => delete.execute(params![org.as_str(), row.kind, row.key])?,
        };
    }
    for ((space, value), holder) in &plan.claims {
        match holder {
            Some((org, holder)) => connection.prepare_cached(sql::PUT_CLAIM)?.execute(params![
                space,
                value,
                org.as_str(),
                holder
            ])?,
            None => connection
                .prepare_cached(sql::DELETE_CLAIM)?
                .execute(params![space, value])?,
        };
    }
    plan.history()
        .into_iter()
        .try_for_each(|(org, row)| rows::put_history(connection, org, row))?;
    for secret in plan.secrets() {
        rows::write_secret(connection, sql::PUT_SECRET, secret)?;
    }
    Ok(())
}

fn write_log(connection: &Connection, plan: &Plan<'_>) -> rusqlite::Result<()> {
    for (org, (from, to)) in &plan.heads {
        let (from, to) = (number_param(*from), number_param(*to));
        if from == 0 {
            connection
                .prepare_cached(sql::INSERT_HEAD)?
                .execute(params![org.as_str(), to])?;
        } else {
            connection
                .prepare_cached(sql::MOVE_HEAD)?
                .execute(params![to, org.as_str(), from])?;
        }
    }
    let mut insert = connection.prepare_cached(sql::INSERT_ENTRY)?;
    for entry in plan.entries() {
        let (packing, body) = packing::pack(&entry.body);
        insert.execute(params![
            entry.org.as_str(),
            number_param(entry.number),
            entry.id.to_be_bytes(),
            entry.at.0,
            entry.actor,
            entry.route,
            entry.version,
            packing,
            body,
        ])?;
    }
    Ok(())
}

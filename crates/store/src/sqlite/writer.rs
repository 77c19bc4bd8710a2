//! The writer thread: takes what waits, stores it in one transaction with one flush, answers each caller. A caller who
//! finds it idle does the same by himself.

use super::checkpoint::{self, Checkpointer};
use super::rows;
use crate::limits::{
    BYTES_IN_PLACE_MAX, BYTES_PER_COMMIT, CALLS_PER_COMMIT, COMMIT_IN_PLACE_MAX,
    SQLITE_BUSY_TIMEOUT, SQLITE_CHECKPOINT_PAGES, SQLITE_PAGE_BYTES, SQLITE_WRITER_CACHE_KIB,
    TRANSACTIONS_IN_PLACE_MAX, USUAL_OVER, WRITES_WAITING,
};
use crate::model::{Appended, BackupReport, StoreError, Transaction};
use crate::plan::{self, Ground, Plan, number_param};
use crate::{packing, sql};
use rusqlite::{Connection, params};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

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
    desk: Arc<Mutex<Desk>>,
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
        let desk = Arc::new(Mutex::new(Desk {
            connection,
            checkpointer: Checkpointer::start(path)?,
            pages: 0,
            usual: Duration::ZERO,
        }));
        let (jobs, waiting) = mpsc::channel(WRITES_WAITING);
        let of_thread = Arc::clone(&desk);
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || serve(&of_thread, waiting))
            .map_err(|error| StoreError::Failed(format!("cannot start a thread: {error}")))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
            desk,
        })
    }

    pub(super) async fn append(
        &self,
        batch: Vec<Transaction>,
    ) -> Result<Vec<Appended>, StoreError> {
        match self.append_in_place(batch) {
            Ok(stored) => stored,
            Err(batch) => self.ask(|reply| Job::Append(batch, reply)).await,
        }
    }

    /// Commits a small call on the caller's own thread when nobody else is at the desk; gives it back otherwise.
    ///
    /// Waking the writer's thread and being woken by it costs about as much as the commit. The caller's thread is kept
    /// from other tasks meanwhile, so this is only for quick disks and for runtimes that have a further thread.
    fn append_in_place(
        &self,
        batch: Vec<Transaction>,
    ) -> Result<Result<Vec<Appended>, StoreError>, Vec<Transaction>> {
        let is_small = batch.len() <= TRANSACTIONS_IN_PLACE_MAX
            && batch.iter().map(plan::bytes).sum::<usize>() <= BYTES_IN_PLACE_MAX;
        let has_further_thread =
            || Handle::try_current().is_ok_and(|runtime| runtime.metrics().num_workers() > 1);
        if !is_small || !has_further_thread() || self.alive().is_err() {
            return Err(batch);
        }
        match self.desk.try_lock() {
            Ok(mut desk) if desk.is_quick() => Ok(desk.store_one(batch)),
            _ => Err(batch),
        }
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

/// The writing connection and what goes with each commit. Whoever holds it writes.
struct Desk {
    connection: Connection,
    checkpointer: Checkpointer,
    /// An upper bound of the pages written since the last checkpoint was asked for.
    pages: u64,
    /// How long commits take of late.
    usual: Duration,
}

impl Desk {
    /// Whether the next commit is likely to be short.
    fn is_quick(&self) -> bool {
        self.usual <= COMMIT_IN_PLACE_MAX && !self.checkpointer.is_busy()
    }

    fn store_one(&mut self, batch: Vec<Transaction>) -> Result<Vec<Appended>, StoreError> {
        let mut group = Group::default();
        let (reply, mut answer) = oneshot::channel();
        group.add(batch, reply);
        self.store(group);
        answer.try_recv().unwrap_or_else(|_| Err(stopped()))
    }

    fn store(&mut self, group: Group) {
        if group.is_empty() {
            return;
        }
        self.pages += group.pages;
        let begun = Instant::now();
        group.store(&self.connection);
        let took = begun.elapsed().min(COMMIT_IN_PLACE_MAX * 4);
        self.usual = (self.usual * (USUAL_OVER - 1) + took) / USUAL_OVER;
        self.look_after_the_log();
    }

    fn look_after_the_log(&mut self) {
        if self.pages >= SQLITE_CHECKPOINT_PAGES {
            self.pages = 0;
            self.checkpointer.kick();
        }
        if self.checkpointer.take_finish()
            && let Err(error) = checkpoint::passive(&self.connection)
        {
            tracing::warn!(%error, "the end of a checkpoint failed; the next one will try again");
        }
    }
}

fn serve(desk: &Mutex<Desk>, mut waiting: mpsc::Receiver<Job>) {
    while let Some(first) = waiting.blocking_recv() {
        let Ok(mut desk) = desk.lock() else { return };
        let (group, alone) = Group::gather(first, &mut waiting);
        desk.store(group);
        if let Some((run, reply)) = alone {
            let _ = reply.send(run(&desk.connection));
            desk.pages = SQLITE_CHECKPOINT_PAGES;
            desk.look_after_the_log();
        }
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

    fn is_empty(&self) -> bool {
        self.batches.is_empty() && self.runs.is_empty()
    }

    fn store(self, connection: &Connection) {
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
        for (org, number) in plan::places(transaction) {
            let head = match ground.heads.get(org) {
                Some(head) => *head,
                None => {
                    let head = rows::head(connection, org)?.unwrap_or_default();
                    ground.heads.insert(org.clone(), head);
                    head
                }
            };
            if number <= head
                && let Some(id) = rows::entry_id(connection, org, number)?
            {
                ground.ids.insert((org.clone(), number), id);
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
    for (org, (from, _)) in &plan.heads {
        if from.0 == 0 {
            connection
                .prepare_cached(sql::sqlite::INSERT_ORGANIZATION)?
                .execute(params![org.as_str()])?;
        }
    }
    let mut insert = connection.prepare_cached(sql::sqlite::INSERT_ENTRY)?;
    for entry in plan.entries() {
        let (packing, body) = packing::pack(&entry.body);
        let inserted = insert.execute(params![
            number_param(entry.number),
            entry.id.to_be_bytes(),
            entry.at.0,
            entry.actor,
            entry.route,
            entry.version,
            packing,
            body,
            entry.org.as_str(),
        ])?;
        if inserted != 1 {
            return Err(rusqlite::Error::StatementChangedRows(inserted));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Entry;
    use endpoint::{Millis, Number, OrgId};

    fn writer(folder: &tempfile::TempDir) -> Writer {
        let path = folder.path().join("writer.db");
        let connection = Connection::open(&path).expect("a database");
        prepare(&connection).expect("it is new");
        crate::sqlite::migrate(&connection).expect("it is empty");
        Writer::start(connection, &path).expect("a thread")
    }

    fn one(number: u64, body_bytes: usize) -> Transaction {
        let entry = Entry {
            org: OrgId::new("acme"),
            number: Number(number),
            id: number.into(),
            at: Millis(1),
            actor: "ann".into(),
            route: "test".into(),
            version: 1,
            body: vec![b'x'; body_bytes],
        };
        Transaction {
            entries: vec![entry],
            ..Transaction::default()
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_small_call_is_committed_in_place_when_nobody_writes() {
        let folder = tempfile::tempdir().expect("a folder");
        let writer = writer(&folder);
        writer.desk.lock().expect("nobody panicked").usual = COMMIT_IN_PLACE_MAX;
        let stored = writer.append_in_place(vec![one(1, 10)]);
        assert!(
            matches!(&stored, Ok(Ok(outcomes)) if outcomes == &[Appended::Done]),
            "{stored:?}"
        );
        let follows_not = writer
            .append(vec![one(1, 10), one(3, 10)])
            .await
            .expect("it answers");
        let behind = Appended::Behind(OrgId::new("acme"), Number(1));
        assert_eq!(follows_not, [Appended::Done, behind]);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_large_or_would_wait_is_left_to_the_thread() {
        let folder = tempfile::tempdir().expect("a folder");
        let writer = writer(&folder);
        let many = (1..=TRANSACTIONS_IN_PLACE_MAX as u64 + 1).map(|number| one(number, 10));
        assert!(writer.append_in_place(many.collect()).is_err());
        assert!(
            writer
                .append_in_place(vec![one(1, BYTES_IN_PLACE_MAX + 1)])
                .is_err()
        );
        {
            let mut desk = writer.desk.lock().expect("nobody panicked");
            assert!(writer.append_in_place(vec![one(1, 10)]).is_err());
            desk.usual = COMMIT_IN_PLACE_MAX * 2;
        }
        assert!(writer.append_in_place(vec![one(1, 10)]).is_err());
        assert_eq!(
            writer.append(vec![one(1, 10)]).await.expect("it answers"),
            [Appended::Done]
        );
    }

    #[tokio::test]
    async fn a_runtime_of_one_thread_is_never_kept_waiting() {
        let folder = tempfile::tempdir().expect("a folder");
        let writer = writer(&folder);
        assert!(writer.append_in_place(vec![one(1, 10)]).is_err());
        assert_eq!(
            writer.append(vec![one(1, 10)]).await.expect("it answers"),
            [Appended::Done]
        );
    }
}

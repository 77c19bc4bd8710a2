//! Moves pages from the write-ahead log into the database beside the commits, not inside them: a commit that has to
//! checkpoint a thousand pages stalls everybody for ten milliseconds.

use crate::limits::{SQLITE_BUSY_TIMEOUT, SQLITE_WAL_PAGES_MAX};
use crate::model::StoreError;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// The thread that checkpoints when kicked.
pub(super) struct Checkpointer {
    kick: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    finish: Arc<AtomicBool>,
    busy: Arc<AtomicBool>,
}

impl Checkpointer {
    pub(super) fn start(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path).map_err(super::error)?;
        connection
            .busy_timeout(SQLITE_BUSY_TIMEOUT)
            .map_err(super::error)?;
        let finish = Arc::new(AtomicBool::new(false));
        let asks_to_finish = Arc::clone(&finish);
        let busy = Arc::new(AtomicBool::new(false));
        let is_busy = Arc::clone(&busy);
        let (kick, kicks) = sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("store-checkpoint".into())
            .spawn(move || run(&connection, &kicks, &asks_to_finish, &is_busy))
            .map_err(|error| StoreError::Failed(format!("cannot start a thread: {error}")))?;
        Ok(Self {
            kick: Some(kick),
            thread: Some(thread),
            finish,
            busy,
        })
    }

    /// Asks for a checkpoint; one that is under way or waiting already is enough.
    pub(super) fn kick(&self) {
        if let Some(kick) = &self.kick {
            let _ = kick.try_send(());
        }
    }

    /// Whether a checkpoint is under way or waits to be finished; commits take longer then.
    pub(super) fn is_busy(&self) -> bool {
        self.busy.load(Ordering::Relaxed) || self.finish.load(Ordering::Relaxed)
    }

    /// Whether the writer should finish the checkpoint itself. Under steady writing the thread never catches the end
    /// of the log, and only a log that is copied to its end starts anew; the writer has but the last pages to copy.
    pub(super) fn take_finish(&self) -> bool {
        self.finish.swap(false, Ordering::Relaxed)
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.kick = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(connection: &Connection, kicks: &Receiver<()>, finish: &AtomicBool, busy: &AtomicBool) {
    while kicks.recv().is_ok() {
        busy.store(true, Ordering::Relaxed);
        match passive(connection) {
            Ok(pages) if pages > SQLITE_WAL_PAGES_MAX => finish.store(true, Ordering::Relaxed),
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "a checkpoint failed; the next one will try again")
            }
        }
        busy.store(false, Ordering::Relaxed);
    }
}

/// Copies what can be copied without waiting for anybody. Returns the pages in the log.
pub(super) fn passive(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("pragma wal_checkpoint(passive)", [], |row| {
        let pages: i64 = row.get(1)?;
        Ok(pages.max(0).unsigned_abs())
    })
}

//! Reading connections on blocking threads, reused while idle.

use crate::limits::{LOADS_AT_ONCE, SQLITE_BUSY_TIMEOUT, SQLITE_READS_AT_ONCE};
use crate::model::StoreError;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(super) struct Readers {
    idle: Arc<Idle>,
    reads: Arc<Semaphore>,
    // Loads wait for their consumer, so they must not hold up the short reads.
    loads: Arc<Semaphore>,
}

struct Idle {
    path: PathBuf,
    connections: Mutex<Vec<Connection>>,
}

impl Idle {
    fn take(&self) -> rusqlite::Result<Connection> {
        let idle = self
            .connections
            .lock()
            .expect("no code panics while it holds the list")
            .pop();
        idle.map_or_else(|| open(&self.path), Ok)
    }

    fn give(&self, connection: Connection) {
        let mut idle = self
            .connections
            .lock()
            .expect("no code panics while it holds the list");
        if idle.len() < SQLITE_READS_AT_ONCE {
            idle.push(connection);
        }
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(SQLITE_BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(32);
    connection.execute_batch("pragma query_only = on")?;
    Ok(connection)
}

async fn permit(of: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    Arc::clone(of)
        .acquire_owned()
        .await
        .expect("the semaphore is never closed")
}

impl Readers {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            idle: Arc::new(Idle {
                path: path.to_owned(),
                connections: Mutex::default(),
            }),
            reads: Arc::new(Semaphore::new(SQLITE_READS_AT_ONCE)),
            loads: Arc::new(Semaphore::new(LOADS_AT_ONCE)),
        }
    }

    /// Runs a short read.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        run: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let permit = permit(&self.reads).await;
        let idle = Arc::clone(&self.idle);
        let read = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let connection = idle.take()?;
            let result = run(&connection);
            idle.give(connection);
            result
        });
        read.await
            .map_err(|error| StoreError::Unreachable(error.to_string()))?
            .map_err(super::error)
    }

    /// Runs a read that hands its rows on as it goes, without waiting for its end.
    pub(super) async fn stream(&self, run: impl FnOnce(&Connection) + Send + 'static) {
        let permit = permit(&self.loads).await;
        let idle = Arc::clone(&self.idle);
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            match idle.take() {
                Ok(connection) => {
                    run(&connection);
                    idle.give(connection);
                }
                Err(error) => tracing::warn!(%error, "cannot open the database for a load"),
            }
        });
    }
}

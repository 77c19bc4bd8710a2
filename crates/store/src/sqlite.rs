//! One file. One thread owns the only writing connection and lets waiting calls share a commit; reads run beside it.

mod checkpoint;
mod lock;
mod readers;
mod rows;
mod writer;

use crate::archive;
use crate::limits::{LOAD_CHUNKS_WAITING, SQLITE_BUSY_TIMEOUT};
use crate::model::{
    Appended, BackupReport, Entry, HeldClaim, HistoryRow, Loading, Secret, SecretKind, Slice,
    StoreError, Transaction,
};
use crate::{Answer, Store, plan, sql};
use endpoint::{Millis, Number, OrgId};
use readers::Readers;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use std::path::{Path, PathBuf};
use tokio::sync::{mpsc, oneshot, watch};
use writer::Writer;

/// The store for one machine.
pub struct SqliteStore {
    // Fields drop in this order: the writer ends before the lock goes.
    writer: Writer,
    readers: Readers,
    path: PathBuf,
    _lock: lock::Lock,
}

impl SqliteStore {
    /// Opens the database at `path`, making it and its folder when absent. Refuses while another process has it open.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let refused =
            |error| StoreError::Failed(format!("cannot open {}: {error}", path.display()));
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(refused)?;
        }
        let lock = lock::Lock::take(path)?;
        archive::create_private(path).map_err(refused)?;
        let connection = Connection::open(path).map_err(error)?;
        writer::prepare(&connection)?;
        migrate(&connection)?;
        Ok(Self {
            writer: Writer::start(connection, path)?,
            readers: Readers::new(path),
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// A short write that shares a commit with others.
    fn write(
        &self,
        run: impl FnOnce(&Connection) -> rusqlite::Result<u64> + Send + 'static,
    ) -> Answer<'_, u64> {
        Box::pin(self.writer.run(Box::new(run)))
    }
}

/// What an error of SQLite means to the caller.
pub(crate) fn error(error: rusqlite::Error) -> StoreError {
    let text = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Unreachable(text),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Corrupt(text),
        _ => match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => StoreError::Corrupt(text),
            _ => StoreError::Failed(text),
        },
    }
}

/// Brings the schema to the present version.
pub(crate) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("begin immediate").map_err(error)?;
    let migrated = migrate_inside(connection);
    let end = if migrated.is_ok() {
        "commit"
    } else {
        "rollback"
    };
    connection.execute_batch(end).map_err(error)?;
    migrated
}

fn migrate_inside(connection: &Connection) -> Result<(), StoreError> {
    connection
        .execute_batch(sql::CREATE_VERSION)
        .map_err(error)?;
    connection
        .execute_batch(sql::START_VERSION)
        .map_err(error)?;
    let version: i64 = connection
        .query_row(sql::READ_VERSION, [], |row| row.get(0))
        .map_err(error)?;
    sql::refuse_newer(version)?;
    for step in sql::steps_after(&sql::SQLITE, version) {
        connection.execute_batch(&step).map_err(error)?;
    }
    connection
        .execute(sql::WRITE_VERSION, params![sql::SCHEMA_VERSION])
        .map_err(error)?;
    Ok(())
}

impl Store for SqliteStore {
    fn load(&self, org: &OrgId) -> Answer<'_, Loading> {
        let org = org.clone();
        Box::pin(async move {
            let (head_sender, head) = oneshot::channel();
            let (sender, chunks) = mpsc::channel(LOAD_CHUNKS_WAITING);
            self.readers
                .stream(move |connection| rows::load(connection, &org, head_sender, &sender))
                .await;
            let head = head
                .await
                .map_err(|_| StoreError::Unreachable("the load broke off".into()))??;
            Ok(Loading { head, chunks })
        })
    }

    fn append(&self, batch: Vec<Transaction>) -> Answer<'_, Vec<Appended>> {
        Box::pin(async move {
            batch.iter().try_for_each(plan::check)?;
            self.writer.append(batch).await
        })
    }

    fn since(&self, org: &OrgId, after: Number, limit: u32) -> Answer<'_, Vec<Entry>> {
        let org = org.clone();
        Box::pin(
            self.readers
                .read(move |connection| rows::since(connection, &org, after, limit)),
        )
    }

    fn heads(&self, of: &[OrgId]) -> Answer<'_, Vec<(OrgId, Number)>> {
        let of = of.to_vec();
        Box::pin(
            self.readers
                .read(move |connection| rows::heads(connection, of)),
        )
    }

    fn organizations(&self, after: Option<&OrgId>, limit: u32) -> Answer<'_, Vec<OrgId>> {
        let after = after.map_or(String::new(), |org| org.as_str().to_owned());
        Box::pin(self.readers.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::ORGANIZATIONS)?;
            statement
                .query_map(params![after, limit], |row| rows::org(row, 0))?
                .collect()
        }))
    }

    fn claim(&self, space: &str, value: &str) -> Answer<'_, Option<(OrgId, String)>> {
        let (space, value) = (space.to_owned(), value.to_owned());
        Box::pin(
            self.readers
                .read(move |connection| rows::claim(connection, &space, &value)),
        )
    }

    fn claims(&self, space: &str, after: &str, limit: u32) -> Answer<'_, Vec<HeldClaim>> {
        let (space, after) = (space.to_owned(), after.to_owned());
        Box::pin(self.readers.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::CLAIMS)?;
            let found = statement.query_map(params![space, after, limit], |row| {
                Ok((row.get(0)?, rows::org(row, 1)?, row.get(2)?))
            })?;
            found.collect()
        }))
    }

    fn put_slice(&self, slice: Slice) -> Answer<'_, ()> {
        let written = self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::PUT_SLICE)?;
            let Slice {
                org,
                name,
                index,
                body,
                expires_at,
            } = &slice;
            Ok(statement.execute(params![org.as_str(), name, index, body, expires_at.0])? as u64)
        });
        Box::pin(async { written.await.map(drop) })
    }

    fn slice(
        &self,
        org: &OrgId,
        name: &str,
        index: u32,
        now: Millis,
    ) -> Answer<'_, Option<Vec<u8>>> {
        let (org, name) = (org.clone(), name.to_owned());
        Box::pin(self.readers.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::SLICE)?;
            let asked = params![org.as_str(), name, index, now.0];
            statement.query_row(asked, |row| row.get(0)).optional()
        }))
    }

    fn slice_bytes(&self, org: &OrgId) -> Answer<'_, u64> {
        let org = org.clone();
        Box::pin(self.readers.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::SLICE_BYTES)?;
            let bytes: i64 = statement.query_row(params![org.as_str()], |row| row.get(0))?;
            Ok(bytes.unsigned_abs())
        }))
    }

    fn delete_slices(&self, org: &OrgId, name: &str) -> Answer<'_, ()> {
        let (org, name) = (org.clone(), name.to_owned());
        let written = self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::DELETE_SLICES)?;
            Ok(statement.execute(params![org.as_str(), name])? as u64)
        });
        Box::pin(async { written.await.map(drop) })
    }

    fn sweep_slices(&self, now: Millis, limit: u32) -> Answer<'_, u64> {
        self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::SWEEP_SLICES)?;
            Ok(statement.execute(params![now.0, limit])? as u64)
        })
    }

    fn history(
        &self,
        org: &OrgId,
        kind: &str,
        from: (Millis, &str),
        until: Millis,
        limit: u32,
    ) -> Answer<'_, Vec<HistoryRow>> {
        let (org, kind) = (org.clone(), kind.to_owned());
        let (from_at, from_key) = (from.0.0, from.1.to_owned());
        Box::pin(self.readers.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::HISTORY)?;
            let asked = params![org.as_str(), kind, from_at, from_key, until.0, limit];
            let found = statement.query_map(asked, |row| {
                Ok(HistoryRow {
                    kind: kind.clone(),
                    at: Millis(row.get(0)?),
                    key: row.get(1)?,
                    body: row.get(2)?,
                })
            })?;
            found.collect()
        }))
    }

    fn note(&self, org: &OrgId, rows: Vec<HistoryRow>) -> Answer<'_, ()> {
        let org = org.clone();
        let written = self.write(move |connection| {
            rows.iter()
                .try_for_each(|row| rows::put_history(connection, &org, row))?;
            Ok(rows.len() as u64)
        });
        Box::pin(async { written.await.map(drop) })
    }

    fn secret(&self, kind: SecretKind, key: &str, now: Millis) -> Answer<'_, Option<Secret>> {
        let key = key.to_owned();
        Box::pin(self.readers.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::SECRET)?;
            let found = statement.query_row(params![kind.as_str(), key, now.0], |row| {
                rows::secret(kind, key.clone(), row)
            });
            found.optional()
        }))
    }

    fn secrets(
        &self,
        kind: SecretKind,
        after: &str,
        limit: u32,
        now: Millis,
    ) -> Answer<'_, Vec<Secret>> {
        let after = after.to_owned();
        Box::pin(self.readers.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::SECRETS)?;
            let asked = params![kind.as_str(), after, now.0, limit];
            let found = statement.query_map(asked, |row| rows::secret(kind, row.get(3)?, row))?;
            found.collect()
        }))
    }

    fn put_secret(&self, secret: Secret) -> Answer<'_, ()> {
        let written =
            self.write(move |connection| rows::write_secret(connection, sql::PUT_SECRET, &secret));
        Box::pin(async { written.await.map(drop) })
    }

    fn create_secret(&self, secret: Secret) -> Answer<'_, bool> {
        let written = self
            .write(move |connection| rows::write_secret(connection, sql::CREATE_SECRET, &secret));
        Box::pin(async { written.await.map(|created| created == 1) })
    }

    fn delete_secret(&self, kind: SecretKind, key: &str) -> Answer<'_, ()> {
        let key = key.to_owned();
        let written = self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::DELETE_SECRET)?;
            Ok(statement.execute(params![kind.as_str(), key])? as u64)
        });
        Box::pin(async { written.await.map(drop) })
    }

    fn renew_secret(
        &self,
        kind: SecretKind,
        key: &str,
        body: &[u8],
        expires_at: Millis,
    ) -> Answer<'_, bool> {
        let (key, body) = (key.to_owned(), body.to_vec());
        let written = self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::RENEW_SECRET)?;
            Ok(statement.execute(params![expires_at.0, kind.as_str(), key, body])? as u64)
        });
        Box::pin(async { written.await.map(|touched| touched == 1) })
    }

    fn delete_secret_with(&self, kind: SecretKind, key: &str, body: &[u8]) -> Answer<'_, bool> {
        let (key, body) = (key.to_owned(), body.to_vec());
        let written = self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::DELETE_SECRET_WITH)?;
            Ok(statement.execute(params![kind.as_str(), key, body])? as u64)
        });
        Box::pin(async { written.await.map(|touched| touched == 1) })
    }

    fn sweep_secrets(&self, now: Millis, limit: u32) -> Answer<'_, u64> {
        self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::SWEEP_SECRETS)?;
            Ok(statement.execute(params![now.0, limit])? as u64)
        })
    }

    fn cursor(&self, consumer: &str, org: &OrgId) -> Answer<'_, Number> {
        let (consumer, org) = (consumer.to_owned(), org.clone());
        Box::pin(self.readers.read(move |connection| {
            let mut statement = connection.prepare_cached(sql::CURSOR)?;
            let found = statement
                .query_row(params![consumer, org.as_str()], |row| rows::number(row, 0))
                .optional()?;
            Ok(found.unwrap_or_default())
        }))
    }

    fn move_cursor(&self, consumer: &str, org: &OrgId, to: Number) -> Answer<'_, ()> {
        let (consumer, org) = (consumer.to_owned(), org.clone());
        let written = self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::MOVE_CURSOR)?;
            Ok(
                statement.execute(params![consumer, org.as_str(), plan::saturated_param(to)])?
                    as u64,
            )
        });
        Box::pin(async { written.await.map(drop) })
    }

    fn move_cursor_under(
        &self,
        (lease, body): (&str, &[u8]),
        consumer: &str,
        org: &OrgId,
        to: Number,
    ) -> Answer<'_, bool> {
        let (lease, body) = (lease.to_owned(), body.to_vec());
        let (consumer, org) = (consumer.to_owned(), org.clone());
        let written = self.write(move |connection| {
            let mut statement = connection.prepare_cached(sql::MOVE_CURSOR_UNDER)?;
            let to = plan::saturated_param(to);
            let asked = params![consumer, org.as_str(), to, lease, body];
            Ok(statement.execute(asked)? as u64)
        });
        Box::pin(async { written.await.map(|touched| touched == 1) })
    }

    fn bell(&self) -> Option<watch::Receiver<u64>> {
        None
    }

    fn ping(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            self.writer.alive()?;
            self.readers
                .read(|connection| connection.query_row("select 1", [], |_| Ok(())))
                .await
        })
    }

    fn backup(&self, file: &Path) -> Answer<'_, BackupReport> {
        let (file, path) = (file.to_owned(), self.path.clone());
        Box::pin(async move {
            let copied = tokio::task::spawn_blocking(move || copy(&path, &file)).await;
            copied.map_err(|error| StoreError::Failed(error.to_string()))?
        })
    }

    fn restore(&self, file: &Path) -> Answer<'_, BackupReport> {
        let file = file.to_owned();
        Box::pin(
            self.writer
                .alone(Box::new(move |connection| restore(connection, &file))),
        )
    }
}

fn copy(path: &Path, file: &Path) -> Result<BackupReport, StoreError> {
    let partial = archive::Partial::begin(file)?;
    let connection = Connection::open(path).map_err(error)?;
    connection
        .busy_timeout(SQLITE_BUSY_TIMEOUT)
        .map_err(error)?;
    let target = partial.path.to_str().ok_or_else(|| {
        StoreError::Failed(format!("the name {} is not text", partial.path.display()))
    })?;
    connection
        .execute("vacuum into ?1", params![target])
        .map_err(error)?;
    let entries = archive::report(&partial.path, &archive::open(&partial.path)?)?.entries;
    Ok(BackupReport {
        bytes: partial.finish()?,
        entries,
    })
}

fn restore(connection: &Connection, file: &Path) -> Result<BackupReport, StoreError> {
    let backup = archive::open(file)?;
    let report = archive::report(file, &backup)?;
    let name = file
        .to_str()
        .ok_or_else(|| StoreError::Failed(format!("the name {} is not text", file.display())))?;
    connection
        .execute("attach ?1 as backup", params![name])
        .map_err(error)?;
    let restored = restore_attached(connection);
    connection.execute_batch("detach backup").map_err(error)?;
    restored.map(|()| report)
}

fn restore_attached(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("begin immediate").map_err(error)?;
    let copied = copy_tables(connection);
    let end = if copied.is_ok() { "commit" } else { "rollback" };
    connection.execute_batch(end).map_err(error)?;
    copied
}

fn copy_tables(connection: &Connection) -> Result<(), StoreError> {
    for table in sql::TABLES {
        let name = table.name;
        let filled: bool = connection
            .query_row(
                &format!("select exists (select 1 from main.{name})"),
                [],
                |row| row.get(0),
            )
            .map_err(error)?;
        if filled {
            return Err(archive::not_empty());
        }
    }
    for table in sql::TABLES {
        let (name, columns) = (table.name, table.column_names());
        let copy =
            format!("insert into main.{name} ({columns}) select {columns} from backup.{name}");
        connection.execute_batch(&copy).map_err(error)?;
    }
    Ok(())
}

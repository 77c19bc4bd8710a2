//! The one format of backups: a SQLite file with the present schema. `SqliteStore` has SQLite write it; the other
//! engines bring their rows here.

use crate::limits::ARCHIVE_CHUNK_ROWS;
use crate::model::{BackupReport, StoreError};
use crate::sql::{self, TABLES, Table};
use crate::sqlite;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

/// Rows of one table on their way into or out of a backup.
#[derive(Debug)]
pub(crate) struct Rows {
    /// Index into `TABLES`.
    pub table: usize,
    /// Values in order of the table's columns.
    pub rows: Vec<Vec<Value>>,
}

/// A backup in the making. The file takes its name only when it is whole.
pub(crate) struct Writing {
    connection: Connection,
    partial: Partial,
}

impl Writing {
    pub fn begin(file: &Path) -> Result<Self, StoreError> {
        let partial = Partial::begin(file)?;
        let connection = Connection::open(&partial.path).map_err(sqlite::error)?;
        connection
            .execute_batch("pragma journal_mode = off; pragma synchronous = off;")
            .map_err(sqlite::error)?;
        sqlite::migrate(&connection)?;
        connection.execute_batch("begin").map_err(sqlite::error)?;
        Ok(Self {
            connection,
            partial,
        })
    }

    pub fn add(&mut self, chunk: &Rows) -> Result<(), StoreError> {
        let insert = insert_into(&TABLES[chunk.table]);
        let mut statement = self
            .connection
            .prepare_cached(&insert)
            .map_err(sqlite::error)?;
        for row in &chunk.rows {
            statement
                .execute(params_from_iter(row))
                .map_err(sqlite::error)?;
        }
        Ok(())
    }

    pub fn finish(self) -> Result<BackupReport, StoreError> {
        self.connection
            .execute_batch("commit")
            .map_err(sqlite::error)?;
        let entries = count_entries(&self.connection)?;
        self.connection
            .close()
            .map_err(|(_, error)| sqlite::error(error))?;
        Ok(BackupReport {
            bytes: self.partial.finish()?,
            entries,
        })
    }
}

/// The file under its provisional name, removed again unless finished.
pub(crate) struct Partial {
    pub path: PathBuf,
    wanted: PathBuf,
}

impl Partial {
    /// Reserves an empty file beside `file`, which must not exist.
    pub fn begin(file: &Path) -> Result<Self, StoreError> {
        if file.exists() {
            return Err(StoreError::Failed(format!(
                "{} exists already; name a file that does not",
                file.display()
            )));
        }
        let mut path = file.as_os_str().to_owned();
        path.push(".partial");
        let path = PathBuf::from(path);
        let refused =
            |error| StoreError::Failed(format!("cannot write {}: {error}", path.display()));
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(refused(error));
            }
            _ => {}
        }
        create_private(&path).map_err(refused)?;
        Ok(Self {
            path: path.clone(),
            wanted: file.to_owned(),
        })
    }

    /// Makes the file durable under its name. Returns its length.
    pub fn finish(self) -> Result<u64, StoreError> {
        let finish = || {
            let file = File::open(&self.path)?;
            file.sync_all()?;
            std::fs::rename(&self.path, &self.wanted)?;
            if let Some(folder) = self
                .wanted
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty())
            {
                File::open(folder)?.sync_all()?;
            }
            Ok(file.metadata()?.len())
        };
        finish().map_err(|error: std::io::Error| {
            StoreError::Failed(format!("cannot finish {}: {error}", self.wanted.display()))
        })
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Absent when finished; otherwise nothing depends on its going.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Creates a file that only its owner reads: the store holds password hashes.
pub(crate) fn create_private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

/// Opens a backup and makes sure that it is one.
pub(crate) fn open(file: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| StoreError::Failed(format!("cannot open {}: {error}", file.display())))?;
    let version = connection
        .query_row(sql::READ_VERSION, [], |row| row.get::<_, i64>(0))
        .map_err(|error| not_a_backup(file, &error.to_string()))?;
    // What a backup brings back has had the same names and columns since the first version.
    if !(1..=sql::SCHEMA_VERSION).contains(&version) {
        return Err(not_a_backup(
            file,
            &format!(
                "it has schema version {version}, this program reads 1 to {}",
                sql::SCHEMA_VERSION
            ),
        ));
    }
    let sound = connection
        .query_row("pragma quick_check(1)", [], |row| row.get::<_, String>(0))
        .map_err(|error| not_a_backup(file, &error.to_string()))?;
    if sound != "ok" {
        return Err(not_a_backup(file, &sound));
    }
    Ok(connection)
}

fn not_a_backup(file: &Path, why: &str) -> StoreError {
    StoreError::Corrupt(format!(
        "{} is not a backup that can be restored: {why}",
        file.display()
    ))
}

/// Hands every row of a backup to `take`, table by table, in chunks.
pub(crate) fn read(
    file: &Path,
    mut take: impl FnMut(Rows) -> Result<(), StoreError>,
) -> Result<BackupReport, StoreError> {
    let connection = open(file)?;
    for (index, table) in TABLES.iter().enumerate() {
        let select = format!("select {} from {}", table.column_names(), table.name);
        let mut statement = connection.prepare(&select).map_err(sqlite::error)?;
        let mut rows = statement.query([]).map_err(sqlite::error)?;
        let mut chunk = Vec::with_capacity(ARCHIVE_CHUNK_ROWS);
        while let Some(row) = rows.next().map_err(sqlite::error)? {
            let values: Result<Vec<Value>, _> = (0..table.columns.len())
                .map(|column| row.get(column))
                .collect();
            chunk.push(values.map_err(sqlite::error)?);
            if chunk.len() == ARCHIVE_CHUNK_ROWS {
                take(Rows {
                    table: index,
                    rows: std::mem::take(&mut chunk),
                })?;
            }
        }
        if !chunk.is_empty() {
            take(Rows {
                table: index,
                rows: chunk,
            })?;
        }
    }
    report(file, &connection)
}

/// What a backup holds.
pub(crate) fn report(file: &Path, connection: &Connection) -> Result<BackupReport, StoreError> {
    let bytes = std::fs::metadata(file)
        .map_err(|error| StoreError::Failed(format!("cannot read {}: {error}", file.display())))?
        .len();
    Ok(BackupReport {
        bytes,
        entries: count_entries(connection)?,
    })
}

fn count_entries(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection
        .query_row("select count(*) from log", [], |row| row.get(0))
        .map_err(sqlite::error)?;
    Ok(count.unsigned_abs())
}

fn insert_into(table: &Table) -> String {
    let places: Vec<String> = (1..=table.columns.len())
        .map(|index| format!("?{index}"))
        .collect();
    format!(
        "insert into {} ({}) values ({})",
        table.name,
        table.column_names(),
        places.join(", ")
    )
}

/// Why a restore into a store that is in use is refused.
pub(crate) fn not_empty() -> StoreError {
    StoreError::Failed(
        "this store holds data already; a backup is restored into an empty one".into(),
    )
}

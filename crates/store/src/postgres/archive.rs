//! A backup as one snapshot's rows, table by table, and back.

use super::retry::Trouble;
use crate::archive::{self, Rows, Writing};
use crate::limits::ARCHIVE_CHUNK_ROWS;
use crate::model::{BackupReport, StoreError};
use crate::sql::{Column, TABLES, Table};
use deadpool_postgres::{Pool, Transaction};
use futures_util::TryStreamExt;
use rusqlite::types::Value;
use std::path::PathBuf;
use std::pin::{Pin, pin};
use tokio::sync::mpsc;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{IsolationLevel, Row};

/// Chunks that may wait between the engine and the file.
const CHUNKS_WAITING: usize = 4;

pub(super) async fn write(pool: &Pool, file: PathBuf) -> Result<BackupReport, StoreError> {
    let (sender, mut chunks) = mpsc::channel::<Rows>(CHUNKS_WAITING);
    let (finish, finished) = std::sync::mpsc::sync_channel(1);
    let writing = tokio::task::spawn_blocking(move || {
        let mut writing = Writing::begin(&file)?;
        while let Some(chunk) = chunks.blocking_recv() {
            writing.add(&chunk)?;
        }
        // The channel also closes when reading broke off; then the file must not look whole.
        match finished.try_recv() {
            Ok(()) => writing.finish(),
            Err(_) => Err(StoreError::Unreachable("the backup broke off".into())),
        }
    });
    let sent = send_tables(pool, &sender).await;
    if sent.is_ok() {
        let _ = finish.send(());
    }
    drop(sender);
    let written = writing
        .await
        .map_err(|error| StoreError::Failed(error.to_string()))?;
    // An error of the file comes first: it is also why sending broke off.
    match (written, sent) {
        (Ok(report), Ok(())) => Ok(report),
        (Err(StoreError::Unreachable(_)), Err(trouble)) => Err(trouble.into()),
        (Err(error), _) => Err(error),
        (Ok(_), Err(trouble)) => Err(trouble.into()),
    }
}

async fn send_tables(pool: &Pool, sender: &mpsc::Sender<Rows>) -> Result<(), Trouble> {
    let mut client = pool.get().await?;
    let snapshot = client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await?;
    for index in 0..TABLES.len() {
        if !send_table(&snapshot, index, sender).await? {
            return Ok(());
        }
    }
    Ok(snapshot.rollback().await?)
}

/// Sends a table's rows. `false` when nobody takes them any more.
async fn send_table(
    snapshot: &Transaction<'_>,
    index: usize,
    sender: &mpsc::Sender<Rows>,
) -> Result<bool, Trouble> {
    let table = &TABLES[index];
    let (key, _) = table.columns[0];
    let (_, second) = (key, table.columns[1].0);
    // In order of the key as far as it matters to the file: neighbours are written next to each other.
    let select = format!(
        "select {} from {} order by {key}, {second}",
        table.column_names(),
        table.name
    );
    let parameters: [&str; 0] = [];
    let mut rows = pin!(snapshot.query_raw(&select, parameters).await?);
    let mut chunk = Vec::with_capacity(ARCHIVE_CHUNK_ROWS);
    while let Some(row) = rows.try_next().await? {
        chunk.push(values(table, &row)?);
        if chunk.len() == ARCHIVE_CHUNK_ROWS {
            let full = Rows {
                table: index,
                rows: std::mem::take(&mut chunk),
            };
            if sender.send(full).await.is_err() {
                return Ok(false);
            }
        }
    }
    let last = Rows {
        table: index,
        rows: chunk,
    };
    Ok(last.rows.is_empty() || sender.send(last).await.is_ok())
}

fn values(table: &Table, row: &Row) -> Result<Vec<Value>, StoreError> {
    let value = |(index, (_, column)): (usize, &(&str, Column))| {
        let value = match column {
            Column::Text => row.try_get::<_, Option<String>>(index).map(Value::from),
            Column::Integer => row.try_get::<_, Option<i32>>(index).map(Value::from),
            Column::Bigint => row.try_get::<_, Option<i64>>(index).map(Value::from),
            Column::Bytes => row.try_get::<_, Option<Vec<u8>>>(index).map(Value::from),
        };
        value.map_err(|error| StoreError::Corrupt(error.to_string()))
    };
    table.columns.iter().enumerate().map(value).collect()
}

pub(super) async fn read(pool: &Pool, file: PathBuf) -> Result<BackupReport, StoreError> {
    let (sender, mut chunks) = mpsc::channel::<Rows>(CHUNKS_WAITING);
    let reading = tokio::task::spawn_blocking(move || {
        archive::read(&file, |chunk| {
            sender
                .blocking_send(chunk)
                .map_err(|_| StoreError::Unreachable("the restore broke off".into()))
        })
    });
    let taken = take_tables(pool, &mut chunks, reading).await;
    taken.map_err(StoreError::from)
}

async fn take_tables(
    pool: &Pool,
    chunks: &mut mpsc::Receiver<Rows>,
    reading: tokio::task::JoinHandle<Result<BackupReport, StoreError>>,
) -> Result<BackupReport, Trouble> {
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    for table in TABLES {
        let filled = format!("select exists (select 1 from {})", table.name);
        if transaction.query_one(&filled, &[]).await?.get(0) {
            return Err(archive::not_empty().into());
        }
    }
    let mut next = chunks.recv().await;
    while let Some(first) = next {
        next = copy_table(&transaction, first, chunks).await?;
    }
    // The file must have been read to its end before any of it counts.
    let report = reading
        .await
        .map_err(|error| StoreError::Failed(error.to_string()))??;
    transaction.commit().await?;
    Ok(report)
}

/// Copies the chunks of one table. Returns the first of the next one.
async fn copy_table(
    transaction: &Transaction<'_>,
    first: Rows,
    chunks: &mut mpsc::Receiver<Rows>,
) -> Result<Option<Rows>, Trouble> {
    let (index, table) = (first.table, &TABLES[first.table]);
    let copy = format!(
        "copy {} ({}) from stdin (format binary)",
        table.name,
        table.column_names()
    );
    let types: Vec<Type> = table
        .columns
        .iter()
        .map(|(_, column)| wire_type(*column))
        .collect();
    let sink = transaction.copy_in(&copy).await?;
    let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
    let mut next = Some(first);
    while let Some(chunk) = next.take_if(|chunk| chunk.table == index) {
        copy_rows(writer.as_mut(), table, chunk).await?;
        next = chunks.recv().await;
    }
    writer.finish().await?;
    Ok(next)
}

async fn copy_rows(
    mut writer: Pin<&mut BinaryCopyInWriter>,
    table: &Table,
    chunk: Rows,
) -> Result<(), Trouble> {
    for row in chunk.rows {
        let fields: Result<Vec<Field>, StoreError> = row
            .into_iter()
            .zip(table.columns)
            .map(|(value, (_, column))| field(value, *column))
            .collect();
        let fields = fields?;
        let fields: Vec<&(dyn ToSql + Sync)> = fields.iter().map(|field| &**field as _).collect();
        writer.as_mut().write(&fields).await?;
    }
    Ok(())
}

fn wire_type(column: Column) -> Type {
    match column {
        Column::Text => Type::TEXT,
        Column::Integer => Type::INT4,
        Column::Bigint => Type::INT8,
        Column::Bytes => Type::BYTEA,
    }
}

type Field = Box<dyn ToSql + Sync + Send>;

fn field(value: Value, column: Column) -> Result<Field, StoreError> {
    let unexpected = || StoreError::Corrupt("a value of another type than its column".into());
    Ok(match (column, value) {
        (_, Value::Null) => Box::new(None::<i64>),
        (Column::Text, Value::Text(text)) => Box::new(text),
        (Column::Integer, Value::Integer(integer)) => {
            Box::new(i32::try_from(integer).map_err(|_| unexpected())?)
        }
        (Column::Bigint, Value::Integer(integer)) => Box::new(integer),
        (Column::Bytes, Value::Blob(bytes)) => Box::new(bytes),
        _ => return Err(unexpected()),
    })
}

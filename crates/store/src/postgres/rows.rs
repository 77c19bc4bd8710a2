//! Rows to values.

use super::retry::Trouble;
use crate::limits::LOAD_CHUNK_RECORDS;
use crate::model::{Entry, HistoryRow, Record, Secret, SecretKind, StoreError};
use crate::{packing, sql};
use deadpool_postgres::{Pool, Transaction};
use endpoint::{Millis, Number, OrgId};
use futures_util::TryStreamExt;
use std::pin::pin;
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::types::FromSql;
use tokio_postgres::{IsolationLevel, Row};

pub(super) fn get<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<T, StoreError> {
    row.try_get(column)
        .map_err(|error| StoreError::Corrupt(error.to_string()))
}

pub(super) fn org(row: &Row, column: usize) -> Result<OrgId, StoreError> {
    Ok(OrgId::new(get(row, column)?))
}

pub(super) fn number(row: &Row, column: usize) -> Result<Number, StoreError> {
    let number: i64 = get(row, column)?;
    let number = u64::try_from(number);
    number
        .map(Number)
        .map_err(|_| StoreError::Corrupt("a negative number".into()))
}

pub(super) fn id(row: &Row, column: usize) -> Result<u128, StoreError> {
    let id: &[u8] = get(row, column)?;
    let id = id
        .try_into()
        .map_err(|_| StoreError::Corrupt("an id of another length".into()))?;
    Ok(u128::from_be_bytes(id))
}

fn version(row: &Row, column: usize) -> Result<u16, StoreError> {
    let version: i32 = get(row, column)?;
    u16::try_from(version).map_err(|_| StoreError::Corrupt(format!("a body of version {version}")))
}

/// An entry as `SINCE` selects it.
pub(super) fn entry(org: &OrgId, row: &Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        org: org.clone(),
        number: number(row, 0)?,
        id: id(row, 1)?,
        at: Millis(get(row, 2)?),
        actor: get(row, 3)?,
        route: get(row, 4)?,
        version: version(row, 5)?,
        body: packing::unpack(get(row, 6)?, get(row, 7)?)?,
    })
}

/// A row as `HISTORY` selects it.
pub(super) fn history(kind: &str, row: &Row) -> Result<HistoryRow, StoreError> {
    let (at, key, body) = (Millis(get(row, 0)?), get(row, 1)?, get(row, 2)?);
    Ok(HistoryRow {
        kind: kind.to_owned(),
        at,
        key,
        body,
    })
}

/// A secret as `SECRET` selects it.
pub(super) fn secret(kind: SecretKind, key: &str, row: &Row) -> Result<Secret, StoreError> {
    let expires_at: Option<i64> = get(row, 2)?;
    let (org, body, expires_at) = (org(row, 0)?, get(row, 1)?, expires_at.map(Millis));
    Ok(Secret {
        kind,
        key: key.to_owned(),
        org,
        body,
        expires_at,
    })
}

fn record(row: &Row) -> Result<Record, StoreError> {
    let (kind, key) = (get(row, 0)?, get(row, 1)?);
    Ok(Record {
        kind,
        key,
        version: version(row, 2)?,
        body: get(row, 3)?,
    })
}

/// Sends the head, then every record, all from one snapshot. Ends early when nobody listens any more.
pub(super) async fn load(
    pool: &Pool,
    org: &OrgId,
    head_sender: oneshot::Sender<Result<Number, StoreError>>,
    chunks: &mpsc::Sender<Result<Vec<Record>, StoreError>>,
) {
    let mut head_sender = Some(head_sender);
    if let Err(trouble) = load_inside(pool, org, &mut head_sender, chunks).await {
        let error = StoreError::from(trouble);
        // The consumer may have gone; then nobody needs to know.
        match head_sender {
            Some(head_sender) => drop(head_sender.send(Err(error))),
            None => drop(chunks.send(Err(error)).await),
        }
    }
}

async fn load_inside(
    pool: &Pool,
    org: &OrgId,
    head_sender: &mut Option<oneshot::Sender<Result<Number, StoreError>>>,
    chunks: &mpsc::Sender<Result<Vec<Record>, StoreError>>,
) -> Result<(), Trouble> {
    let mut client = pool.get().await?;
    let snapshot = client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await?;
    let head = snapshot.prepare_cached(sql::HEAD).await?;
    let head = snapshot.query_opt(&head, &[&org.as_str()]).await?;
    let head = head.map_or(Ok(Number(0)), |row| number(&row, 0))?;
    if let Some(head_sender) = head_sender.take()
        && head_sender.send(Ok(head)).is_ok()
    {
        send_records(&snapshot, org, chunks).await?;
    }
    Ok(snapshot.rollback().await?)
}

async fn send_records(
    snapshot: &Transaction<'_>,
    org: &OrgId,
    chunks: &mpsc::Sender<Result<Vec<Record>, StoreError>>,
) -> Result<(), Trouble> {
    let statement = snapshot.prepare_cached(sql::RECORDS).await?;
    let mut rows = pin!(snapshot.query_raw(&statement, [org.as_str()]).await?);
    let mut chunk = Vec::with_capacity(LOAD_CHUNK_RECORDS);
    while let Some(row) = rows.try_next().await? {
        chunk.push(record(&row)?);
        if chunk.len() == LOAD_CHUNK_RECORDS {
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(LOAD_CHUNK_RECORDS));
            if chunks.send(Ok(full)).await.is_err() {
                return Ok(());
            }
        }
    }
    if !chunk.is_empty() {
        // The consumer may have gone.
        let _ = chunks.send(Ok(chunk)).await;
    }
    Ok(())
}

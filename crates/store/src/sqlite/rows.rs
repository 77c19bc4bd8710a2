//! Rows to values and back.

use crate::limits::LOAD_CHUNK_RECORDS;
use crate::model::{Entry, HistoryRow, Record, Secret, SecretKind, StoreError};
use crate::plan::{number_param, saturated_param};
use crate::{packing, sql};
use endpoint::{Millis, Number, OrgId};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use tokio::sync::{mpsc, oneshot};

pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<Number> {
    let number: i64 = row.get(column)?;
    Ok(Number(number.try_into().map_err(|_| {
        rusqlite::Error::IntegralValueOutOfRange(column, number)
    })?))
}

pub(super) fn org(row: &Row<'_>, column: usize) -> rusqlite::Result<OrgId> {
    Ok(OrgId::new(row.get_ref(column)?.as_str()?))
}

pub(super) fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<u128> {
    let id: [u8; 16] = row.get(column)?;
    Ok(u128::from_be_bytes(id))
}

pub(super) fn head(connection: &Connection, org: &OrgId) -> rusqlite::Result<Option<Number>> {
    let mut statement = connection.prepare_cached(sql::HEAD)?;
    statement
        .query_row(params![org.as_str()], |row| number(row, 0))
        .optional()
}

pub(super) fn heads(
    connection: &Connection,
    of: Vec<OrgId>,
) -> rusqlite::Result<Vec<(OrgId, Number)>> {
    let mut known = Vec::with_capacity(of.len());
    for org in of {
        if let Some(head) = head(connection, &org)? {
            known.push((org, head));
        }
    }
    Ok(known)
}

pub(super) fn claim(
    connection: &Connection,
    space: &str,
    value: &str,
) -> rusqlite::Result<Option<(OrgId, String)>> {
    let mut statement = connection.prepare_cached(sql::CLAIM)?;
    statement
        .query_row(params![space, value], |row| Ok((org(row, 0)?, row.get(1)?)))
        .optional()
}

pub(super) fn entry_id(
    connection: &Connection,
    org: &OrgId,
    at: Number,
) -> rusqlite::Result<Option<u128>> {
    let mut statement = connection.prepare_cached(sql::sqlite::ENTRY_ID)?;
    statement
        .query_row(params![org.as_str(), number_param(at)], |row| id(row, 0))
        .optional()
}

pub(super) fn since(
    connection: &Connection,
    org: &OrgId,
    after: Number,
    limit: u32,
) -> rusqlite::Result<Vec<Entry>> {
    let after = saturated_param(after);
    let mut statement = connection.prepare_cached(sql::sqlite::SINCE)?;
    let entries = statement.query_map(params![after, org.as_str(), limit], |row| {
        let body = packing::unpack(row.get(6)?, row.get_ref(7)?.as_blob()?).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(7, Type::Blob, Box::new(error))
        })?;
        Ok(Entry {
            org: org.clone(),
            number: number(row, 0)?,
            id: id(row, 1)?,
            at: Millis(row.get(2)?),
            actor: row.get(3)?,
            route: row.get(4)?,
            version: row.get(5)?,
            body,
        })
    })?;
    entries.collect()
}

pub(super) fn put_history(
    connection: &Connection,
    org: &OrgId,
    row: &HistoryRow,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql::PUT_HISTORY)?;
    statement.execute(params![org.as_str(), row.kind, row.at.0, row.key, row.body])?;
    Ok(())
}

/// A secret as `SECRET` selects it.
pub(super) fn secret(kind: SecretKind, key: String, row: &Row<'_>) -> rusqlite::Result<Secret> {
    let expires_at: Option<i64> = row.get(2)?;
    Ok(Secret {
        kind,
        key,
        org: org(row, 0)?,
        body: row.get(1)?,
        expires_at: expires_at.map(Millis),
    })
}

/// Runs one of the statements that store a secret. Returns the rows it touched.
pub(super) fn write_secret(
    connection: &Connection,
    statement: &str,
    secret: &Secret,
) -> rusqlite::Result<u64> {
    let touched = connection.prepare_cached(statement)?.execute(params![
        secret.kind.as_str(),
        secret.key,
        secret.org.as_str(),
        secret.body,
        secret.expires_at.map(|at| at.0),
    ])?;
    Ok(touched as u64)
}

/// Sends the head, then every record, all from one read transaction. Ends early when nobody listens any more.
pub(super) fn load(
    connection: &Connection,
    org: &OrgId,
    head_sender: oneshot::Sender<Result<Number, StoreError>>,
    chunks: &mpsc::Sender<Result<Vec<Record>, StoreError>>,
) {
    let begun = connection
        .execute_batch("begin")
        .and_then(|()| head(connection, org))
        .map(Option::unwrap_or_default)
        .map_err(super::error);
    let go_on = begun.is_ok();
    if head_sender.send(begun).is_ok()
        && go_on
        && let Err(error) = send_records(connection, org, chunks)
    {
        // The consumer may have gone; then nobody needs to know.
        let _ = chunks.blocking_send(Err(super::error(error)));
    }
    if !connection.is_autocommit()
        && let Err(error) = connection.execute_batch("rollback")
    {
        tracing::warn!(%error, "a read transaction did not end");
    }
}

fn send_records(
    connection: &Connection,
    org: &OrgId,
    chunks: &mpsc::Sender<Result<Vec<Record>, StoreError>>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql::RECORDS)?;
    let mut rows = statement.query(params![org.as_str()])?;
    let mut chunk = Vec::with_capacity(LOAD_CHUNK_RECORDS);
    while let Some(row) = rows.next()? {
        chunk.push(Record {
            kind: row.get(0)?,
            key: row.get(1)?,
            version: row.get(2)?,
            body: row.get_ref(3)?.as_blob()?.to_vec(),
        });
        if chunk.len() == LOAD_CHUNK_RECORDS {
            let full = std::mem::replace(&mut chunk, Vec::with_capacity(LOAD_CHUNK_RECORDS));
            if chunks.blocking_send(Ok(full)).is_err() {
                return Ok(());
            }
        }
    }
    if !chunk.is_empty() {
        let _ = chunks.blocking_send(Ok(chunk));
    }
    Ok(())
}

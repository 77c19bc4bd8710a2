//! The state as rows of a backup and back.

use super::State;
use crate::archive::{self, Rows, Writing};
use crate::limits::ARCHIVE_CHUNK_ROWS;
use crate::model::{BackupReport, Entry, HistoryRow, Secret, SecretKind, StoreError};
use crate::packing;
use crate::sql::TABLES;
use endpoint::{Millis, Number, OrgId};
use rusqlite::types::Value;
use std::path::Path;

pub(super) fn write(state: &State, file: &Path) -> Result<BackupReport, StoreError> {
    let mut writing = Writing::begin(file)?;
    for (table, description) in TABLES.iter().enumerate() {
        let mut rows = rows_of(state, description.name);
        loop {
            let rows: Vec<Vec<Value>> = rows.by_ref().take(ARCHIVE_CHUNK_ROWS).collect();
            if rows.is_empty() {
                break;
            }
            writing.add(&Rows { table, rows })?;
        }
    }
    writing.finish()
}

fn rows_of<'a>(state: &'a State, table: &str) -> Box<dyn Iterator<Item = Vec<Value>> + 'a> {
    match table {
        "log" => Box::new(state.logs.values().flatten().map(entry_row)),
        "record" => Box::new(state.records.iter().flat_map(|(org, records)| {
            records.iter().map(move |((kind, key), (version, body))| {
                vec![
                    text(org),
                    text(kind),
                    text(key),
                    i64::from(*version).into(),
                    bytes(body),
                ]
            })
        })),
        "claim" => Box::new(state.claims.iter().map(|((space, value), (org, holder))| {
            vec![text(space), text(value), text(org), text(holder)]
        })),
        "head" => Box::new(
            state
                .logs
                .keys()
                .map(|org| vec![text(org), number(state.head(org))]),
        ),
        "history" => Box::new(state.history.iter().flat_map(|((org, kind), rows)| {
            rows.iter().map(move |((at, key), body)| {
                vec![text(org), text(kind), at.0.into(), text(key), bytes(body)]
            })
        })),
        "secret" => Box::new(state.secrets.values().map(|secret| {
            vec![
                text(secret.kind.as_str()),
                text(&secret.key),
                text(&secret.org),
                bytes(&secret.body),
                secret.expires_at.map(|at| at.0).into(),
            ]
        })),
        "cursor" => Box::new(
            state
                .cursors
                .iter()
                .map(|((consumer, org), at)| vec![text(consumer), text(org), number(*at)]),
        ),
        other => unreachable!("a table {other} that the memory store does not keep"),
    }
}

fn entry_row(entry: &Entry) -> Vec<Value> {
    let (packing, body) = packing::pack(&entry.body);
    vec![
        text(&entry.org),
        number(entry.number),
        bytes(&entry.id.to_be_bytes()),
        entry.at.0.into(),
        text(&entry.actor),
        text(&entry.route),
        i64::from(entry.version).into(),
        packing.into(),
        bytes(&body),
    ]
}

fn text(value: impl AsRef<str>) -> Value {
    Value::Text(value.as_ref().to_owned())
}

fn bytes(value: &[u8]) -> Value {
    Value::Blob(value.to_vec())
}

fn number(value: Number) -> Value {
    Value::Integer(i64::try_from(value.0).expect("checked when it was appended"))
}

pub(super) fn read(file: &Path) -> Result<(State, BackupReport), StoreError> {
    let mut state = State::default();
    let report = archive::read(file, |chunk| {
        let table = TABLES[chunk.table].name;
        chunk
            .rows
            .into_iter()
            .try_for_each(|row| take(&mut state, table, Row::new(row)))
    })?;
    Ok((state, report))
}

fn take(state: &mut State, table: &str, mut row: Row) -> Result<(), StoreError> {
    match table {
        "log" => {
            let entry = row.entry()?;
            let log = state.logs.entry(entry.org.clone()).or_default();
            if entry.number.0 != log.len() as u64 + 1 {
                return Err(StoreError::Corrupt(format!(
                    "a gap in the log of {}",
                    entry.org
                )));
            }
            log.push(entry);
        }
        "record" => {
            let records = state.records.entry(row.org()?).or_default();
            records.insert((row.text()?, row.text()?), (row.small()?, row.bytes()?));
        }
        "claim" => {
            state
                .claims
                .insert((row.text()?, row.text()?), (row.org()?, row.text()?));
        }
        "head" => {
            let (org, head) = (row.org()?, row.number()?);
            if state.head(&org) != head {
                return Err(StoreError::Corrupt(format!(
                    "the head of {org} is not its last entry"
                )));
            }
        }
        "history" => {
            let org = row.org()?;
            let (kind, at, key, body) = (row.text()?, row.millis()?, row.text()?, row.bytes()?);
            state.note(
                &org,
                &HistoryRow {
                    kind,
                    at,
                    key,
                    body,
                },
            );
        }
        "secret" => state.put_secret(row.secret()?),
        "cursor" => {
            state
                .cursors
                .insert((row.text()?, row.org()?), row.number()?);
        }
        other => unreachable!("a table {other} that the memory store does not keep"),
    }
    Ok(())
}

/// Takes the values of a row one after another.
struct Row(std::vec::IntoIter<Value>);

impl Row {
    fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    fn unexpected() -> StoreError {
        StoreError::Corrupt("a value of another type than its column".into())
    }

    fn text(&mut self) -> Result<String, StoreError> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(Self::unexpected()),
        }
    }

    fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        match self.0.next() {
            Some(Value::Blob(bytes)) => Ok(bytes),
            _ => Err(Self::unexpected()),
        }
    }

    fn integer(&mut self) -> Result<i64, StoreError> {
        match self.0.next() {
            Some(Value::Integer(integer)) => Ok(integer),
            _ => Err(Self::unexpected()),
        }
    }

    fn org(&mut self) -> Result<OrgId, StoreError> {
        Ok(OrgId::new(&self.text()?))
    }

    fn number(&mut self) -> Result<Number, StoreError> {
        u64::try_from(self.integer()?)
            .map(Number)
            .map_err(|_| Self::unexpected())
    }

    fn millis(&mut self) -> Result<Millis, StoreError> {
        self.integer().map(Millis)
    }

    fn small(&mut self) -> Result<u16, StoreError> {
        u16::try_from(self.integer()?).map_err(|_| Self::unexpected())
    }

    fn entry(&mut self) -> Result<Entry, StoreError> {
        let (org, number) = (self.org()?, self.number()?);
        let id: [u8; 16] = self.bytes()?.try_into().map_err(|_| Self::unexpected())?;
        let (at, actor, route) = (self.millis()?, self.text()?, self.text()?);
        let (version, packing) = (self.small()?, i32::from(self.small()?));
        let body = packing::unpack(packing, &self.bytes()?)?;
        let id = u128::from_be_bytes(id);
        Ok(Entry {
            org,
            number,
            id,
            at,
            actor,
            route,
            version,
            body,
        })
    }

    fn secret(&mut self) -> Result<Secret, StoreError> {
        let kind = SecretKind::from_stored(&self.text()?)?;
        let (key, org, body) = (self.text()?, self.org()?, self.bytes()?);
        let expires_at = match self.0.next() {
            Some(Value::Null) => None,
            Some(Value::Integer(at)) => Some(Millis(at)),
            _ => return Err(Self::unexpected()),
        };
        Ok(Secret {
            kind,
            key,
            org,
            body,
            expires_at,
        })
    }
}

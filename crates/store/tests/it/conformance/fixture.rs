//! Short ways to say what the cases are about.

use endpoint::{Millis, Number, OrgId};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    Appended, ClaimWrite, Entry, HistoryRow, Record, RecordWrite, Secret, SecretKind, Store,
    Transaction,
};

pub fn org(name: &str) -> OrgId {
    OrgId::new(name)
}

/// An entry with an id that no other has.
pub fn entry(name: &str, number: u64) -> Entry {
    static DRAWN: AtomicU64 = AtomicU64::new(1);
    let drawn = u128::from(DRAWN.fetch_add(1, Ordering::Relaxed));
    Entry {
        org: org(name),
        number: Number(number),
        id: drawn << 64 | drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        at: Millis(1_700_000_000_000 + number as i64),
        actor: "user ann".into(),
        route: "POST /topapi/v2/user/create".into(),
        version: 3,
        body: format!(r#"[{{"entry":{number},"name":"张三"}}]"#).into_bytes(),
    }
}

/// A transaction of one entry.
pub fn one(name: &str, number: u64) -> Transaction {
    Transaction {
        entries: vec![entry(name, number)],
        ..Transaction::default()
    }
}

pub fn put(kind: &str, key: &str, body: &str) -> (usize, RecordWrite) {
    (
        0,
        RecordWrite {
            kind: kind.into(),
            key: key.into(),
            version: 1,
            body: Some(body.into()),
        },
    )
}

pub fn remove(kind: &str, key: &str) -> (usize, RecordWrite) {
    (
        0,
        RecordWrite {
            kind: kind.into(),
            key: key.into(),
            version: 1,
            body: None,
        },
    )
}

pub fn claim(value: &str, holder: &str) -> (usize, ClaimWrite) {
    (
        0,
        ClaimWrite {
            space: "login".into(),
            value: value.into(),
            holder: Some(holder.into()),
        },
    )
}

pub fn give_up(value: &str) -> (usize, ClaimWrite) {
    (
        0,
        ClaimWrite {
            space: "login".into(),
            value: value.into(),
            holder: None,
        },
    )
}

pub fn taken(value: &str) -> Appended {
    Appended::Taken {
        space: "login".into(),
        value: value.into(),
    }
}

pub fn row(kind: &str, at: i64, key: &str, body: &str) -> HistoryRow {
    HistoryRow {
        kind: kind.into(),
        at: Millis(at),
        key: key.into(),
        body: body.into(),
    }
}

pub fn secret(key: &str, body: &str, expires_at: Option<i64>) -> Secret {
    Secret {
        kind: SecretKind::Token,
        key: key.into(),
        org: org("acme"),
        body: body.into(),
        expires_at: expires_at.map(Millis),
    }
}

pub async fn append(store: &dyn Store, transaction: Transaction) -> Appended {
    let mut answers = store.append(vec![transaction]).await.unwrap();
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

/// Appends what must succeed.
pub async fn done(store: &dyn Store, transaction: Transaction) {
    assert_eq!(append(store, transaction).await, Appended::Done);
}

pub async fn head(store: &dyn Store, name: &str) -> u64 {
    let heads = store.heads(&[org(name)]).await.unwrap();
    heads.first().map_or(0, |(_, head)| head.0)
}

/// The head and all records of a load.
pub async fn load(store: &dyn Store, name: &str) -> (Number, Vec<Record>) {
    let mut loading = store.load(&org(name)).await.unwrap();
    let mut records = Vec::new();
    while let Some(chunk) = loading.chunks.recv().await {
        let chunk = chunk.unwrap();
        assert!(!chunk.is_empty(), "an empty chunk");
        records.extend(chunk);
    }
    (loading.head, records)
}

/// The records of a load, one line each.
pub async fn records(store: &dyn Store, name: &str) -> Vec<String> {
    let (_, records) = load(store, name).await;
    let line = |record: Record| {
        format!(
            "{} {} {}",
            record.kind,
            record.key,
            String::from_utf8(record.body).unwrap()
        )
    };
    records.into_iter().map(line).collect()
}

/// Everything of one kind of history, one line each.
pub async fn history(store: &dyn Store, name: &str, kind: &str) -> Vec<String> {
    let rows = store
        .history(
            &org(name),
            kind,
            (Millis(i64::MIN), ""),
            Millis(i64::MAX),
            1000,
        )
        .await
        .unwrap();
    let line = |row: HistoryRow| {
        format!(
            "{} {} {}",
            row.at.0,
            row.key,
            String::from_utf8(row.body).unwrap()
        )
    };
    rows.into_iter().map(line).collect()
}

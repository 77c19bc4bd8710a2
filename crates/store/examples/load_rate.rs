//! How long it takes to read an organization of a million records of 350 bytes:
//! `cargo run --release -p store --example load_rate [postgres://… | FOLDER] [RECORDS]`.
#![expect(clippy::print_stdout, reason = "printing the figures is its purpose")]

use endpoint::{Millis, Number, OrgId};
use std::error::Error;
use store::{Appended, Entry, PostgresStore, RecordWrite, SqliteStore, Store, Transaction};
use tokio::time::Instant;

const RECORDS_PER_ENTRY: u64 = 10_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let place = arguments.next().unwrap_or_default();
    let records: u64 = arguments
        .next()
        .map_or(Ok(1_000_000), |records| records.parse())?;
    let folder = if place.is_empty() || place.contains("://") {
        tempfile::tempdir()?
    } else {
        tempfile::tempdir_in(&place)?
    };
    let file = folder.path().join("rate.db");
    let store: Box<dyn Store> = if place.contains("://") {
        Box::new(PostgresStore::connect(&place).await?)
    } else {
        Box::new(SqliteStore::open(&file)?)
    };
    let org = OrgId::new(&format!("ding{:032x}", std::process::id()));

    let begun = Instant::now();
    for number in 1..=records / RECORDS_PER_ENTRY {
        let answers = store.append(vec![transaction(&org, number)]).await?;
        if answers != [Appended::Done] {
            return Err(format!("{answers:?}").into());
        }
    }
    println!("wrote {records} records in {:.2?}", begun.elapsed());
    if let Ok(file) = std::fs::metadata(&file) {
        println!("file {} bytes a record", file.len() / records);
    }
    for _ in 0..3 {
        let begun = Instant::now();
        let mut loading = store.load(&org).await?;
        let (mut count, mut bytes) = (0, 0);
        while let Some(chunk) = loading.chunks.recv().await {
            let chunk = chunk?;
            count += chunk.len();
            bytes += chunk.iter().map(|record| record.body.len()).sum::<usize>();
        }
        println!(
            "read {count} records, {bytes} bytes, in {:.2?}",
            begun.elapsed()
        );
    }
    Ok(())
}

fn transaction(org: &OrgId, number: u64) -> Transaction {
    let text = "x".repeat(310);
    let first = (number - 1) * RECORDS_PER_ENTRY;
    let record = |index: u64| {
        // Scattered over the key space, as made-up user ids are.
        let key = (first + index).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let body = format!(r#"{{"number":{index:010},"text":"{text}"}}"#).into_bytes();
        (
            0,
            RecordWrite {
                kind: "user".into(),
                key: format!("{key:020}"),
                version: 1,
                body: Some(body),
            },
        )
    };
    let entry = Entry {
        org: org.clone(),
        number: Number(number),
        id: u128::from(number),
        at: Millis(1_700_000_000_000),
        actor: "app dingabcdef".into(),
        route: "POST /v1.0/contact/users/import".into(),
        version: 1,
        body: b"[]".to_vec(),
    };
    Transaction {
        entries: vec![entry],
        records: (0..RECORDS_PER_ENTRY).map(record).collect(),
        ..Transaction::default()
    }
}

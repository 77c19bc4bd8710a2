//! How many single-entry transactions a second the store takes from writers that each wait for their answer, 64 of
//! them unless told: `cargo run --release -p store --example append_rate [postgres://… | FOLDER] [SECONDS] [WRITERS]`.
//!
//! Each writer has an organization of its own. Each transaction is a log entry of 600 bytes and the upsert of a record of 350. The line also says what one flush
//! of the folder's disk costs, without which a rate means nothing.
#![expect(clippy::print_stdout, reason = "printing the figures is its purpose")]

use endpoint::{Millis, Number, OrgId};
use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::{Appended, Entry, PostgresStore, RecordWrite, SqliteStore, Store, Transaction};
use tokio::task::JoinSet;
use tokio::time::Instant;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const WRITERS: u64 = 64;
const KEYS_PER_WRITER: u64 = 10_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let place = arguments.next().unwrap_or_default();
    let seconds = arguments.next().map_or(Ok(5), |seconds| seconds.parse())?;
    let writers_wanted = arguments
        .next()
        .map_or(Ok(WRITERS), |count| count.parse())?;
    let folder = if place.is_empty() || place.contains("://") {
        tempfile::tempdir()?
    } else {
        tempfile::tempdir_in(&place)?
    };
    let store: Arc<dyn Store> = if place.contains("://") {
        Arc::new(PostgresStore::connect(&place).await?)
    } else {
        Arc::new(SqliteStore::open(&folder.path().join("rate.db"))?)
    };
    let flush_us = flush(folder.path())?.as_micros();

    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let mut writers = JoinSet::new();
    for writer in 0..writers_wanted {
        writers.spawn(write(store.clone(), writer, end));
    }
    let mut waits = Vec::new();
    for waited in writers.join_all().await {
        waits.extend(waited?);
    }
    let took = begun.elapsed();
    waits.sort_unstable();
    let (p50, p99) = (waits[waits.len() / 2], waits[waits.len() * 99 / 100]);
    let rate = waits.len() as f64 / took.as_secs_f64();
    println!(
        "writers {writers_wanted}  transactions {}  rate {rate:.0}/s",
        waits.len()
    );
    println!(
        "p50 {p50:.1?}  p99 {p99:.1?}  max {:.1?}",
        waits[waits.len() - 1]
    );
    println!("one flush of this disk {flush_us} us");
    Ok(())
}

/// Appends one entry after another until the end. Returns how long each took.
async fn write(store: Arc<dyn Store>, writer: u64, end: Instant) -> Outcome<Vec<Duration>> {
    // The process tells runs on one database apart.
    let org = OrgId::new(&format!("ding{:08x}{writer:024x}", std::process::id()));
    let mut waits = Vec::new();
    while Instant::now() < end {
        let number = waits.len() as u64 + 1;
        let begun = Instant::now();
        let answers = store
            .append(vec![transaction(&org, writer, number)])
            .await?;
        waits.push(begun.elapsed());
        if answers != [Appended::Done] {
            return Err(format!("{answers:?}").into());
        }
    }
    Ok(waits)
}

fn transaction(org: &OrgId, writer: u64, number: u64) -> Transaction {
    let text = "x".repeat(560);
    let entry = Entry {
        org: org.clone(),
        number: Number(number),
        id: u128::from(writer) << 64 | u128::from(number),
        at: Millis(1_700_000_000_000),
        actor: "app dingabcdef".into(),
        route: "POST /topapi/v2/user/create".into(),
        version: 1,
        body: format!(r#"[{{"number":{number},"text":"{text}"}}]"#).into_bytes(),
    };
    // Scattered over the key space, as made-up user ids are.
    let key = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % KEYS_PER_WRITER;
    let record = RecordWrite {
        kind: "user".into(),
        key: format!("user{key:08}"),
        version: 1,
        body: Some(format!(r#"{{"number":{number},"text":"{}"}}"#, &text[..310]).into_bytes()),
    };
    Transaction {
        entries: vec![entry],
        records: vec![(0, record)],
        ..Transaction::default()
    }
}

/// The median time of writing 4 KiB and flushing it.
fn flush(folder: &Path) -> Outcome<Duration> {
    let mut file = File::create(folder.join("flush"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}

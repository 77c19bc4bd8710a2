//! What the disk and a bare database allow.

use crate::report::Report;
use anyhow::Result;
use rusqlite::Connection;
use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;
use tokio::time::Instant;

const ROW: &str = r#"{"userid":"u","union_id":"AbCdEfGhIjKlMnOpQrStiEiE","name":"\u738b\u5c0f\u660e","mobile":"86-13900000000","title":"Engineer","email":"someone@example.com","job_number":"A000001","work_place":"Hangzhou","departments":[{"d":100000001}],"created_at":1767323045000}"#;

/// Measures fdatasync, SQLite one row and 64 rows a commit, and SQLite in bulk.
pub fn measure(scratch: &Path, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir_in(scratch)?;
    report.figure(
        "fdatasync of 4 KiB, p50",
        "us",
        fdatasync_us(&folder.path().join("sync"))?,
    );
    report.floor(
        "sqlite 1 a commit",
        sqlite(&folder.path().join("one.db"), 4_000, 1)?,
    );
    report.floor(
        "sqlite 64 a commit",
        sqlite(&folder.path().join("many.db"), 64_000, 64)?,
    );
    report.floor(
        "sqlite bulk",
        sqlite(&folder.path().join("bulk.db"), 200_000, 10_000)?,
    );
    Ok(())
}

fn fdatasync_us(path: &Path) -> Result<f64> {
    let mut file = File::create(path)?;
    let block = [7_u8; 4_096];
    let mut times = Vec::new();
    for turn in 0..1_000_u64 {
        file.seek(std::io::SeekFrom::Start(turn * 4_096))?;
        file.write_all(&block)?;
        let began = Instant::now();
        file.sync_data()?;
        times.push(began.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

/// Rows a second: a person's row and an event's row each, two unique keys, WAL, FULL.
fn sqlite(path: &Path, rows: u64, rows_a_commit: u64) -> Result<f64> {
    let mut database = Connection::open(path)?;
    database.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         CREATE TABLE person (id TEXT PRIMARY KEY, mobile TEXT UNIQUE, body TEXT) WITHOUT ROWID;
         CREATE TABLE event (org TEXT, number INTEGER, body TEXT, PRIMARY KEY (org, number)) WITHOUT ROWID;",
    )?;
    let began = Instant::now();
    for first in (0..rows).step_by(rows_a_commit as usize) {
        let transaction =
            database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        {
            let mut person =
                transaction.prepare_cached("INSERT INTO person VALUES (?1, ?2, ?3)")?;
            let mut event =
                transaction.prepare_cached("INSERT INTO event VALUES ('org', ?1, ?2)")?;
            for row in first..(first + rows_a_commit).min(rows) {
                // Ids come in no order, as people's do.
                let id = row.wrapping_mul(0x9E37_79B9_7F4A_7C15);
                person.execute((format!("{id:018}"), format!("86-{id}"), ROW))?;
                event.execute((row as i64, ROW))?;
            }
        }
        transaction.commit()?;
    }
    Ok(rows as f64 / began.elapsed().as_secs_f64())
}

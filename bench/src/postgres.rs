//! Orgbook on PostgreSQL, against raw inserts into the same server.

use crate::Arguments;
use crate::orgbook::{Made, create, token};
use crate::process::Server;
use crate::report::Report;
use anyhow::{Result, ensure};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::time::Instant;

const CLIENTS: u64 = 16;

/// Measures creating people with 16 clients.
pub async fn measure(arguments: &Arguments, url: &str, report: &mut Report) -> Result<()> {
    report.floor("postgresql 16 clients", raw(url, arguments.seconds).await?);
    let folder = tempfile::tempdir_in(&arguments.scratch)?;
    let common = |command: &mut Command| {
        command
            .args(["--json", "--store", url, "--data"])
            .arg(folder.path());
    };
    let mut demo = Command::new(&arguments.orgbook);
    demo.args(["demo", "--users", "1000", "--seed", "2"]);
    common(&mut demo);
    let output = demo.output()?;
    ensure!(
        output.status.success(),
        "demo failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (made, _) = Made::parse(&output.stdout)?;
    let mut serve = Command::new(&arguments.orgbook);
    serve.args(["serve", "--listen", "127.0.0.1:0"]);
    common(&mut serve);
    let server = Server::start(serve)?;
    let token = token(&server, &made).await?;
    let next = Arc::new(AtomicU64::new(0));
    let load = create(arguments, &server, &token, &next, CLIENTS).await?;
    report.rate(
        "create, 16 clients, on PostgreSQL",
        1_000,
        load.rate,
        "postgresql 16 clients",
        Some(&load),
    );
    server.stop()
}

/// Single-row inserts with two unique keys, each its own commit.
async fn raw(url: &str, seconds: f64) -> Result<f64> {
    let connect = || async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
        // The connection's error reaches the client's calls, too.
        tokio::spawn(async move { drop(connection.await) });
        anyhow::Ok(client)
    };
    let setup = connect().await?;
    setup
        .batch_execute(
            "DROP TABLE IF EXISTS bench_person;
             CREATE TABLE bench_person (id text PRIMARY KEY, mobile text UNIQUE, body text);",
        )
        .await?;
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..CLIENTS {
        let client = connect().await?;
        tasks.spawn(async move {
            let insert = client
                .prepare("INSERT INTO bench_person VALUES ($1, $2, $3)")
                .await?;
            let body = "x".repeat(600);
            let mut rows = 0_u64;
            while Instant::now() < until {
                let id = format!("{number}-{rows}");
                client
                    .execute(&insert, &[&id, &format!("m{id}"), &body])
                    .await?;
                rows += 1;
            }
            anyhow::Ok(rows)
        });
    }
    let mut rows = 0;
    while let Some(task) = tasks.join_next().await {
        rows += task??;
    }
    setup.batch_execute("DROP TABLE bench_person").await?;
    Ok(rows as f64 / seconds)
}

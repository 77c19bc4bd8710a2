//! Measures Orgbook as ratios within one run against references that the same command starts.

mod ceiling;
mod events;
mod floor;
mod load;
mod orgbook;
mod peers;
mod postgres;
mod process;
mod report;
mod visibility;

use anyhow::Result;
use clap::{Parser, Subcommand};
use report::Report;
use std::path::PathBuf;

/// `make bench`: one table, each line a ratio against a reference of the same run.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The release binary of Orgbook.
    #[arg(long, default_value = "target/release/orgbook")]
    orgbook: PathBuf,
    /// People of the organizations that are measured, comma-separated.
    #[arg(long, value_delimiter = ',', default_values_t = [1_000_u64, 100_000])]
    users: Vec<u64>,
    /// Seconds for each measured load.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Where the figures go as JSON.
    #[arg(long, default_value = "target/bench.json")]
    json: PathBuf,
    /// Data folders are made here; a disk that keeps what it says it wrote.
    #[arg(long, default_value = "target")]
    scratch: PathBuf,
    /// Measures durable creates alone.
    #[arg(long)]
    only_creates: bool,
    /// Measures what people see of each other alone.
    #[arg(long)]
    only_visible: bool,
    /// Measures pages of full people alone.
    #[arg(long)]
    only_lists: bool,
    /// Measures events alone.
    #[arg(long)]
    only_events: bool,
    /// Leaves out everything but PostgreSQL.
    #[arg(long)]
    only_postgres: bool,
    /// Also measures OpenLDAP's slapd with as many people, where it is installed, and Orgbook against it.
    #[arg(long)]
    peers: bool,
    /// Also measures on PostgreSQL at this URL, against raw inserts into the same server.
    #[arg(long, env = "ORGBOOK_BENCH_POSTGRES_URL")]
    postgres: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// The HTTP ceiling: axum, POST, JSON parsed, ready bytes. Started by this program itself.
    Ceiling,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(Command::Ceiling) = arguments.command {
        return ceiling::serve().await;
    }
    if arguments.peers {
        peers::installed()?;
    }
    let mut report = Report::default();
    let wants_organization =
        arguments.only_creates || arguments.only_visible || arguments.only_lists;
    let wants_events = !wants_organization && !arguments.only_postgres;
    if !arguments.only_postgres && !arguments.only_events {
        floor::measure(&arguments.scratch, &mut report)?;
        ceiling::measure(arguments.seconds, &mut report).await?;
        for users in &arguments.users {
            orgbook::measure(&arguments, *users, &mut report).await?;
            if arguments.peers {
                peers::measure(&arguments, *users, &mut report).await?;
            }
        }
    }
    if wants_events {
        events::measure(&arguments, &mut report).await?;
    }
    let wants_postgres = !arguments.only_visible && !arguments.only_lists;
    if let Some(url) = arguments.postgres.as_ref().filter(|_| wants_postgres) {
        postgres::measure(&arguments, url, &mut report).await?;
    }
    report.growth();
    report.print();
    report.write(&arguments.json)
}

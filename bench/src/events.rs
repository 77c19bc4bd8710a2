//! Events: how soon after a write they arrive, how fast, and what open Stream connections take.

mod callback;
mod stream;

use crate::Arguments;
use crate::load;
use crate::orgbook::{Made, create, new_person, token};
use crate::process::Server;
use crate::report::Report;
use anyhow::{Context, Result, ensure};
use callback::Receiver;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use stream::Listener;
use tokio::time::{Instant, MissedTickBehavior};

const USERS: u64 = 1_000;
/// Writes one after another, each after the event of the one before.
const IDLE_WRITES: u64 = 200;
const WRITES_PER_SECOND: u64 = 1_000;
const WRITERS: u64 = 16;
const CONNECTIONS: usize = 10_000;
/// So many connections one app may have at a node.
const CONNECTIONS_OF_APP: usize = 100;
/// What has not arrived by then is lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// Who writes, and under which numbers.
struct Writer<'a> {
    server: &'a Server,
    token: String,
    next: Arc<AtomicU64>,
}

/// Measures on an organization of its own.
pub async fn measure(arguments: &Arguments, report: &mut Report) -> Result<()> {
    raise_file_limit()?;
    let folder = tempfile::tempdir_in(&arguments.scratch)?;
    let data = folder.path().join("data");
    let made = demo(arguments, &data)?;
    let mut serve = Command::new(&arguments.orgbook);
    serve
        .args(["serve", "--listen", "127.0.0.1:0", "--json", "--data"])
        .arg(&data)
        .env("ORGBOOK_PUSH_ALLOW_PRIVATE_ADDRESSES", "true");
    let server = Server::start(serve)?;
    let writer = Writer {
        token: token(&server, &made).await?,
        server: &server,
        next: Arc::default(),
    };
    let undisturbed = write_rate(arguments, &writer).await?.rate;
    report.floor("create without receivers, 64 clients", undisturbed);

    let callback_app = App::new(arguments, &data, &made)?;
    let receiver = Receiver::start(&made.corp_id).await?;
    callback_app.register(&server, &receiver).await?;
    callbacks(&writer, &receiver, report).await?;
    delivery(arguments, &writer, &receiver, "one receiver", report).await?;
    let dead_app = App::new(arguments, &data, &made)?;
    let dead = Receiver::start(&made.corp_id).await?;
    dead_app.register(&server, &dead).await?;
    dead.die();
    delivery(
        arguments,
        &writer,
        &receiver,
        "a dead receiver beside",
        report,
    )
    .await?;
    callback_app.unregister(&server).await?;
    let beside_dead = usual_write_rate(arguments, &writer).await?;
    dead_app.unregister(&server).await?;
    let alone = "create after the dead receiver is gone, 64 clients";
    report.floor(alone, usual_write_rate(arguments, &writer).await?);
    let what = "create, 64 clients, a dead receiver alone";
    report.rate(what, USERS, beside_dead, alone, None);

    streams(
        arguments,
        &writer,
        &App::new(arguments, &data, &made)?,
        report,
    )
    .await?;
    connections(arguments, &server, (&data, &made), report).await?;
    server.stop()
}

/// Sockets of both ends: a process starts with few.
fn raise_file_limit() -> Result<()> {
    let mut limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    limit.current = limit.maximum;
    rustix::process::setrlimit(rustix::process::Resource::Nofile, limit)?;
    Ok(())
}

fn demo(arguments: &Arguments, data: &Path) -> Result<Made> {
    let output = Command::new(&arguments.orgbook)
        .args([
            "demo",
            "--users",
            &USERS.to_string(),
            "--seed",
            "3",
            "--json",
            "--data",
        ])
        .arg(data)
        .output()?;
    ensure!(
        output.status.success(),
        "demo failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(Made::parse(&output.stdout)?.0)
}

async fn write_rate(arguments: &Arguments, writer: &Writer<'_>) -> Result<load::Load> {
    create(arguments, writer.server, &writer.token, &writer.next, 64).await
}

/// The middle of three: what goes to the disk beside makes single ones swing.
async fn usual_write_rate(arguments: &Arguments, writer: &Writer<'_>) -> Result<f64> {
    let mut rates = Vec::new();
    for _ in 0..3 {
        rates.push(write_rate(arguments, writer).await?.rate);
    }
    rates.sort_by(f64::total_cmp);
    Ok(rates[1])
}

impl Writer<'_> {
    /// Creates somebody, and tells who it is and when that was acknowledged.
    async fn write(&self, connection: &mut load::Connection) -> Result<(String, Instant)> {
        let (userid, body) = new_person(self.next.fetch_add(1, Ordering::Relaxed));
        let target = format!("/topapi/v2/user/create?access_token={}", self.token);
        let answer = connection.post(&target, "", &body.to_string()).await?;
        let acknowledged = Instant::now();
        ensure!(
            answer.starts_with(b"{\"errcode\":0,"),
            "a create was answered {}",
            String::from_utf8_lossy(answer)
        );
        Ok((userid, acknowledged))
    }
}

/// An app of its own, for each has one way to be told.
pub(crate) struct App {
    pub(crate) key: String,
    pub(crate) secret: String,
    corp_id: String,
}

impl App {
    fn new(arguments: &Arguments, data: &Path, made: &Made) -> Result<Self> {
        let output = Command::new(&arguments.orgbook)
            .args([
                "app",
                "new",
                "Listener",
                "--org",
                &made.corp_id,
                "--json",
                "--data",
            ])
            .arg(data)
            .output()?;
        let answer: Value = serde_json::from_slice(&output.stdout)?;
        let text = |name: &str| answer[name].as_str().map(str::to_owned).context("an app");
        Ok(Self {
            key: text("appKey")?,
            secret: text("appSecret")?,
            corp_id: made.corp_id.clone(),
        })
    }

    async fn call(&self, server: &Server, path: &str, body: &str) -> Result<()> {
        let made = Made::of(&self.corp_id, &self.key, &self.secret);
        let target = format!("{path}?access_token={}", token(server, &made).await?);
        let mut connection = load::Connection::open(&server.address).await?;
        let method = if body.is_empty() { "GET" } else { "POST" };
        let answer = connection.send(method, &target, "", body).await?;
        let answer: Value = serde_json::from_slice(answer)?;
        ensure!(answer["errcode"] == 0, "{path} answered {answer}");
        Ok(())
    }

    async fn register(&self, server: &Server, receiver: &Receiver) -> Result<()> {
        let body = receiver.registration("user_add_org").to_string();
        self.call(server, "/call_back/register_call_back", &body)
            .await
    }

    async fn unregister(&self, server: &Server) -> Result<()> {
        self.call(server, "/call_back/delete_call_back", "").await
    }
}

/// Reports the middle and the end of some times.
fn tell(report: &mut Report, what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    for (name, part) in [("median", 0.5), ("99th percentile", 0.99)] {
        let at = ((times.len() - 1) as f64 * part) as usize;
        let time = times[at].as_secs_f64() * 1e3;
        report.figure(&format!("{what}, {name}"), "ms", time);
    }
}

async fn callbacks(writer: &Writer<'_>, receiver: &Receiver, report: &mut Report) -> Result<()> {
    let mut connection = load::Connection::open(&writer.server.address).await?;
    let mut times = Vec::new();
    for _ in 0..IDLE_WRITES {
        let before = receiver.count();
        let (_, acknowledged) = writer.write(&mut connection).await?;
        let arrived = receiver.wait_for(before + 1).await?;
        times.push(arrived.saturating_duration_since(acknowledged));
    }
    tell(report, "callback after acknowledged write, idle", times);
    Ok(())
}

/// How fast events go out while 64 clients write, and how fast these then are.
async fn delivery(
    arguments: &Arguments,
    writer: &Writer<'_>,
    receiver: &Receiver,
    beside: &str,
    report: &mut Report,
) -> Result<()> {
    let (before, written) = (receiver.count(), writer.next.load(Ordering::Relaxed));
    let began = Instant::now();
    let load = write_rate(arguments, writer).await?;
    let count = writer.next.load(Ordering::Relaxed) - written;
    let last = receiver.wait_for(before + count).await?;
    let rate = count as f64 / last.saturating_duration_since(began).as_secs_f64();
    report.figure(&format!("callbacks delivered, {beside}"), "/s", rate);
    let what = format!("create, 64 clients, {beside}");
    let reference = "create without receivers, 64 clients";
    report.rate(&what, USERS, load.rate, reference, Some(&load));
    Ok(())
}

async fn streams(
    arguments: &Arguments,
    writer: &Writer<'_>,
    app: &App,
    report: &mut Report,
) -> Result<()> {
    let listener = Listener::open(&writer.server.address, app).await?;
    let mut connection = load::Connection::open(&writer.server.address).await?;
    let mut times = Vec::new();
    for _ in 0..IDLE_WRITES {
        let (userid, acknowledged) = writer.write(&mut connection).await?;
        let arrived = listener.wait_for(&userid).await?;
        times.push(arrived.saturating_duration_since(acknowledged));
    }
    tell(
        report,
        "event by Stream after acknowledged write, idle",
        times,
    );

    let until = Instant::now() + Duration::from_secs_f64(arguments.seconds);
    let writers = (0..WRITERS).map(|_| paced(writer, until));
    let mut written = HashMap::new();
    for each in futures_util::future::join_all(writers).await {
        written.extend(each?);
    }
    let rate = written.len() as f64 / arguments.seconds;
    report.figure("writes while events are timed", "/s", rate);
    let mut times = Vec::new();
    for (userid, acknowledged) in &written {
        let arrived = listener.wait_for(userid).await?;
        times.push(arrived.saturating_duration_since(*acknowledged));
    }
    tell(report, "event by Stream at 1,000 writes/s", times);
    Ok(())
}

/// One of the writers that make a thousand writes a second together.
async fn paced(writer: &Writer<'_>, until: Instant) -> Result<Vec<(String, Instant)>> {
    let mut connection = load::Connection::open(&writer.server.address).await?;
    let mut pace = tokio::time::interval(Duration::from_micros(
        1_000_000 * WRITERS / WRITES_PER_SECOND,
    ));
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut written = Vec::new();
    while Instant::now() < until {
        pace.tick().await;
        written.push(writer.write(&mut connection).await?);
    }
    Ok(written)
}

async fn connections(
    arguments: &Arguments,
    server: &Server,
    (data, made): (&Path, &Made),
    report: &mut Report,
) -> Result<()> {
    let before = server.resident_bytes()?;
    let mut open = Vec::with_capacity(CONNECTIONS);
    for _ in 0..CONNECTIONS / CONNECTIONS_OF_APP {
        let app = App::new(arguments, data, made)?;
        let some = (0..CONNECTIONS_OF_APP).map(|_| stream::connect(&server.address, &app));
        for connection in futures_util::future::join_all(some).await {
            open.push(connection?);
        }
    }
    let bytes = server.resident_bytes()?.saturating_sub(before) as f64;
    report.figure("Stream connections held", "", open.len() as f64);
    report.figure("memory for each of them", "B", bytes / open.len() as f64);
    Ok(())
}

//! A closed-loop HTTP load over kept-alive connections.

use crate::process::Server;
use anyhow::{Context, Result, bail};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// What a load showed.
#[derive(Clone, Debug)]
pub struct Load {
    /// Answers in a second.
    pub rate: f64,
    /// Processor time of the server for one answer.
    pub cpu_us: f64,
    /// Half of the answers came within this.
    pub p50_us: f64,
    /// 99 of 100 answers came within this.
    pub p99_us: f64,
}

impl Load {
    /// From the nanoseconds of each answer, how long all of it took, and the server's processor time in seconds.
    pub fn of(mut times: Vec<u64>, elapsed: Duration, cpu_seconds: f64) -> Result<Self> {
        if times.is_empty() {
            bail!("no answer came in time");
        }
        times.sort_unstable();
        let at = |part: f64| {
            let index = ((times.len() - 1) as f64 * part) as usize;
            times.get(index).copied().unwrap_or_default() as f64 / 1_000.0
        };
        let count = times.len() as f64;
        Ok(Self {
            rate: count / elapsed.as_secs_f64(),
            cpu_us: cpu_seconds * 1e6 / count,
            p50_us: at(0.5),
            p99_us: at(0.99),
        })
    }
}

/// Makes the nth request of a connection: target and body. Without a body it is a GET, with one a POST.
pub type Requests = Arc<dyn Fn(u64, u64) -> (String, String) + Send + Sync>;

/// One connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1_024),
        })
    }

    /// Sends a POST and returns the answer's body.
    pub async fn post(&mut self, target: &str, headers: &str, body: &str) -> Result<&[u8]> {
        self.send("POST", target, headers, body).await
    }

    /// Sends a request and returns the answer's body.
    pub async fn send(
        &mut self,
        method: &str,
        target: &str,
        headers: &str,
        body: &str,
    ) -> Result<&[u8]> {
        let request = format!(
            "{method} {target} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        let (start, length) = loop {
            if let Some(found) = head(&self.buffer)? {
                break found;
            }
            self.fill().await?;
        };
        while self.buffer.len() < start + length {
            self.fill().await?;
        }
        Ok(&self.buffer[start..start + length])
    }

    async fn fill(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

/// Where the body starts and how long it is.
fn head(bytes: &[u8]) -> Result<Option<(usize, usize)>> {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&bytes[..end])?.to_ascii_lowercase();
    if !text.starts_with("http/1.1 200") {
        bail!(
            "the server answered {}",
            text.lines().next().unwrap_or_default()
        );
    }
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .context("answers say their length")?;
    Ok(Some((end + 4, length.trim().parse()?)))
}

/// Loads a server for some seconds. `accept` judges answers: a wrong one ends the measure.
pub async fn run(
    server: &Server,
    connections: u64,
    seconds: f64,
    headers: &str,
    requests: Requests,
    accept: fn(&[u8]) -> bool,
) -> Result<Load> {
    let warm = Duration::from_secs_f64(seconds * 0.2);
    drive(server, connections, warm, headers, requests.clone(), accept).await?;
    let cpu = server.cpu_seconds()?;
    let began = Instant::now();
    let length = Duration::from_secs_f64(seconds);
    let times = drive(server, connections, length, headers, requests, accept).await?;
    Load::of(times, began.elapsed(), server.cpu_seconds()? - cpu)
}

async fn drive(
    server: &Server,
    connections: u64,
    length: Duration,
    headers: &str,
    requests: Requests,
    accept: fn(&[u8]) -> bool,
) -> Result<Vec<u64>> {
    let until = Instant::now() + length;
    let mut tasks = tokio::task::JoinSet::new();
    for connection in 0..connections {
        let (address, headers) = (server.address.clone(), headers.to_owned());
        let requests = requests.clone();
        tasks.spawn(async move {
            let mut open = Connection::open(&address).await?;
            let mut times = Vec::with_capacity(65_536);
            for turn in 0.. {
                let now = Instant::now();
                if now >= until {
                    break;
                }
                let (target, body) = requests(connection, turn);
                let method = if body.is_empty() { "GET" } else { "POST" };
                let answer = open.send(method, &target, &headers, &body).await?;
                if !accept(answer) {
                    bail!(
                        "{target} {body} was answered {}",
                        String::from_utf8_lossy(answer)
                    );
                }
                times.push(now.elapsed().as_nanos() as u64);
            }
            Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(task) = tasks.join_next().await {
        times.extend(task??);
    }
    Ok(times)
}

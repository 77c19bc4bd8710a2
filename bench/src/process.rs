//! Server processes and what they use.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::time::Instant;

/// For so long memory in use must stay the same to be called settled.
const SETTLED_AFTER_SECONDS: u32 = 5;
const SETTLED_BYTES: u64 = 256 * 1_024;
/// For so long a program that says nothing may take until it listens, and so long is waited between two looks.
const LISTENS_WITHIN: Duration = Duration::from_secs(30);
const LISTENS_PAUSE: Duration = Duration::from_millis(10);

/// A server that ends with this value.
pub struct Server {
    child: Child,
    /// `host:port`.
    pub address: String,
    /// From the start of the process until it said it listens.
    pub start: Duration,
}

impl Server {
    /// Starts a program that prints `{"listening": "http://host:port"}`.
    pub fn start(mut command: Command) -> Result<Self> {
        let began = Instant::now();
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!(
                    "cannot start {:?}; `make bench` builds it",
                    command.get_program()
                )
            })?;
        let output = child.stdout.take().context("standard output was piped")?;
        let mut lines = BufReader::new(output).lines();
        let address = loop {
            let Some(line) = lines.next() else {
                bail!("the server ended before it listened")
            };
            let line = line?;
            let parsed: Option<serde_json::Value> = serde_json::from_str(&line).ok();
            if let Some(url) = parsed.as_ref().and_then(|line| line["listening"].as_str()) {
                break url.trim_start_matches("http://").to_owned();
            }
        };
        let start = began.elapsed();
        // Keeps the pipe open and empty for as long as the server lives.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self {
            child,
            address,
            start,
        })
    }

    /// A program that says nothing: it listens once somebody can connect.
    pub async fn listening(mut child: Child, address: String) -> Result<Self> {
        let began = Instant::now();
        while tokio::net::TcpStream::connect(&address).await.is_err() {
            if let Some(status) = child.try_wait()? {
                bail!("the server ended before it listened: {status}");
            }
            if began.elapsed() > LISTENS_WITHIN {
                let _ = child.kill();
                bail!("the server does not listen at {address}");
            }
            tokio::time::sleep(LISTENS_PAUSE).await;
        }
        Ok(Self {
            child,
            address,
            start: began.elapsed(),
        })
    }

    /// Seconds of processor time used so far, by the program and by the kernel for it.
    pub fn cpu_seconds(&self) -> Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> = stat
            .rsplit_once(')')
            .context("stat names the program")?
            .1
            .split_whitespace()
            .collect();
        let ticks: f64 = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
        Ok(ticks / rustix::param::clock_ticks_per_second() as f64)
    }

    /// Bytes of memory in use once what loading needed besides has been given back: the allocator takes some seconds for that.
    pub async fn settled_bytes(&self) -> Result<u64> {
        let mut last = self.resident_bytes()?;
        let mut unchanged_seconds = 0;
        while unchanged_seconds < SETTLED_AFTER_SECONDS {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let now = self.resident_bytes()?;
            let is_same = now.abs_diff(last) < SETTLED_BYTES;
            unchanged_seconds = if is_same { unchanged_seconds + 1 } else { 0 };
            last = now;
        }
        Ok(last)
    }

    /// Bytes of memory in use.
    pub fn resident_bytes(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .context("VmRSS")?;
        let kib: u64 = line
            .split_whitespace()
            .nth(1)
            .context("a number")?
            .parse()?;
        Ok(kib * 1_024)
    }

    /// Asks it to end and waits.
    pub fn stop(mut self) -> Result<()> {
        let id = rustix::process::Pid::from_raw(self.child.id() as i32).context("a process id")?;
        rustix::process::kill_process(id, rustix::process::Signal::TERM)?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended after `stop`; otherwise an error is on its way out.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Bytes of all files below a folder.
pub fn folder_bytes(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        bytes += if data.is_dir() {
            folder_bytes(&entry.path())?
        } else {
            data.len()
        };
    }
    Ok(bytes)
}

//! What passes the socket: one line with the command, then lines with what is said and, last, the answer.

use crate::command::{Command, Outcome, Said};
use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// A command on its way to a server.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// What to do.
    pub command: Command,
    /// The store, if the caller named one; the server refuses when its own is another.
    pub store: Option<String>,
}

/// A line of a server's answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Said on the way.
    Said(Said),
    /// The end: done.
    Done(Outcome),
    /// The end: not done, and why.
    Error(String),
}

/// Reads one line; `None` at the end.
pub async fn read<T: DeserializeOwned>(
    from: &mut (impl AsyncBufRead + Unpin),
    bytes_max: u64,
) -> Result<Option<T>> {
    let mut line = Vec::new();
    let count = from.take(bytes_max).read_until(b'\n', &mut line).await?;
    if count == 0 {
        return Ok(None);
    }
    ensure!(
        line.ends_with(b"\n"),
        "the other side broke off, or sent a line of more than {bytes_max} bytes"
    );
    let value = serde_json::from_slice(&line)
        .context("the other side is another version of orgbook; use the same one")?;
    Ok(Some(value))
}

/// Writes one line.
pub async fn write(to: &mut (impl AsyncWrite + Unpin), value: &impl Serialize) -> Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    to.write_all(&line).await?;
    Ok(())
}

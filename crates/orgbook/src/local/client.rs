//! The side of the command.

use super::protocol::{self, Line, Request};
use super::show;
use crate::command::Outcome;
use crate::limits;
use crate::output::ProgressLine;
use anyhow::{Result, bail};
use tokio::io::BufReader;
use tokio::net::UnixStream;

/// Has a server carry out a command.
pub async fn ask(
    stream: UnixStream,
    request: &Request,
    line: &mut ProgressLine,
) -> Result<Outcome> {
    let (answers, mut requests) = stream.into_split();
    let mut answers = BufReader::new(answers);
    protocol::write(&mut requests, request).await?;
    loop {
        match protocol::read(&mut answers, limits::ANSWER_BYTES_MAX).await? {
            Some(Line::Said(said)) => show(line, &said),
            Some(Line::Done(outcome)) => return Ok(outcome),
            Some(Line::Error(sentence)) => bail!(sentence),
            None => bail!(
                "the server ended before it answered; look whether the change is there before you try again"
            ),
        }
    }
}

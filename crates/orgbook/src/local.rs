//! Commands against a data folder: through the server that has it, or by taking it.

mod client;
mod protocol;
mod server;

pub use server::CommandSocket;

use crate::arguments::Common;
use crate::command::{self, Command, Outcome, Progress, Said};
use crate::config::Configuration;
use crate::folder::{DataFolder, FolderLock};
use crate::limits;
use crate::node;
use crate::output::ProgressLine;
use anyhow::{Result, bail};
use protocol::Request;
use tokio::net::UnixStream;
use tokio::time::Instant;

/// What a command found in the folder.
enum Found {
    /// A server that takes commands.
    Server(UnixStream),
    /// Nobody; the folder is the command's own now.
    Nobody(FolderLock),
}

/// Carries out a command, wherever that is possible.
///
/// # Errors
/// A sentence that says what to do.
pub async fn carry_out(common: &Common, command: Command) -> Result<Outcome> {
    let folder = if command.may_begin() {
        DataFolder::create(&common.data)?
    } else {
        DataFolder::open(&common.data)?
    };
    let configuration = Configuration::read(common, None);
    let mut line = ProgressLine::new();
    match find(&folder).await? {
        Found::Server(stream) => {
            let request = Request {
                command,
                store: configuration.store_given().map(str::to_owned),
            };
            client::ask(stream, &request, &mut line).await
        }
        Found::Nobody(lock) => {
            lock.keep();
            let engine = node::start(&configuration.settings()?, &folder).await?;
            if command.waits_for_others() && !engine.is_shared() {
                bail!(
                    "nothing happens while no server runs on {}; start one with `orgbook serve`",
                    folder.path().display()
                );
            }
            let (progress, mut lines) = Progress::new();
            let mut running = std::pin::pin!(command::run(command, &engine, &progress));
            let outcome = loop {
                tokio::select! {
                    biased;
                    Some(said) = lines.recv() => show(&mut line, &said),
                    outcome = &mut running => break outcome,
                }
            };
            while let Ok(said) = lines.try_recv() {
                show(&mut line, &said);
            }
            engine.stop().await;
            Ok(outcome?)
        }
    }
}

fn show(line: &mut ProgressLine, said: &Said) {
    match said {
        Said::Progress(text) => line.show(text),
        Said::Remark(text) => line.keep(text),
        Said::Line(text) => crate::output::say(text),
    }
}

/// Looks who has the folder. Somebody who has it without listening is starting, ending, or a short command: worth waiting
/// for.
async fn find(folder: &DataFolder) -> Result<Found> {
    let began = Instant::now();
    loop {
        if let Some(socket) = folder.socket()
            && let Ok(stream) = UnixStream::connect(&socket).await
        {
            return Ok(Found::Server(stream));
        }
        if let Some(lock) = folder.try_lock()? {
            return Ok(Found::Nobody(lock));
        }
        if began.elapsed() > limits::FOLDER_WAIT {
            bail!(
                "{} uses {} and takes no commands; wait until it has ended, or end it",
                folder.holder(),
                folder.path().display()
            );
        }
        tokio::time::sleep(limits::FOLDER_PAUSE).await;
    }
}

/// Takes the folder for a server.
///
/// # Errors
/// When a server has it already, or somebody else does not give it up.
pub async fn take(folder: &DataFolder) -> Result<FolderLock> {
    match find(folder).await? {
        Found::Nobody(lock) => Ok(lock),
        Found::Server(_) => bail!(
            "a server ({}) already runs on {}; end it first, or give this one a folder of its own with --data",
            folder.holder(),
            folder.path().display()
        ),
    }
}

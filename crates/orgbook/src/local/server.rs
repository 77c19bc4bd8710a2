//! The side of the server.

use super::protocol::{self, Line, Request};
use crate::command::{self, Command, Progress};
use crate::config::StoreUrl;
use crate::folder::{DataFolder, FolderLock, remove_socket};
use crate::limits;
use anyhow::{Context, Result, bail, ensure};
use engine::Engine;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, BufReader};
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// Where a server takes commands; gone when dropped.
pub struct CommandSocket {
    listener: UnixListener,
    path: PathBuf,
}

impl CommandSocket {
    /// Listens in the folder.
    ///
    /// # Errors
    /// When no socket can be made.
    pub fn bind(folder: &DataFolder, lock: &FolderLock) -> Result<Self> {
        let path = folder.new_socket(lock)?;
        let listener = UnixListener::bind(&path)
            .with_context(|| format!("cannot listen for commands at {}", path.display()))?;
        std::fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        Ok(Self { listener, path })
    }

    /// Carries out commands until the end comes.
    pub async fn serve(self, engine: Engine, store: StoreUrl, mut end: watch::Receiver<bool>) {
        let store: Arc<str> = store.to_string().into();
        let places = Arc::new(Semaphore::new(limits::COMMANDS_AT_ONCE));
        let mut connections = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                _ = end.wait_for(|ending| *ending) => break,
            };
            while connections.try_join_next().is_some() {}
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "cannot take a command");
                    tokio::time::sleep(limits::FOLDER_PAUSE).await;
                    continue;
                }
            };
            let (engine, store, places) = (engine.clone(), store.clone(), places.clone());
            connections.spawn(async move {
                let Ok(_place) = places.acquire().await else {
                    return;
                };
                if let Err(error) = converse(stream, &engine, &store).await {
                    tracing::info!("a command broke off: {error:#}");
                }
            });
        }
        // The engine refuses new writes by now, so what is still under way ends by itself.
        let ended = async { while connections.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(limits::COMMANDS_END_WAIT, ended).await;
    }
}

impl Drop for CommandSocket {
    fn drop(&mut self) {
        remove_socket(&self.path);
    }
}

async fn converse(stream: UnixStream, engine: &Engine, store: &str) -> Result<()> {
    let caller = stream.peer_cred()?.uid();
    let own = rustix::process::geteuid().as_raw();
    let (requests, mut answers) = stream.into_split();
    let mut requests = BufReader::new(requests);
    let request = protocol::read(&mut requests, limits::REQUEST_BYTES_MAX);
    let request = match tokio::time::timeout(limits::REQUEST_WAIT, request).await? {
        Ok(Some(request)) => checked(request, store),
        Ok(None) => return Ok(()),
        Err(error) => Err(error),
    };
    let command = match request {
        Ok(_) if caller != own && caller != 0 => Err(anyhow::anyhow!(
            "this server belongs to another user; run the command as that user"
        )),
        other => other,
    };
    let last = match command {
        Ok(command) => {
            tokio::select! {
                line = carry_out(command, engine, &mut answers) => line?,
                // Somebody who went away does not want it any more.
                _ = requests.read_u8() => bail!("the caller went away"),
            }
        }
        Err(error) => Line::Error(format!("{error:#}")),
    };
    protocol::write(&mut answers, &last).await
}

fn checked(request: Request, store: &str) -> Result<Command> {
    ensure!(
        request.store.is_none_or(|named| named == store),
        "the server on this data folder uses another store than the one named; leave out --store and ORGBOOK_STORE, or name that server's data folder with --data"
    );
    Ok(request.command)
}

async fn carry_out(
    command: Command,
    engine: &Engine,
    answers: &mut OwnedWriteHalf,
) -> Result<Line> {
    let (progress, mut lines) = Progress::new();
    let mut running = std::pin::pin!(command::run(command, engine, &progress));
    let outcome = loop {
        tokio::select! {
            biased;
            Some(said) = lines.recv() => protocol::write(answers, &Line::Said(said)).await?,
            outcome = &mut running => break outcome,
        }
    };
    while let Ok(said) = lines.try_recv() {
        protocol::write(answers, &Line::Said(said)).await?;
    }
    Ok(match outcome {
        Ok(outcome) => Line::Done(outcome),
        Err(error) => Line::Error(error.to_string()),
    })
}

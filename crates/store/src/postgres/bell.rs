//! Tells other nodes that something moved, and hears it from them. A hint only: the base is the polling of heads.
//!
//! The bell has a connection of its own: a `NOTIFY` inside a writing transaction makes every commit of the whole
//! server queue behind one lock.

use super::retry::Trouble;
use crate::limits::{BELL_PAUSE, BELL_RECONNECT_PAUSE};
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio_postgres::{AsyncMessage, Client, Config, NoTls};

/// A ring says nothing that must outlive the server, and flushing it to the disk would hold up the writers' own flushes.
const PREPARE: &str = "set synchronous_commit = off; listen orgbook_bell";

pub(super) struct Bell {
    ringer: Arc<Notify>,
    heard: watch::Receiver<u64>,
    _task: JoinSet<()>,
}

impl Bell {
    /// Starts listening, now and after every loss of the connection.
    pub(super) fn hang(config: Config) -> Self {
        let ringer = Arc::new(Notify::new());
        let (ear, heard) = watch::channel(0);
        let mut task = JoinSet::new();
        let rings = Arc::clone(&ringer);
        task.spawn(async move {
            loop {
                let trouble = serve(&config, &rings, &ear).await;
                tracing::debug!(?trouble, "the bell's connection broke");
                tokio::time::sleep(BELL_RECONNECT_PAUSE).await;
            }
        });
        Self {
            ringer,
            heard,
            _task: task,
        }
    }

    /// To be notified of every append; the bell makes one ring of many.
    pub(super) fn ringer(&self) -> Arc<Notify> {
        Arc::clone(&self.ringer)
    }

    pub(super) fn listen(&self) -> watch::Receiver<u64> {
        self.heard.clone()
    }
}

/// Rings and listens until the connection breaks.
async fn serve(config: &Config, rings: &Notify, ear: &watch::Sender<u64>) -> Trouble {
    let (client, mut connection) = match config.connect(NoTls).await {
        Ok(connected) => connected,
        Err(error) => return error.into(),
    };
    let own = AtomicI32::new(0);
    let messages = async {
        loop {
            match poll_fn(|context| connection.poll_message(context)).await {
                Some(Ok(AsyncMessage::Notification(ring))) => {
                    if ring.process_id() != own.load(Ordering::Relaxed) {
                        ear.send_modify(|heard| *heard += 1);
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Trouble::from(error),
                None => return Trouble::Lost("closed".into()),
            }
        }
    };
    tokio::select! {
        trouble = messages => trouble,
        trouble = ring(&client, &own, rings, ear) => trouble,
    }
}

async fn ring(
    client: &Client,
    own: &AtomicI32,
    rings: &Notify,
    ear: &watch::Sender<u64>,
) -> Trouble {
    let ringing = async {
        let process = client.query_one("select pg_backend_pid()", &[]).await?;
        own.store(process.get(0), Ordering::Relaxed);
        client.batch_execute(PREPARE).await?;
        // Whatever rang in either direction while there was no connection.
        ear.send_modify(|heard| *heard += 1);
        loop {
            client.batch_execute("notify orgbook_bell").await?;
            tokio::time::sleep(BELL_PAUSE).await;
            rings.notified().await;
        }
    };
    let broken: Result<std::convert::Infallible, tokio_postgres::Error> = ringing.await;
    match broken {
        Err(error) => error.into(),
    }
}

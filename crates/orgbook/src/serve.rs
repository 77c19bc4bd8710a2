//! `orgbook serve`: store, engine, gate and command socket, from start to end.

mod demo;
mod log;
mod tls;

pub use tls::tls;

use crate::arguments::Common;
use crate::config::{Configuration, Settings};
use crate::folder::DataFolder;
use crate::local::{self, CommandSocket};
use crate::{node, output};
use anyhow::{Context, Result};
use engine::Engine;
use serde_json::json;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// Serves until a signal ends it.
///
/// # Errors
/// When it cannot begin.
pub async fn serve(
    common: &Common,
    configuration: Configuration,
    with_demo: bool,
) -> Result<ExitCode> {
    let folder = DataFolder::create(&common.data)?;
    let settings = configuration.settings()?;
    log::start(&settings.log)?;
    // From here on a signal is a wish to end, not the end.
    let mut signals = Signals::new()?;
    let lock = local::take(&folder).await?;
    let engine = node::start(&settings, &folder).await?;
    let commands = CommandSocket::bind(&folder, &lock)?;
    lock.keep();
    let demo = if with_demo {
        Some(demo::find_or_make(&engine, &folder).await?)
    } else {
        None
    };
    let listener = listen(&settings).await?;
    let url = url(&settings, &listener)?;

    let (end, ending) = watch::channel(false);
    let commands =
        tokio::spawn(commands.serve(engine.clone(), settings.store.clone(), ending.clone()));
    announce(&url, demo.as_ref(), common.json);
    tracing::info!(listening = url, store = settings.store.masked(), "serving");

    let ended = front(listener, &engine, &settings, &folder, ending);
    let mut ended = std::pin::pin!(ended);
    let outcome = tokio::select! {
        outcome = &mut ended => outcome,
        name = signals.next() => {
            tracing::info!(signal = name, "ending");
            end.send_replace(true);
            ended.await
        }
    };
    end.send_replace(true);
    engine.stop().await;
    commands.await.context("taking commands broke off")?;
    outcome?;
    tracing::info!("ended");
    Ok(ExitCode::SUCCESS)
}

/// What asks a server to end.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

async fn listen(settings: &Settings) -> Result<TcpListener> {
    TcpListener::bind(settings.listen.as_str())
        .await
        .with_context(|| {
            format!(
                "cannot listen on {}; name a free address with --listen",
                settings.listen
            )
        })
}

fn url(settings: &Settings, listener: &TcpListener) -> Result<String> {
    let scheme = if settings.tls.certificate.is_some() {
        "https"
    } else {
        "http"
    };
    Ok(format!("{scheme}://{}", listener.local_addr()?))
}

fn announce(url: &str, demo: Option<&crate::demo::company::Demo>, json: bool) {
    if json {
        output::answer(&json!({ "listening": url }), true);
        return;
    }
    output::say(&format!("Orgbook serves {url}"));
    if let Some(demo) = demo {
        output::say(&demo::described(demo, url));
    }
}

/// The HTTP front, until the end comes and what was asked is answered.
async fn front(
    listener: TcpListener,
    engine: &Engine,
    settings: &Settings,
    folder: &DataFolder,
    mut ending: watch::Receiver<bool>,
) -> Result<()> {
    let tls = tls(&settings.tls, folder.path())?;
    let shutdown = async move {
        // An error means that the sender is gone, which is the end as well.
        let _ = ending.wait_for(|ending| *ending).await;
    };
    let gate_settings = gate::Settings {
        is_encrypted: tls.is_some(),
        allows_private_addresses: settings.push.allow_private_addresses,
        ..gate::Settings::from(&settings.gate)
    };
    let poster = push::Poster::new(settings.push.allow_private_addresses);
    let outbound = push::Outbound::new(engine.clone(), poster);
    let receivers: Arc<dyn push::Receivers> = Arc::new(outbound.clone());
    let bell = outbound.hub.bell();
    let ledger = outbound.ledger.clone();
    let pushing = push::push(engine.clone(), receivers, bell, ledger.clone());
    let pushing = tokio::spawn(pushing);
    let gate = Arc::new(gate::Gate::new(engine.clone(), outbound, gate_settings));
    engine.start_tasks();
    engine.start_following_guests();
    gate::serve(listener, gate, tls, shutdown).await;
    // What was on its way is told again by the next process.
    pushing.abort();
    // Aborted or ended before, it is over then.
    let _ = pushing.await;
    push::store_all_hours(engine, &ledger).await;
    Ok(())
}

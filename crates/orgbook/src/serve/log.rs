//! Where the log goes: standard error, as lines for people or for programs.

use crate::config::{LogFormat, LogSettings};
use anyhow::{Result, anyhow};
use tracing_subscriber::EnvFilter;

/// Starts the log of a server.
pub fn start(settings: &LogSettings) -> Result<()> {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(settings.level.as_str())?)
        .with_writer(std::io::stderr);
    let started = match settings.format {
        LogFormat::Text => lines
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| anyhow!("cannot start the log: {error}"))
}

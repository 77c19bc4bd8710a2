//! Sockets to endpoints: TLS, tokens, limits, envelopes.

mod activity;
mod answer;
mod body;
mod browser;
mod caller;
mod context;
mod download;
mod input;
mod language;
mod limits;
mod metrics;
mod open_id;
mod pages;
mod path;
mod rate;
mod recorder;
mod request;
mod request_id;
mod scan;
mod serve;
mod settings;
mod stream;
mod streamed;
#[cfg(test)]
mod tests;
mod upload;
mod web;

pub use serve::serve;
pub use settings::Settings;

use endpoint::{Route, openapi};
use engine::Engine;
use metrics::Metrics;
use path::Table;
use push::Outbound;
use rate::Rate;
use recorder::Recorder;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Everything that a connection needs.
pub struct Gate {
    engine: Engine,
    /// What takes events to receivers.
    outbound: Outbound,
    settings: Settings,
    table: Table,
    rate: Rate,
    /// Visits by whoever is not signed in here.
    visits: context::Visits,
    metrics: Metrics,
    /// Whose turn it is to work on a plan.
    turns: context::Turns,
    /// Calls of apps that are recorded.
    recorder: Recorder,
    /// Looks that take long, under way.
    slow_looks: tokio::sync::Semaphore,
    /// Files being received.
    uploads: Semaphore,
    /// Answers under way that tell of a whole organization.
    whole_looks: Arc<Semaphore>,
    /// The route table as an OpenAPI document.
    openapi: String,
    /// What signs ID tokens.
    open_id_keys: sso::Keys,
    /// Organizations' own providers, as they describe themselves.
    providers: sso::Providers,
}

/// Every route that is served.
fn routes() -> impl Iterator<Item = &'static Route> {
    dingtalk::routes().chain(console::routes())
}

impl Gate {
    /// A gate in front of an engine, and the way out for events.
    pub fn new(engine: Engine, outbound: Outbound, settings: Settings) -> Self {
        Self::with_routes(engine, outbound, settings, routes())
    }

    fn with_routes(
        engine: Engine,
        outbound: Outbound,
        settings: Settings,
        routes: impl Iterator<Item = &'static Route>,
    ) -> Self {
        let table = Table::new(routes);
        Self {
            rate: Rate::new(settings.calls_per_second_max),
            visits: context::Visits::new(),
            turns: context::Turns::default(),
            recorder: Recorder::new(),
            metrics: Metrics::new(table.routes()),
            slow_looks: tokio::sync::Semaphore::new(limits::SLOW_LOOKS_MAX),
            openapi: openapi::document(table.routes(), env!("CARGO_PKG_VERSION")).to_string(),
            uploads: Semaphore::new(limits::UPLOADS_MAX),
            open_id_keys: sso::Keys::new(engine.clone()),
            providers: sso::Providers::new(settings.allows_private_addresses),
            whole_looks: Arc::new(Semaphore::new(limits::WHOLE_LOOKS_MAX)),
            engine,
            outbound,
            settings,
            table,
        }
    }
}

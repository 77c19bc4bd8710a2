//! Sockets to endpoints: TLS, tokens, limits, envelopes.

mod answer;
mod caller;
mod context;
mod input;
mod limits;
mod metrics;
mod pages;
mod path;
mod rate;
mod request;
mod scan;
mod serve;
mod settings;

pub use serve::serve;
pub use settings::Settings;

use engine::Engine;
use metrics::Metrics;
use path::Table;
use rate::Rate;

/// Everything that a connection needs.
pub struct Gate {
    engine: Engine,
    settings: Settings,
    table: Table,
    rate: Rate,
    metrics: Metrics,
}

impl Gate {
    /// A gate in front of an engine.
    pub fn new(engine: Engine, settings: Settings) -> Self {
        let table = Table::new(dingtalk::routes());
        Self {
            rate: Rate::new(settings.calls_per_second_max),
            metrics: Metrics::new(),
            engine,
            settings,
            table,
        }
    }
}

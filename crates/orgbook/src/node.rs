//! From settings to a living engine.

use crate::config::{Settings, StoreUrl};
use crate::folder::DataFolder;
use anyhow::{Context, Result};
use engine::{Clock, Engine};
use org::Millis;
use std::sync::Arc;
use store::Store;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// The wall clock.
struct WallClock;

impl Clock for WallClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock of the binary is where time comes from"
    )]
    fn now(&self) -> Millis {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        // A clock before 1970 is a machine without one.
        Millis(since.map_or(0, |since| since.as_millis() as i64))
    }
}

/// Opens the store that the settings name.
///
/// # Errors
/// When it cannot be reached or belongs to another process.
pub async fn open_store(url: &StoreUrl, folder: &DataFolder) -> Result<Arc<dyn Store>> {
    let context = || format!("cannot open the store {}", url.masked());
    Ok(match url {
        StoreUrl::Sqlite(file) => {
            let path = folder.path().join(file);
            Arc::new(store::SqliteStore::open(&path).with_context(context)?)
        }
        StoreUrl::Postgres(url) => Arc::new(
            store::PostgresStore::connect(url)
                .await
                .with_context(context)?,
        ),
    })
}

/// Starts the engine.
///
/// # Errors
/// When the store does not open or does not answer.
pub async fn start(settings: &Settings, folder: &DataFolder) -> Result<Engine> {
    let store = open_store(&settings.store, folder).await?;
    let budget_mb = usize::try_from(settings.memory_budget_mb.get()).unwrap_or(usize::MAX);
    let days = i64::from(settings.audit.retention_days);
    let settings = engine::Settings {
        memory_budget_bytes: budget_mb.saturating_mul(1 << 20),
        told_ms: (days > 0).then_some(days * DAY_MS),
        ..engine::Settings::default()
    };
    Ok(Engine::start(store, Arc::new(WallClock), settings).await?)
}

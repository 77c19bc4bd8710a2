//! What can be set. The default of each is what serves a small organization on this machine.

use super::values::{ListenAddress, LogLevel, Network, StoreUrl};
use serde::{Deserialize, Serialize};
use std::num::{NonZeroU32, NonZeroU64};
use std::path::PathBuf;
use std::time::Duration;

/// Everything that can be set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Address to listen on.
    pub listen: ListenAddress,
    /// Where organizations are stored.
    pub store: StoreUrl,
    /// Megabytes that loaded organizations may take together; cold ones are let go beyond it.
    pub memory_budget_mb: NonZeroU64,
    /// The HTTP front.
    pub gate: GateSettings,
    /// Encryption of the listener.
    pub tls: TlsSettings,
    /// What is logged, and how.
    pub log: LogSettings,
    /// Delivery of events.
    pub push: PushSettings,
    /// What is told of the past.
    pub audit: AuditSettings,
}

const MEMORY_BUDGET_MB: NonZeroU64 = NonZeroU64::new(4_096).expect("not zero");

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: ListenAddress::default(),
            store: StoreUrl::default(),
            memory_budget_mb: MEMORY_BUDGET_MB,
            gate: GateSettings::default(),
            tls: TlsSettings::default(),
            log: LogSettings::default(),
            push: PushSettings::default(),
            audit: AuditSettings::default(),
        }
    }
}

/// The HTTP front.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GateSettings {
    /// Calls a second of one app on one interface; 0 is no limit.
    pub calls_per_second_max: u32,
    /// Networks of proxies whose word on the caller's address counts.
    pub trusted_proxies: Vec<Network>,
    /// How long a client may take for the head of a request.
    pub head_timeout_ms: NonZeroU64,
    /// How long a client may take for the body of a request.
    pub body_timeout_ms: NonZeroU64,
    /// How long requests under way may take once the server ends.
    pub end_timeout_ms: u64,
    /// Connections at once.
    pub connections_max: NonZeroU32,
}

impl Default for GateSettings {
    fn default() -> Self {
        let gate = gate::Settings::default();
        let at_least_one = |timeout: Duration| {
            NonZeroU64::new(timeout.as_millis() as u64).unwrap_or(NonZeroU64::MIN)
        };
        Self {
            calls_per_second_max: gate.calls_per_second_max.map_or(0, NonZeroU32::get),
            trusted_proxies: gate.trusted_proxies.into_iter().map(Network).collect(),
            head_timeout_ms: at_least_one(gate.head_timeout),
            body_timeout_ms: at_least_one(gate.body_timeout),
            end_timeout_ms: gate.end_timeout.as_millis() as u64,
            connections_max: u32::try_from(gate.connections_max)
                .ok()
                .and_then(NonZeroU32::new)
                .unwrap_or(NonZeroU32::MAX),
        }
    }
}

impl From<&GateSettings> for gate::Settings {
    fn from(settings: &GateSettings) -> Self {
        let networks = settings.trusted_proxies.iter();
        Self {
            calls_per_second_max: NonZeroU32::new(settings.calls_per_second_max),
            trusted_proxies: networks.map(|network| network.0).collect(),
            head_timeout: Duration::from_millis(settings.head_timeout_ms.get()),
            body_timeout: Duration::from_millis(settings.body_timeout_ms.get()),
            end_timeout: Duration::from_millis(settings.end_timeout_ms),
            connections_max: settings.connections_max.get() as usize,
            is_encrypted: false,
            allows_private_addresses: false,
        }
    }
}

/// Encryption of the listener: both files, or neither. Relative names are in the data folder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TlsSettings {
    /// Certificate chain, PEM.
    pub certificate: Option<PathBuf>,
    /// Private key, PEM.
    pub key: Option<PathBuf>,
}

/// What is logged, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    /// `error`, `warn`, `info`, `debug`, `trace`, or one of these for each part: `info,store=debug`.
    pub level: LogLevel,
    /// Lines for people or for programs.
    pub format: LogFormat,
}

/// The form of a line of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Delivery of events.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PushSettings {
    /// Whether callback addresses may lie on loopback and private networks.
    pub allow_private_addresses: bool,
}

/// What is told of the past, by the audit trail and the change feed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditSettings {
    /// For how many days what happened is told; 0 is for ever.
    pub retention_days: u32,
}

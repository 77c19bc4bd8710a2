//! What callers of the engine give and get.

use endpoint::{Delegation, Fault};
use org::{AppKey, Millis, OrgId, UserId};
use std::sync::Arc;
use store::StoreError;

/// Where time comes from.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Millis;
}

/// What an operator may set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Bytes that loaded organizations may take together; cold ones are let go beyond it.
    pub memory_budget_bytes: usize,
    /// How often other nodes' work is looked for, besides the bell.
    pub poll_interval_ms: u64,
    /// Writes that may wait in one organization's lane.
    pub lane_waiting_max: usize,
    /// For how many milliseconds what happened is told; `None` as long as the log has it.
    pub told_ms: Option<i64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            memory_budget_bytes: 4 << 30,
            poll_interval_ms: 100,
            lane_waiting_max: 4_096,
            told_ms: None,
        }
    }
}

/// Who did something, for the log.
#[derive(Clone, Debug)]
pub struct Origin {
    /// For example `app:dingabc`, `command`, `user:ann`.
    pub actor: String,
    /// The endpoint's path or the command's name.
    pub route: String,
    /// The network address from which it was asked for; empty where there is none.
    pub from: String,
}

/// Whose token it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// An app.
    App(AppKey),
    /// A person, signed in through an app or by an operator.
    Person(UserId),
}

/// What a valid token opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The organization.
    pub org: OrgId,
    /// Whose it is.
    pub holder: Holder,
    /// What a person's session held when it began; see [`org::Org::may_enter`].
    pub session_mark: u64,
    /// Through which app the person acts, and how far.
    pub delegation: Option<Arc<Delegation>>,
    /// When it ends.
    pub expires_at: Millis,
}

/// Why a write was not done.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The endpoint's own answer.
    #[error("refused: {0:?}")]
    Fault(Fault),
    /// The lane is full or the node is ending; trying again later helps.
    #[error("too many writes are waiting for this organization; try again")]
    Busy,
    /// No such organization.
    #[error("no organization {0}")]
    NoSuchOrganization(OrgId),
    /// The store could not make it durable.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is stored is not what this version wrote.
    #[error(transparent)]
    Load(#[from] org::LoadError),
}

impl From<Fault> for WriteError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What verifying found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Organizations looked at.
    pub organizations: u64,
    /// Entries replayed.
    pub entries: u64,
    /// One sentence for each difference between the replayed log and the stored state.
    pub differences: Vec<String>,
}

/// Figures for `/metrics`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Organizations in memory.
    pub organizations_loaded: u64,
    /// Bytes they take, about.
    pub organization_bytes: u64,
    /// Entries made durable by this node.
    pub entries_appended: u64,
    /// Flushes that carried them.
    pub flushes: u64,
    /// Writes run again because another node was first.
    pub reruns: u64,
    /// Organizations let go.
    pub evictions: u64,
    /// Hashes of passwords made, to set or to compare them.
    pub password_hashes: u64,
}

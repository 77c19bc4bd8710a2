//! Living organizations: load, draft, commit, publish, follow the log of other nodes.

use endpoint::{Fault, Issued, TokenRefusal, WriteCall};
use org::{App, AppKey, Draft, Eye, Founding, Millis, NewApp, Org, OrgId, Refusal, User, UserId};
use std::sync::Arc;
use store::{Store, StoreError};

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
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            memory_budget_bytes: 4 << 30,
            poll_interval_ms: 100,
            lane_waiting_max: 4_096,
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
    /// When it ends.
    pub expires_at: Millis,
}

/// Why a write was not done.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The endpoint's own answer.
    #[error("refused")]
    Fault(Fault),
    /// The lane is full; trying again later helps.
    #[error("too many writes are waiting for this organization; try again")]
    Busy,
    /// No such organization.
    #[error("no organization {0}")]
    NoSuchOrganization(OrgId),
    /// The store could not make it durable.
    #[error(transparent)]
    Store(StoreError),
    /// What is stored is not what this version wrote.
    #[error(transparent)]
    Load(org::LoadError),
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
#[derive(Clone, Copy, Debug, Default)]
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
}

/// All organizations of this installation, as this node knows them. Clones are the same engine.
#[derive(Clone)]
pub struct Engine {
    _inner: Arc<()>,
}

#[expect(unused_variables, clippy::todo, reason = "the seam, filled in next")]
impl Engine {
    /// Starts on a store.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn start(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        todo!()
    }

    /// The value of an organization if it is in memory: no lock, no wait.
    pub fn loaded(&self, id: &OrgId) -> Option<Arc<Org>> {
        todo!()
    }

    /// The value of an organization, loaded on first use.
    ///
    /// # Errors
    /// [`WriteError::NoSuchOrganization`], [`WriteError::Store`], [`WriteError::Load`].
    pub async fn org(&self, id: &OrgId) -> Result<Arc<Org>, WriteError> {
        todo!()
    }

    /// Runs an endpoint's write. Answers after it is durable.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn write(
        &self,
        id: &OrgId,
        origin: Origin,
        eye: Eye,
        call: Box<dyn WriteCall>,
    ) -> Result<Vec<u8>, WriteError> {
        todo!()
    }

    /// Runs an operator's change; may run more than once, only the last run counts.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn operate<T: Send + 'static>(
        &self,
        id: &OrgId,
        route: &str,
        change: impl Fn(&mut Draft) -> Result<T, Refusal> + Send + Sync + 'static,
    ) -> Result<T, WriteError> {
        todo!()
    }

    /// Founds an organization.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn found(&self, founding: Founding) -> Result<(OrgId, User), WriteError> {
        todo!()
    }

    /// Creates an app and its secret.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn create_app(&self, id: &OrgId, new: NewApp) -> Result<(App, String), WriteError> {
        todo!()
    }

    /// Issues an app's token or renews the valid one. `org` is the organization the caller names, if any.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub async fn issue_app_token(
        &self,
        key: &str,
        secret: &str,
        org: Option<&str>,
    ) -> Result<Issued, TokenRefusal> {
        todo!()
    }

    /// Issues a person's token; counts as having signed in.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn issue_user_token(&self, id: &OrgId, userid: &str) -> Result<Issued, WriteError> {
        todo!()
    }

    /// What a token opens, if it is known in memory and valid: no lock, no wait.
    pub fn known_token(&self, text: &str) -> Option<Token> {
        todo!()
    }

    /// What a token opens; asks the store when memory does not know.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn token(&self, text: &str) -> Result<Option<Token>, StoreError> {
        todo!()
    }

    /// The userids with sign-in activity from a moment until another.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn active_userids(
        &self,
        id: &OrgId,
        from: Millis,
        until: Millis,
    ) -> Result<Vec<String>, StoreError> {
        todo!()
    }

    /// Replays every log and compares it with the stored state. `progress` hears of each organization.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn verify(
        &self,
        progress: &mut (dyn FnMut(&OrgId, u64) + Send),
    ) -> Result<Verified, StoreError> {
        todo!()
    }

    /// The store, for readiness and backup.
    pub fn store(&self) -> &Arc<dyn Store> {
        todo!()
    }

    /// The time now.
    pub fn now(&self) -> Millis {
        todo!()
    }

    /// Figures for `/metrics`.
    pub fn stats(&self) -> Stats {
        todo!()
    }

    /// Ends: no new writes, what was taken is answered.
    pub async fn stop(&self) {
        todo!()
    }
}

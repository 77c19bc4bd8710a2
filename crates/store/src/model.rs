//! What passes the seam: entries and records as bytes, never a noun of the domain.

use endpoint::{Millis, Number, OrgId};

/// One successful write call of one organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The organization.
    pub org: OrgId,
    /// Its position in that organization's log.
    pub number: Number,
    /// Drawn at random by the writer, so that a commit whose answer was lost can be recognized on retry.
    pub id: u128,
    /// When the call ran.
    pub at: Millis,
    /// Who did it, as text.
    pub actor: String,
    /// The endpoint or command.
    pub route: String,
    /// The version of the body's shape.
    pub version: u16,
    /// The changes, JSON. The engine may store long bodies compressed.
    pub body: Vec<u8>,
}

/// A record's new state, stored in the same transaction as its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordWrite {
    /// What kind of thing, for example `user`.
    pub kind: String,
    /// Its key inside the organization.
    pub key: String,
    /// The version of the body's shape.
    pub version: u16,
    /// JSON, or `None` to remove the record.
    pub body: Option<Vec<u8>>,
}

/// A stored record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What kind of thing.
    pub kind: String,
    /// Its key inside the organization.
    pub key: String,
    /// The version of the body's shape.
    pub version: u16,
    /// JSON.
    pub body: Vec<u8>,
}

/// A value that only one organization of the installation may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimWrite {
    /// Which name space, for example `app_key`.
    pub space: String,
    /// The claimed value.
    pub value: String,
    /// The holder inside the entry's organization, or `None` to give the claim up.
    pub holder: Option<String>,
}

/// Something that grows with time instead of with people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// Which history, for example `resignation`.
    pub kind: String,
    /// When.
    pub at: Millis,
    /// Tells rows of one moment apart.
    pub key: String,
    /// JSON.
    pub body: Vec<u8>,
}

/// A piece of a file: rows stay of a size that every engine likes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The organization whose file it is.
    pub org: OrgId,
    /// The file's name inside the organization.
    pub name: String,
    /// Its place in the file.
    pub index: u32,
    /// Its bytes.
    pub body: Vec<u8>,
    /// When it may be forgotten.
    pub expires_at: Millis,
}

/// A claim as it is held: its value, the organization and the holder.
pub type HeldClaim = (String, OrgId, String);

/// What a secret is for; part of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// Facts of the installation itself, such as its token key.
    Installation,
    /// An app's secret and its current token.
    App,
    /// A token, by the hash of its text.
    Token,
    /// A person's password.
    Password,
    /// A node's right to run a task for a while.
    Lease,
    /// What signs and encrypts an app's callbacks, and up to where its failed ones were read.
    Callback,
    /// The right to open one Stream connection.
    Ticket,
    /// A browser's session, by whose it is and the hash of its cookie.
    Session,
    /// Something that was valid and was ended, for nodes that still remember it.
    Ended,
    /// What makes a person's second factor, and the hashes of recovery codes.
    SecondFactor,
    /// The right to set a password once, by the hash of the link.
    Reset,
    /// Failed attempts to sign in.
    Attempts,
    /// The right to learn who somebody is, once: what sign-in hands to an app.
    Code,
    /// What a person has granted to an app, and the right to renew it.
    Grant,
    /// A plan of changes that an administrator looks at before they are made.
    Plan,
    /// What a person keeps for himself: whom he has starred, and whom he looked at last.
    Kept,
}

impl SecretKind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Installation => "installation",
            Self::App => "app",
            Self::Token => "token",
            Self::Password => "password",
            Self::Lease => "lease",
            Self::Callback => "callback",
            Self::Ticket => "ticket",
            Self::Session => "session",
            Self::Ended => "ended",
            Self::SecondFactor => "second_factor",
            Self::Reset => "reset",
            Self::Attempts => "attempts",
            Self::Code => "code",
            Self::Grant => "grant",
            Self::Plan => "plan",
            Self::Kept => "kept",
        }
    }

    /// The kind stored under this text.
    pub(crate) fn from_stored(text: &str) -> Result<Self, StoreError> {
        [
            Self::Installation,
            Self::App,
            Self::Token,
            Self::Password,
            Self::Lease,
            Self::Callback,
            Self::Ticket,
            Self::Session,
            Self::Ended,
            Self::SecondFactor,
            Self::Reset,
            Self::Attempts,
            Self::Code,
            Self::Grant,
            Self::Plan,
            Self::Kept,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
        .ok_or_else(|| StoreError::Corrupt(format!("a secret of unknown kind {text:?}")))
    }
}

/// Something that must not be in an organization's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is for.
    pub kind: SecretKind,
    /// Its key within the kind, unique over the installation.
    pub key: String,
    /// The organization it belongs to; empty for the installation's own.
    pub org: OrgId,
    /// JSON.
    pub body: Vec<u8>,
    /// When it stops being valid.
    pub expires_at: Option<Millis>,
}

/// Entries that are stored together or not at all, with all that goes with them.
#[derive(Clone, Debug, Default)]
pub struct Transaction {
    /// At most one entry for each organization, in ascending order of organization.
    pub entries: Vec<Entry>,
    /// The id of the entry right before the first one, where the answer to that one is still awaited. Where the log has
    /// none there, or another writer's, nothing is stored.
    pub follows: Option<u128>,
    /// Records, each with the index of its entry in `entries`.
    pub records: Vec<(usize, RecordWrite)>,
    /// Claims, likewise.
    pub claims: Vec<(usize, ClaimWrite)>,
    /// History, likewise.
    pub history: Vec<(usize, HistoryRow)>,
    /// Secrets written with the entry.
    pub secrets: Vec<Secret>,
}

/// What became of one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// Durable, by this call or by an earlier one with the same entries.
    Done,
    /// The entry does not follow: the log of this organization stands at this head. Higher than expected when another
    /// writer was first, lower when a transaction this one builds on was refused.
    Behind(OrgId, Number),
    /// A claim is held by another organization, or by another holder of the same one.
    Taken {
        /// The claim's name space.
        space: String,
        /// The claimed value.
        value: String,
    },
}

/// An organization on its way into memory: its head, then its records in chunks, all as of one moment.
#[derive(Debug)]
pub struct Loading {
    /// The head at that moment; `Number(0)` when the organization does not exist.
    pub head: Number,
    /// Chunks of records in ascending (kind, key) order; the channel closes after the last.
    pub chunks: tokio::sync::mpsc::Receiver<Result<Vec<Record>, StoreError>>,
}

/// What a backup or a restore carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// The length of the file.
    pub bytes: u64,
    /// Log entries in it.
    pub entries: u64,
}

/// Why the store could not do what it was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached or is shutting down; trying again later may help.
    #[error("the store cannot be reached: {0}")]
    Unreachable(String),
    /// What it holds is not what this version wrote.
    #[error("the store holds something unexpected: {0}")]
    Corrupt(String),
    /// Another process uses the same data.
    #[error("{0}")]
    InUse(String),
    /// Anything else the engine said.
    #[error("the store failed: {0}")]
    Failed(String),
}

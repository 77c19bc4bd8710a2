//! The durable log and records: one seam, three engines, one conformance suite.

mod archive;
mod faulty;
mod limits;
mod memory;
mod model;
mod packing;
mod plan;
mod postgres;
mod sql;
mod sqlite;

pub use faulty::{Faults, FaultyStore, Held};
pub use memory::MemoryStore;
pub use model::{
    Appended, BackupReport, ClaimWrite, Entry, HeldClaim, HistoryRow, Loading, Record, RecordWrite,
    Secret, SecretKind, Slice, StoreError, Transaction,
};
pub use postgres::PostgresStore;
pub use sqlite::SqliteStore;

use endpoint::{Millis, Number, OrgId};
use std::future::Future;
use std::path::Path;
use std::pin::Pin;

/// What an engine's call returns: boxed, so that the seam is an object and no room is generic over it.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A durable home for organizations. All engines pass the same conformance suite.
pub trait Store: Send + Sync + 'static {
    /// Every record of one organization and its head, as of one moment.
    fn load(&self, org: &OrgId) -> Answer<'_, Loading>;

    /// Makes transactions durable in one flush. Each is whole or not at all, and independent of the others in the
    /// batch except that transactions of one organization build on each other in order: behind a refused one, all are
    /// refused. One answer for each.
    ///
    /// After an error nobody knows what was stored: the same transactions may be appended again, and those whose
    /// entries already stand in the log under the same ids are `Done`. An entry that follows one whose answer is
    /// still awaited goes into the same batch, names the one it `follows`, or waits.
    fn append(&self, batch: Vec<Transaction>) -> Answer<'_, Vec<Appended>>;

    /// How many batches of one organization are worth having on their way at once, each behind the one before.
    fn batches_under_way_max(&self) -> usize {
        1
    }

    /// Entries after `after`, in order, at most `limit`.
    fn since(&self, org: &OrgId, after: Number, limit: u32) -> Answer<'_, Vec<Entry>>;

    /// The heads of the named organizations; the unknown are left out.
    fn heads(&self, of: &[OrgId]) -> Answer<'_, Vec<(OrgId, Number)>>;

    /// Every organization, in order of id, after `after`, at most `limit`.
    fn organizations(&self, after: Option<&OrgId>, limit: u32) -> Answer<'_, Vec<OrgId>>;

    /// Who holds a claim.
    fn claim(&self, space: &str, value: &str) -> Answer<'_, Option<(OrgId, String)>>;

    /// Claims of one name space, in order of value, after `after`, at most `limit`.
    fn claims(&self, space: &str, after: &str, limit: u32) -> Answer<'_, Vec<HeldClaim>>;

    /// Stores or replaces a piece of a file.
    fn put_slice(&self, slice: Slice) -> Answer<'_, ()>;

    /// A piece of a file, `None` when absent or expired at `now`.
    fn slice(
        &self,
        org: &OrgId,
        name: &str,
        index: u32,
        now: Millis,
    ) -> Answer<'_, Option<Vec<u8>>>;

    /// Bytes of all pieces of files that an organization has, expired ones with them until they are swept.
    fn slice_bytes(&self, org: &OrgId) -> Answer<'_, u64>;

    /// Removes all pieces of a file; absent is fine.
    fn delete_slices(&self, org: &OrgId, name: &str) -> Answer<'_, ()>;

    /// Removes at most `limit` pieces that expired at `now` or before. Returns how many.
    fn sweep_slices(&self, now: Millis, limit: u32) -> Answer<'_, u64>;

    /// History rows of one kind with `from <= (at, key)` and `at < until`, in that order, at most `limit`.
    fn history(
        &self,
        org: &OrgId,
        kind: &str,
        from: (Millis, &str),
        until: Millis,
        limit: u32,
    ) -> Answer<'_, Vec<HistoryRow>>;

    /// Stores history that belongs to no entry (sign-in activity). A row that is there already is replaced.
    fn note(&self, org: &OrgId, rows: Vec<HistoryRow>) -> Answer<'_, ()>;

    /// A secret by its key, `None` when absent or expired at `now`.
    fn secret(&self, kind: SecretKind, key: &str, now: Millis) -> Answer<'_, Option<Secret>>;

    /// Secrets of one kind that are valid at `now`, in order of key, after `after`, at most `limit`.
    fn secrets(
        &self,
        kind: SecretKind,
        after: &str,
        limit: u32,
        now: Millis,
    ) -> Answer<'_, Vec<Secret>>;

    /// Stores or replaces a secret outside an entry (tokens, sessions).
    fn put_secret(&self, secret: Secret) -> Answer<'_, ()>;

    /// Stores a secret unless one with its key exists; tells whether it did.
    fn create_secret(&self, secret: Secret) -> Answer<'_, bool>;

    /// Removes a secret; absent is fine.
    fn delete_secret(&self, kind: SecretKind, key: &str) -> Answer<'_, ()>;

    /// Moves the end of a secret whose body is still `body`; tells whether there was one.
    fn renew_secret(
        &self,
        kind: SecretKind,
        key: &str,
        body: &[u8],
        expires_at: Millis,
    ) -> Answer<'_, bool>;

    /// Removes a secret whose body is still `body`; tells whether there was one.
    fn delete_secret_with(&self, kind: SecretKind, key: &str, body: &[u8]) -> Answer<'_, bool>;

    /// Removes at most `limit` secrets that expired at `now` or before. Returns how many.
    fn sweep_secrets(&self, now: Millis, limit: u32) -> Answer<'_, u64>;

    /// How far a consumer of an organization's log has come; `Number(0)` when it has not begun.
    fn cursor(&self, consumer: &str, org: &OrgId) -> Answer<'_, Number>;

    /// Moves a consumer's cursor forward; one that stands further already stays.
    fn move_cursor(&self, consumer: &str, org: &OrgId, to: Number) -> Answer<'_, ()>;

    /// The same for whoever holds a lease: nothing moves unless the lease `key` still has that body. Tells whether it has.
    fn move_cursor_under(
        &self,
        lease: (&str, &[u8]),
        consumer: &str,
        org: &OrgId,
        to: Number,
    ) -> Answer<'_, bool>;

    /// Resolves when something may have been appended by another node. May ring without cause and may miss; `None`
    /// where no other node can write.
    fn bell(&self) -> Option<tokio::sync::watch::Receiver<u64>>;

    /// Whether the store answers, for `/readyz`.
    fn ping(&self) -> Answer<'_, ()>;

    /// Writes a consistent copy into `file`, which must not exist, while serving. All engines write one format.
    fn backup(&self, file: &Path) -> Answer<'_, BackupReport>;

    /// Fills an empty store from a backup of any engine; a store that holds anything refuses.
    fn restore(&self, file: &Path) -> Answer<'_, BackupReport>;
}

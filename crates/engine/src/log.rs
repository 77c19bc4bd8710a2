//! Reading an organization's log, for whoever tells others what happened.

use crate::model::WriteError;
use crate::{Engine, limits};
use endpoint::Number;
use org::{EntryBody, Millis, OrgId, decode_entry};
use store::{Entry, StoreError};
use tokio::sync::watch;

/// An entry of a log, read.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its place in the log.
    pub number: Number,
    /// Tells it apart from every other entry of the installation.
    pub id: u128,
    /// When the call ran.
    pub at: Millis,
    /// Who did it: `app:KEY`, `admin:USERID` for an administrator at work, `user:USERID` for himself, `command`, or a part of Orgbook itself. Of a change that began in another
    /// organization with ` of CORPID` behind it.
    pub actor: String,
    /// The endpoint's path or the command's name.
    pub route: String,
    /// What happened.
    pub body: EntryBody,
}

impl Logged {
    fn read(entry: Entry) -> Result<Self, WriteError> {
        let body = decode_entry(entry.version, &entry.body)?;
        let Entry {
            number,
            id,
            at,
            actor,
            route,
            ..
        } = entry;
        Ok(Self {
            number,
            id,
            at,
            actor,
            route,
            body,
        })
    }
}

impl Engine {
    /// The entries of an organization after a number, in order, at most `limit`.
    ///
    /// # Errors
    /// When the store does not answer, or holds what this version cannot read.
    pub async fn entries(
        &self,
        id: &OrgId,
        after: Number,
        limit: u32,
    ) -> Result<Vec<Logged>, WriteError> {
        let entries = self.inner.store.since(id, after, limit).await?;
        entries.into_iter().map(Logged::read).collect()
    }

    /// The number of the last entry that this node has published of an organization, and of each one from then on. It ends when
    /// the organization is let go from memory; asking again loads it.
    ///
    /// # Errors
    /// As [`Engine::org`].
    pub async fn watch(&self, id: &OrgId) -> Result<watch::Receiver<Number>, WriteError> {
        Ok(self.cell(id).await?.published.watch())
    }

    /// The number of the last entry that this node has published of an organization, if it is in memory.
    pub fn loaded_head(&self, id: &OrgId) -> Option<Number> {
        let cells = self.inner.cells.pin();
        Some(cells.get(id)?.published.live().head.number)
    }

    /// Up to which entry an organization's log was written before a time, of those until `last`: the largest number whose entry and
    /// all before it are older. Clocks of nodes differ by little, so that entries of about the same time may stand on either side.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn number_before(
        &self,
        id: &OrgId,
        time: Millis,
        last: Number,
    ) -> Result<Number, StoreError> {
        let (mut low, mut high) = (0, last.0);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            let found = self.inner.store.since(id, Number(middle - 1), 1).await?;
            match found.first() {
                Some(entry) if entry.at < time => low = middle,
                _ => high = middle - 1,
            }
        }
        // Clocks that run back: whoever asks for a time sees a moment more rather than less.
        Ok(Number(low.saturating_sub(limits::CLOCK_ENTRIES)))
    }
}

//! Reading an organization's log, for whoever tells others what happened.

use crate::chain::Head;
use crate::model::WriteError;
use crate::{Engine, limits};
use endpoint::{Logged, Mark, Number};
use org::{Millis, Org, OrgId, decode_entry};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::{Entry, StoreError};
use tokio::sync::watch;

fn read(entry: Entry) -> Result<Logged, WriteError> {
    let hash = Head::of(&entry).hash;
    let body = decode_entry(entry.version, &entry.body)?;
    let Entry {
        number,
        id,
        at,
        actor,
        route,
        ..
    } = entry;
    Ok(Logged {
        number,
        id,
        at,
        actor,
        route,
        body,
        hash,
    })
}

impl Engine {
    /// The entries of an organization after a number, in order, at most `limit`. Of one that is in memory, those who ask for the
    /// newest entries read the log once together.
    ///
    /// # Errors
    /// When the store does not answer, or holds what this version cannot read.
    pub async fn entries(
        &self,
        id: &OrgId,
        after: Number,
        limit: u32,
    ) -> Result<Vec<Arc<Logged>>, WriteError> {
        let cell = {
            let cells = self.inner.cells.pin();
            cells.get(id).cloned()
        };
        let Some(cell) = cell else {
            return Ok(self.stored_entries(id, after, limit).await?.0);
        };
        let head = cell.published.live().head.number.0;
        // What was read before ends where the log ended then: whoever asks for more is told all that there is now.
        let end = Number(head.min(after.0.saturating_add(limit.into())));
        if let Some(found) = cell.recent.after(after, limit, end) {
            return Ok(found);
        }
        let is_recent = after.0.saturating_add(limits::RECENT_ENTRIES_MAX as u64) >= head;
        if !is_recent {
            return Ok(self.stored_entries(id, after, limit).await?.0);
        }
        let _one_at_a_time = cell.recent.reading.lock().await;
        if let Some(found) = cell.recent.after(after, limit, end) {
            return Ok(found);
        }
        let (entries, bytes) = self.stored_entries(id, after, limit).await?;
        cell.recent.keep(entries.iter().cloned().zip(bytes));
        Ok(entries)
    }

    async fn stored_entries(
        &self,
        id: &OrgId,
        after: Number,
        limit: u32,
    ) -> Result<(Vec<Arc<Logged>>, Vec<usize>), WriteError> {
        let entries = self.inner.store.since(id, after, limit).await?;
        let bytes = entries.iter().map(|entry| entry.body.len()).collect();
        let entries = entries.into_iter().map(|entry| read(entry).map(Arc::new));
        Ok((entries.collect::<Result<_, _>>()?, bytes))
    }

    /// The value of an organization with where its log stands, loaded on first use.
    ///
    /// # Errors
    /// As [`Engine::org`].
    pub async fn org_at(&self, id: &OrgId) -> Result<(Arc<Org>, Mark), WriteError> {
        let cell = self.cell(id).await?;
        cell.touch(self.inner.beat.load(Ordering::Relaxed));
        let live = cell.published.live();
        let mark = Mark {
            number: live.head.number,
            hash: live.head.hash.clone(),
        };
        Ok((live.org.clone(), mark))
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

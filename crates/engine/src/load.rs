//! From the store into memory, and along the log.

use crate::chain::Head;
use crate::limits;
use crate::model::WriteError;
use endpoint::Number;
use org::{Loader, Org, OrgId, StoredRecord, decode_entry_changes};
use std::sync::Arc;
use store::{Store, StoreError};

/// Reads an organization's records, and where its log stands.
pub(crate) async fn load(
    store: &dyn Store,
    id: &OrgId,
    seed: u64,
) -> Result<(Org, Head), WriteError> {
    let mut loading = store.load(id).await?;
    if loading.head == Number(0) {
        return Err(WriteError::NoSuchOrganization(id.clone()));
    }
    let head = loading.head;
    let mut loader = Loader::new(id.clone(), seed);
    // Reading records is the engine's longest work: it happens beside the async threads.
    let org = tokio::task::spawn_blocking(move || -> Result<Org, WriteError> {
        while let Some(chunk) = loading.chunks.blocking_recv() {
            let chunk = chunk?;
            let records = chunk.iter().map(|record| StoredRecord {
                kind: &record.kind,
                key: &record.key,
                version: record.version,
                body: &record.body,
            });
            loader.records(&records.collect::<Vec<_>>())?;
        }
        Ok(loader.finish())
    })
    .await
    .map_err(|error| StoreError::Corrupt(format!("loading {id} broke off: {error}")))??;
    let last = store.since(id, Number(head.0 - 1), 1).await?;
    let Some(last) = last.first().filter(|last| last.number == head) else {
        let lost = format!("the log of {id} has no entry {}, its head", head.0);
        return Err(WriteError::Store(StoreError::Corrupt(lost)));
    };
    Ok((org, Head::of(last)))
}

/// Makes what finds people by name, beside everything else: answers that look nobody up by name come before it is done.
pub(crate) fn prepare_search(loaded: Arc<Org>) {
    tokio::task::spawn_blocking(move || loaded.prepare_search());
}

/// Applies the entries after a place in the log. Returns the place reached.
pub(crate) async fn follow(
    store: &dyn Store,
    id: &OrgId,
    org: &mut Org,
    after: Head,
) -> Result<Head, WriteError> {
    let mut reached = after;
    loop {
        let entries = store
            .since(id, reached.number, limits::FOLLOW_ENTRIES)
            .await?;
        let count = entries.len();
        for entry in entries {
            if entry.number != reached.number.next() {
                return Err(WriteError::Store(StoreError::Corrupt(format!(
                    "the log of {id} goes from {} to {}",
                    reached.number.0, entry.number.0
                ))));
            }
            for change in decode_entry_changes(entry.version, &entry.body)? {
                org.apply(&change);
            }
            reached = Head::of(&entry);
        }
        if count < limits::FOLLOW_ENTRIES as usize {
            return Ok(reached);
        }
    }
}

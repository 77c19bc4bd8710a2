//! Replaying logs and comparing with what is stored.

mod resignations;

use crate::chain::{Head, Links};
use crate::limits;
use crate::model::{Verified, WriteError};
use endpoint::Number;
use org::{Org, OrgId, RecordKey, decode_entry};
use resignations::Left;
use std::collections::BTreeSet;
use store::{Store, StoreError};

/// Replays every log.
pub(crate) async fn verify(
    store: &dyn Store,
    seed: u64,
    progress: &mut (dyn FnMut(&OrgId, u64) + Send),
) -> Result<Verified, StoreError> {
    let mut verified = Verified::default();
    let mut after: Option<OrgId> = None;
    loop {
        let ids = store
            .organizations(after.as_ref(), limits::LISTED_AT_ONCE)
            .await?;
        let Some(last) = ids.last().cloned() else {
            return Ok(verified);
        };
        for id in ids {
            verify_one(store, &id, seed, &mut verified).await?;
            verified.organizations += 1;
            progress(&id, verified.entries);
        }
        after = Some(last);
    }
}

fn tell(verified: &mut Verified, sentence: String) {
    if verified.differences.len() < limits::DIFFERENCES_TOLD {
        verified.differences.push(sentence);
    }
}

async fn verify_one(
    store: &dyn Store,
    id: &OrgId,
    seed: u64,
    verified: &mut Verified,
) -> Result<(), StoreError> {
    // Records and head are one snapshot; the log is replayed exactly up to that head, so writers need not stop.
    let mut loading = store.load(id).await?;
    let mut left = Left::default();
    let replayed = match replay(store, id, seed, loading.head, &mut left, verified).await {
        Ok(org) => org,
        Err(WriteError::Store(error)) => return Err(error),
        Err(other) => {
            tell(verified, format!("{id}: {other}"));
            return Ok(());
        }
    };
    left.compare(store, id, verified).await?;
    for sentence in replayed.broken_rules() {
        tell(verified, format!("{id}: {sentence}"));
    }
    let mut expected: BTreeSet<RecordKey> = replayed.record_keys().collect();
    while let Some(chunk) = loading.chunks.recv().await {
        for record in chunk? {
            let Some(key) = RecordKey::parse(&record.kind, &record.key) else {
                tell(
                    verified,
                    format!(
                        "{id}: a record of unknown kind {} {}",
                        record.kind, record.key
                    ),
                );
                continue;
            };
            expected.remove(&key);
            match replayed.record_body(&key) {
                None => tell(
                    verified,
                    format!(
                        "{id}: {} {} is stored, the log does not have it",
                        record.kind, record.key
                    ),
                ),
                Some(body) if body != record.body => {
                    tell(
                        verified,
                        format!(
                            "{id}: {} {} is stored otherwise than the log says",
                            record.kind, record.key
                        ),
                    );
                }
                Some(_) => {}
            }
        }
    }
    for key in expected {
        tell(
            verified,
            format!(
                "{id}: {} {} is in the log and not stored",
                key.kind(),
                key.key()
            ),
        );
    }
    Ok(())
}

async fn replay(
    store: &dyn Store,
    id: &OrgId,
    seed: u64,
    head: Number,
    left: &mut Left,
    verified: &mut Verified,
) -> Result<Org, WriteError> {
    let mut org = Org::empty(id.clone(), seed);
    let mut reached = Head::default();
    let mut links = Links::default();
    while reached.number < head {
        let entries = store
            .since(id, reached.number, limits::FOLLOW_ENTRIES)
            .await?;
        if entries.is_empty() {
            tell(
                verified,
                format!(
                    "{id}: the log ends at {}, its head says {}",
                    reached.number.0, head.0
                ),
            );
            break;
        }
        for entry in entries.into_iter().take_while(|entry| entry.number <= head) {
            if entry.number != reached.number.next() {
                tell(
                    verified,
                    format!(
                        "{id}: the log goes from {} to {}",
                        reached.number.0, entry.number.0
                    ),
                );
            }
            let body = decode_entry(entry.version, &entry.body)?;
            if let Err(broken) = links.check(&reached, body.chain.as_deref()) {
                tell(verified, format!("{id}: entry {} {broken}", entry.number.0));
            }
            for change in body.changes {
                left.note(entry.at, &change, &org);
                org.apply(&change);
            }
            reached = Head::of(&entry);
            verified.entries += 1;
        }
    }
    Ok(org)
}

//! From finished drafts to what the store takes.

use crate::chain::Head;
use crate::job::Job;
use crate::password;
use org::{BODY_VERSION, Change, ENTRY_VERSION, Finished, Org, OrgId, encode_entry};
use store::{ClaimWrite, Entry, HistoryRow, RecordWrite, Transaction};

/// What an entry leaves besides what is stored.
pub(crate) struct Put {
    pub(crate) org: Org,
    pub(crate) head: Head,
    pub(crate) changes: Vec<Change>,
}

/// Adds the entry after `head` of an organization to a transaction, with all that goes with it.
pub(crate) fn put(
    transaction: &mut Transaction,
    org: &OrgId,
    head: &Head,
    actor: String,
    job: &Job,
    finished: Finished,
) -> Put {
    let index = transaction.entries.len();
    let now = job.seed.now;
    let entry = Entry {
        org: org.clone(),
        number: head.number.next(),
        id: job.entry_id,
        at: now,
        actor,
        route: job.origin.route.clone(),
        version: ENTRY_VERSION,
        body: encode_entry(
            &finished.changes,
            &finished.background,
            &head.hash,
            &job.origin.from,
        ),
    };
    let head = Head::of(&entry);
    transaction.entries.push(entry);
    let records = finished.records.into_iter().map(|(key, body)| RecordWrite {
        kind: key.kind().to_owned(),
        key: key.key(),
        version: BODY_VERSION,
        body,
    });
    transaction
        .records
        .extend(records.map(|write| (index, write)));
    let claims = finished.claims.into_iter().map(|claim| ClaimWrite {
        space: claim.space.to_owned(),
        value: claim.value,
        holder: claim.holder,
    });
    transaction
        .claims
        .extend(claims.map(|write| (index, write)));
    let history = finished.history.into_iter().map(|row| HistoryRow {
        kind: row.kind.to_owned(),
        at: now,
        key: row.key,
        body: row.body,
    });
    transaction.history.extend(history.map(|row| (index, row)));
    let passwords = finished.passwords.into_iter();
    transaction
        .secrets
        .extend(passwords.flat_map(|password| password::secrets(org, password, now)));
    Put {
        org: finished.org,
        head,
        changes: finished.changes,
    }
}

//! From finished drafts to what the store takes.

use crate::job::Job;
use crate::password;
use endpoint::Number;
use org::{BODY_VERSION, Finished, Org, OrgId, encode_changes};
use store::{ClaimWrite, Entry, HistoryRow, RecordWrite, Transaction};

/// Adds the next entry of an organization to a transaction, with all that goes with it. Returns the new value.
pub(crate) fn put(
    transaction: &mut Transaction,
    org: &OrgId,
    number: Number,
    actor: String,
    job: &Job,
    finished: Finished,
) -> Org {
    let index = transaction.entries.len();
    let now = job.seed.now;
    transaction.entries.push(Entry {
        org: org.clone(),
        number,
        id: job.entry_id,
        at: now,
        actor,
        route: job.origin.route.clone(),
        version: BODY_VERSION,
        body: encode_changes(&finished.changes),
    });
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
        .extend(passwords.map(|password| password::secret(org, password, now)));
    finished.org
}

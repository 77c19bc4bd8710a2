//! What a memory store holds.

use crate::limits::LOAD_CHUNK_RECORDS;
use crate::model::{Entry, HistoryRow, Loading, Record, Secret, Slice, Transaction};
use crate::plan::{self, Ground, Plan};
use endpoint::{Millis, Number, OrgId};
use std::collections::BTreeMap;
use std::ops::Bound;
use tokio::sync::mpsc;

/// By kind and key: version and body.
type Records = BTreeMap<(String, String), (u16, Vec<u8>)>;
/// History of one kind by time and key.
type Rows = BTreeMap<(Millis, String), Vec<u8>>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    pub(super) logs: BTreeMap<OrgId, Vec<Entry>>,
    pub(super) records: BTreeMap<OrgId, Records>,
    pub(super) claims: BTreeMap<(String, String), (OrgId, String)>,
    pub(super) history: BTreeMap<(OrgId, String), Rows>,
    pub(super) secrets: BTreeMap<(&'static str, String), Secret>,
    pub(super) cursors: BTreeMap<(String, OrgId), Number>,
    pub(super) slices: BTreeMap<(OrgId, String, u32), Slice>,
}

impl State {
    pub(super) fn head(&self, org: &OrgId) -> Number {
        Number(self.logs.get(org).map_or(0, |log| log.len() as u64))
    }

    pub(super) fn ground(&self, batch: &[Transaction]) -> Ground {
        let mut ground = Ground::default();
        for transaction in batch {
            for (org, number) in plan::places(transaction) {
                ground.heads.insert(org.clone(), self.head(org));
                let stored = (self.logs.get(org))
                    .and_then(|log| log.get(usize::try_from(number.0.checked_sub(1)?).ok()?));
                if let Some(stored) = stored {
                    ground.ids.insert((org.clone(), number), stored.id);
                }
            }
            for (_, claim) in &transaction.claims {
                let key = (claim.space.clone(), claim.value.clone());
                if let Some(holder) = self.claims.get(&key) {
                    ground.claims.insert(key, holder.clone());
                }
            }
        }
        ground
    }

    pub(super) fn write(&mut self, plan: &Plan<'_>) {
        for entry in plan.entries() {
            self.logs
                .entry(entry.org.clone())
                .or_default()
                .push(entry.clone());
        }
        for (org, row) in plan.records() {
            let records = self.records.entry(org.clone()).or_default();
            let key = (row.kind.clone(), row.key.clone());
            match &row.body {
                Some(body) => records.insert(key, (row.version, body.clone())),
                None => records.remove(&key),
            };
        }
        for ((space, value), holder) in &plan.claims {
            let key = ((*space).to_owned(), (*value).to_owned());
            match holder {
                Some((org, holder)) => self
                    .claims
                    .insert(key, ((*org).clone(), (*holder).to_owned())),
                None => self.claims.remove(&key),
            };
        }
        for (org, row) in plan.history() {
            self.note(org, row);
        }
        for secret in plan.secrets() {
            self.put_secret(secret.clone());
        }
    }

    pub(super) fn note(&mut self, org: &OrgId, row: &HistoryRow) {
        let rows = self
            .history
            .entry((org.clone(), row.kind.clone()))
            .or_default();
        rows.insert((row.at, row.key.clone()), row.body.clone());
    }

    pub(super) fn holds(&self, key: &(&'static str, String), body: &[u8]) -> bool {
        let found = self.secrets.get(key);
        found.is_some_and(|secret| secret.body == body)
    }

    pub(super) fn put_secret(&mut self, secret: Secret) {
        self.secrets
            .insert((secret.kind.as_str(), secret.key.clone()), secret);
    }

    pub(super) fn loading(&self, org: &OrgId) -> Loading {
        let records: Vec<Record> = (self.records.get(org).into_iter().flatten())
            .map(|((kind, key), (version, body))| Record {
                kind: kind.clone(),
                key: key.clone(),
                version: *version,
                body: body.clone(),
            })
            .collect();
        let count = records.len().div_ceil(LOAD_CHUNK_RECORDS);
        let (sender, chunks) = mpsc::channel(count.max(1));
        let mut records = records.into_iter();
        for _ in 0..count {
            let chunk = records.by_ref().take(LOAD_CHUNK_RECORDS).collect();
            sender
                .try_send(Ok(chunk))
                .expect("the channel has room for every chunk");
        }
        Loading {
            head: self.head(org),
            chunks,
        }
    }

    pub(super) fn history(
        &self,
        of: &(OrgId, String),
        from: (Millis, String),
        until: Millis,
        limit: u32,
    ) -> Vec<HistoryRow> {
        // The range would panic on a start past its end.
        if from.0 >= until {
            return Vec::new();
        }
        let end = (until, String::new());
        (self.history.get(of).into_iter())
            .flat_map(|rows| rows.range((Bound::Included(&from), Bound::Excluded(&end))))
            .take(limit as usize)
            .map(|((at, key), body)| HistoryRow {
                kind: of.1.clone(),
                at: *at,
                key: key.clone(),
                body: body.clone(),
            })
            .collect()
    }
}

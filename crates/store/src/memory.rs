//! A store without a disk, for tests and simulated runs. Nodes share it by sharing its `Arc`.

mod archive;
mod state;

use crate::model::{
    Appended, BackupReport, Entry, HeldClaim, HistoryRow, Loading, Secret, SecretKind, Slice,
    Transaction,
};
use crate::plan;
use crate::{Answer, Store};
use endpoint::{Millis, Number, OrgId};
use state::State;
use std::ops::Bound;
use std::path::Path;
use std::sync::{Mutex, MutexGuard};
use tokio::sync::watch;

/// Everything in memory; nothing outlives the value.
#[derive(Debug)]
pub struct MemoryStore {
    state: Mutex<State>,
    bell: watch::Sender<u64>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self {
            state: Mutex::default(),
            bell: watch::Sender::new(0),
        }
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("no code panics while it holds the state")
    }
}

impl Store for MemoryStore {
    fn load(&self, org: &OrgId) -> Answer<'_, Loading> {
        let org = org.clone();
        Box::pin(async move { Ok(self.state().loading(&org)) })
    }

    fn append(&self, batch: Vec<Transaction>) -> Answer<'_, Vec<Appended>> {
        Box::pin(async move {
            batch.iter().try_for_each(plan::check)?;
            let mut state = self.state();
            let plan = plan::plan([batch.as_slice()], state.ground(&batch));
            state.write(&plan);
            drop(state);
            if !plan.accepted.is_empty() {
                self.bell.send_modify(|rings| *rings += 1);
            }
            Ok(plan.outcomes.concat())
        })
    }

    /// As the store that nodes share in earnest, so that tests see what comes of it.
    fn batches_under_way_max(&self) -> usize {
        2
    }

    fn since(&self, org: &OrgId, after: Number, limit: u32) -> Answer<'_, Vec<Entry>> {
        let org = org.clone();
        Box::pin(async move {
            let skip = usize::try_from(after.0).unwrap_or(usize::MAX);
            let state = self.state();
            let log = state.logs.get(&org).map(Vec::as_slice).unwrap_or_default();
            Ok(log
                .iter()
                .skip(skip)
                .take(limit as usize)
                .cloned()
                .collect())
        })
    }

    fn heads(&self, of: &[OrgId]) -> Answer<'_, Vec<(OrgId, Number)>> {
        let of = of.to_vec();
        Box::pin(async move {
            let state = self.state();
            let known = of.into_iter().filter(|org| state.logs.contains_key(org));
            Ok(known
                .map(|org| {
                    let head = state.head(&org);
                    (org, head)
                })
                .collect())
        })
    }

    fn organizations(&self, after: Option<&OrgId>, limit: u32) -> Answer<'_, Vec<OrgId>> {
        let after = after.cloned();
        Box::pin(async move {
            let start = after.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
            let state = self.state();
            let found = state.logs.range::<OrgId, _>((start, Bound::Unbounded));
            Ok(found
                .take(limit as usize)
                .map(|(org, _)| org.clone())
                .collect())
        })
    }

    fn claim(&self, space: &str, value: &str) -> Answer<'_, Option<(OrgId, String)>> {
        let key = (space.to_owned(), value.to_owned());
        Box::pin(async move { Ok(self.state().claims.get(&key).cloned()) })
    }

    fn claims(&self, space: &str, after: &str, limit: u32) -> Answer<'_, Vec<HeldClaim>> {
        let (space, after) = (space.to_owned(), after.to_owned());
        Box::pin(async move {
            let state = self.state();
            let start = Bound::Excluded((space.clone(), after));
            let found = state.claims.range((start, Bound::Unbounded));
            Ok(found
                .take_while(|((of, _), _)| *of == space)
                .take(limit as usize)
                .map(|((_, value), (org, holder))| (value.clone(), org.clone(), holder.clone()))
                .collect())
        })
    }

    fn put_slice(&self, slice: Slice) -> Answer<'_, ()> {
        Box::pin(async move {
            let key = (slice.org.clone(), slice.name.clone(), slice.index);
            self.state().slices.insert(key, slice);
            Ok(())
        })
    }

    fn slice(
        &self,
        org: &OrgId,
        name: &str,
        index: u32,
        now: Millis,
    ) -> Answer<'_, Option<Vec<u8>>> {
        let key = (org.clone(), name.to_owned(), index);
        Box::pin(async move {
            let state = self.state();
            let found = state.slices.get(&key);
            Ok(found
                .filter(|slice| slice.expires_at > now)
                .map(|slice| slice.body.clone()))
        })
    }

    fn slice_bytes(&self, org: &OrgId) -> Answer<'_, u64> {
        let org = org.clone();
        Box::pin(async move {
            let state = self.state();
            let slices = state.slices.values().filter(|slice| slice.org == org);
            Ok(slices.map(|slice| slice.body.len() as u64).sum())
        })
    }

    fn delete_slices(&self, org: &OrgId, name: &str) -> Answer<'_, ()> {
        let (org, name) = (org.clone(), name.to_owned());
        Box::pin(async move {
            let mut state = self.state();
            state
                .slices
                .retain(|_, slice| slice.org != org || slice.name != name);
            Ok(())
        })
    }

    fn sweep_slices(&self, now: Millis, limit: u32) -> Answer<'_, u64> {
        Box::pin(async move {
            let mut state = self.state();
            let mut expired: Vec<_> = (state.slices.iter())
                .filter(|(_, slice)| slice.expires_at <= now)
                .map(|(key, slice)| (slice.expires_at, key.clone()))
                .collect();
            expired.sort();
            expired.truncate(limit as usize);
            for (_, key) in &expired {
                state.slices.remove(key);
            }
            Ok(expired.len() as u64)
        })
    }

    fn history(
        &self,
        org: &OrgId,
        kind: &str,
        from: (Millis, &str),
        until: Millis,
        limit: u32,
    ) -> Answer<'_, Vec<HistoryRow>> {
        let of = (org.clone(), kind.to_owned());
        let from = (from.0, from.1.to_owned());
        Box::pin(async move { Ok(self.state().history(&of, from, until, limit)) })
    }

    fn note(&self, org: &OrgId, rows: Vec<HistoryRow>) -> Answer<'_, ()> {
        let org = org.clone();
        Box::pin(async move {
            let mut state = self.state();
            rows.iter().for_each(|row| state.note(&org, row));
            Ok(())
        })
    }

    fn secret(&self, kind: SecretKind, key: &str, now: Millis) -> Answer<'_, Option<Secret>> {
        let key = (kind.as_str(), key.to_owned());
        Box::pin(async move {
            let found = self.state().secrets.get(&key).cloned();
            Ok(found.filter(|secret| secret.expires_at.is_none_or(|at| at > now)))
        })
    }

    fn secrets(
        &self,
        kind: SecretKind,
        after: &str,
        limit: u32,
        now: Millis,
    ) -> Answer<'_, Vec<Secret>> {
        let start = Bound::Excluded((kind.as_str(), after.to_owned()));
        Box::pin(async move {
            let state = self.state();
            let found = state.secrets.range((start, Bound::Unbounded));
            Ok(found
                .take_while(|((of, _), _)| *of == kind.as_str())
                .map(|(_, secret)| secret)
                .filter(|secret| secret.expires_at.is_none_or(|at| at > now))
                .take(limit as usize)
                .cloned()
                .collect())
        })
    }

    fn put_secret(&self, secret: Secret) -> Answer<'_, ()> {
        Box::pin(async move {
            self.state().put_secret(secret);
            Ok(())
        })
    }

    fn create_secret(&self, secret: Secret) -> Answer<'_, bool> {
        Box::pin(async move {
            let mut state = self.state();
            let free = !state
                .secrets
                .contains_key(&(secret.kind.as_str(), secret.key.clone()));
            if free {
                state.put_secret(secret);
            }
            Ok(free)
        })
    }

    fn delete_secret(&self, kind: SecretKind, key: &str) -> Answer<'_, ()> {
        let key = (kind.as_str(), key.to_owned());
        Box::pin(async move {
            self.state().secrets.remove(&key);
            Ok(())
        })
    }

    fn renew_secret(
        &self,
        kind: SecretKind,
        key: &str,
        body: &[u8],
        expires_at: Millis,
    ) -> Answer<'_, bool> {
        let (key, body) = ((kind.as_str(), key.to_owned()), body.to_vec());
        Box::pin(async move {
            let mut state = self.state();
            let held = state.secrets.get_mut(&key);
            let held = held.filter(|secret| secret.body == body);
            Ok(held
                .map(|secret| secret.expires_at = Some(expires_at))
                .is_some())
        })
    }

    fn delete_secret_with(&self, kind: SecretKind, key: &str, body: &[u8]) -> Answer<'_, bool> {
        let (key, body) = ((kind.as_str(), key.to_owned()), body.to_vec());
        Box::pin(async move {
            let mut state = self.state();
            let is_held = state.holds(&key, &body);
            if is_held {
                state.secrets.remove(&key);
            }
            Ok(is_held)
        })
    }

    fn sweep_secrets(&self, now: Millis, limit: u32) -> Answer<'_, u64> {
        Box::pin(async move {
            let mut state = self.state();
            let mut expired: Vec<(Millis, (&'static str, String))> = (state.secrets.iter())
                .filter_map(|(key, secret)| Some((secret.expires_at?, key.clone())))
                .filter(|(at, _)| *at <= now)
                .collect();
            expired.sort();
            expired.truncate(limit as usize);
            for (_, key) in &expired {
                state.secrets.remove(key);
            }
            Ok(expired.len() as u64)
        })
    }

    fn cursor(&self, consumer: &str, org: &OrgId) -> Answer<'_, Number> {
        let key = (consumer.to_owned(), org.clone());
        Box::pin(async move { Ok(self.state().cursors.get(&key).copied().unwrap_or_default()) })
    }

    fn move_cursor(&self, consumer: &str, org: &OrgId, to: Number) -> Answer<'_, ()> {
        let key = (consumer.to_owned(), org.clone());
        Box::pin(async move {
            let mut state = self.state();
            let cursor = state.cursors.entry(key).or_default();
            *cursor = to.max(*cursor);
            Ok(())
        })
    }

    fn move_cursor_under(
        &self,
        (lease, body): (&str, &[u8]),
        consumer: &str,
        org: &OrgId,
        to: Number,
    ) -> Answer<'_, bool> {
        let lease = (SecretKind::Lease.as_str(), lease.to_owned());
        let (body, key) = (body.to_vec(), (consumer.to_owned(), org.clone()));
        Box::pin(async move {
            let mut state = self.state();
            let is_held = state.holds(&lease, &body);
            if is_held {
                let cursor = state.cursors.entry(key).or_default();
                *cursor = to.max(*cursor);
            }
            Ok(is_held)
        })
    }

    fn bell(&self) -> Option<watch::Receiver<u64>> {
        Some(self.bell.subscribe())
    }

    fn ping(&self) -> Answer<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn backup(&self, file: &Path) -> Answer<'_, BackupReport> {
        let file = file.to_owned();
        Box::pin(async move {
            let state = self.state().clone();
            archive::write(&state, &file)
        })
    }

    fn restore(&self, file: &Path) -> Answer<'_, BackupReport> {
        let file = file.to_owned();
        Box::pin(async move {
            let (restored, report) = archive::read(&file)?;
            let mut state = self.state();
            if *state != State::default() {
                return Err(crate::archive::not_empty());
            }
            *state = restored;
            Ok(report)
        })
    }
}

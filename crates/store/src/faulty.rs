//! A store that misbehaves on purpose, the same way for the same seed.

use crate::model::{
    Appended, BackupReport, Entry, HeldClaim, HistoryRow, Loading, Secret, SecretKind, Slice,
    StoreError, Transaction,
};
use crate::{Answer, Store};
use endpoint::{Millis, Number, OrgId};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;

/// How often things go wrong, in thousandths of the calls to `append`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// Decides every choice.
    pub seed: u64,
    /// Nothing is stored and the caller is told that the store cannot be reached.
    pub fails_per_mille: u32,
    /// Everything is stored and the caller is told that the store cannot be reached.
    pub loses_answer_per_mille: u32,
    /// The batch arrives twice.
    pub repeats_per_mille: u32,
    /// Every call waits a random time up to this first. Uses tokio's clock, so a paused one makes it instant.
    pub delay_max: Duration,
}

/// Wraps any store and adds faults: by chance as `Faults` says, or ordered one by one.
pub struct FaultyStore {
    inner: Arc<dyn Store>,
    faults: Faults,
    state: Mutex<u64>,
    down: AtomicBool,
    fail_next: AtomicU32,
    lose_next: AtomicU32,
    held: watch::Sender<u32>,
}

/// Appends wait while this lives.
pub struct Held(watch::Sender<u32>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.send_modify(|holders| *holders -= 1);
    }
}

enum Fate {
    Works,
    Fails,
    LosesAnswer,
    Repeats,
}

impl FaultyStore {
    /// Wraps a store.
    pub fn new(inner: Arc<dyn Store>, faults: Faults) -> Self {
        Self {
            inner,
            faults,
            state: Mutex::new(faults.seed),
            down: AtomicBool::new(false),
            fail_next: AtomicU32::new(0),
            lose_next: AtomicU32::new(0),
            held: watch::Sender::new(0),
        }
    }

    /// While down, every call says that the store cannot be reached.
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// The next `count` appends store nothing and fail.
    pub fn fail_next(&self, count: u32) {
        self.fail_next.store(count, Ordering::SeqCst);
    }

    /// The next `count` appends are stored but their answers are lost.
    pub fn lose_next(&self, count: u32) {
        self.lose_next.store(count, Ordering::SeqCst);
    }

    /// Stops appends at the door until the guard is dropped.
    pub fn hold(&self) -> Held {
        self.held.send_modify(|holders| *holders += 1);
        Held(self.held.clone())
    }

    /// The next number of a SplitMix64 sequence: its results stay the same over versions of any library.
    fn draw(&self) -> u64 {
        let mut state = self
            .state
            .lock()
            .expect("no code panics while it holds the state");
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn fate(&self) -> Fate {
        let take = |counter: &AtomicU32| {
            let less = |count: u32| count.checked_sub(1);
            counter
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
                .is_ok()
        };
        if take(&self.fail_next) {
            return Fate::Fails;
        }
        if take(&self.lose_next) {
            return Fate::LosesAnswer;
        }
        let drawn = (self.draw() % 1000) as u32;
        let fails = self.faults.fails_per_mille;
        let loses = fails + self.faults.loses_answer_per_mille;
        let repeats = loses + self.faults.repeats_per_mille;
        match drawn {
            drawn if drawn < fails => Fate::Fails,
            drawn if drawn < loses => Fate::LosesAnswer,
            drawn if drawn < repeats => Fate::Repeats,
            _ => Fate::Works,
        }
    }

    /// Waits as the faults say, then lets the call through unless the store is down.
    async fn door(&self) -> Result<(), StoreError> {
        let delay_max_us = u64::try_from(self.faults.delay_max.as_micros()).unwrap_or(u64::MAX);
        if delay_max_us > 0 {
            tokio::time::sleep(Duration::from_micros(self.draw() % (delay_max_us + 1))).await;
        }
        if self.down.load(Ordering::SeqCst) {
            return Err(StoreError::Unreachable("it is down on purpose".into()));
        }
        Ok(())
    }

    fn through<'a, T: Send + 'a>(&'a self, call: Answer<'a, T>) -> Answer<'a, T> {
        Box::pin(async move {
            self.door().await?;
            call.await
        })
    }
}

impl Store for FaultyStore {
    fn batches_under_way_max(&self) -> usize {
        self.inner.batches_under_way_max()
    }

    fn append(&self, batch: Vec<Transaction>) -> Answer<'_, Vec<Appended>> {
        Box::pin(async move {
            // Decided as they come, in whatever order they pass the door.
            let fate = self.fate();
            let mut held = self.held.subscribe();
            held.wait_for(|holders| *holders == 0)
                .await
                .expect("the sender lives in this store");
            self.door().await?;
            match fate {
                Fate::Works => self.inner.append(batch).await,
                Fate::Fails => Err(StoreError::Unreachable("failed on purpose".into())),
                Fate::LosesAnswer => {
                    self.inner.append(batch).await?;
                    Err(StoreError::Unreachable(
                        "stored, but the answer was lost on purpose".into(),
                    ))
                }
                Fate::Repeats => {
                    let first = self.inner.append(batch.clone()).await?;
                    self.inner.append(batch).await?;
                    Ok(first)
                }
            }
        })
    }

    fn load(&self, org: &OrgId) -> Answer<'_, Loading> {
        self.through(self.inner.load(org))
    }

    fn since(&self, org: &OrgId, after: Number, limit: u32) -> Answer<'_, Vec<Entry>> {
        self.through(self.inner.since(org, after, limit))
    }

    fn heads(&self, of: &[OrgId]) -> Answer<'_, Vec<(OrgId, Number)>> {
        self.through(self.inner.heads(of))
    }

    fn organizations(&self, after: Option<&OrgId>, limit: u32) -> Answer<'_, Vec<OrgId>> {
        self.through(self.inner.organizations(after, limit))
    }

    fn claim(&self, space: &str, value: &str) -> Answer<'_, Option<(OrgId, String)>> {
        self.through(self.inner.claim(space, value))
    }

    fn claims(&self, space: &str, after: &str, limit: u32) -> Answer<'_, Vec<HeldClaim>> {
        self.through(self.inner.claims(space, after, limit))
    }

    fn put_slice(&self, slice: Slice) -> Answer<'_, ()> {
        self.through(self.inner.put_slice(slice))
    }

    fn slice(
        &self,
        org: &OrgId,
        name: &str,
        index: u32,
        now: Millis,
    ) -> Answer<'_, Option<Vec<u8>>> {
        self.through(self.inner.slice(org, name, index, now))
    }

    fn slice_bytes(&self, org: &OrgId) -> Answer<'_, u64> {
        self.through(self.inner.slice_bytes(org))
    }

    fn delete_slices(&self, org: &OrgId, name: &str) -> Answer<'_, ()> {
        self.through(self.inner.delete_slices(org, name))
    }

    fn sweep_slices(&self, now: Millis, limit: u32) -> Answer<'_, u64> {
        self.through(self.inner.sweep_slices(now, limit))
    }

    fn history(
        &self,
        org: &OrgId,
        kind: &str,
        from: (Millis, &str),
        until: Millis,
        limit: u32,
    ) -> Answer<'_, Vec<HistoryRow>> {
        self.through(self.inner.history(org, kind, from, until, limit))
    }

    fn note(&self, org: &OrgId, rows: Vec<HistoryRow>) -> Answer<'_, ()> {
        self.through(self.inner.note(org, rows))
    }

    fn secret(&self, kind: SecretKind, key: &str, now: Millis) -> Answer<'_, Option<Secret>> {
        self.through(self.inner.secret(kind, key, now))
    }

    fn secrets(
        &self,
        kind: SecretKind,
        after: &str,
        limit: u32,
        now: Millis,
    ) -> Answer<'_, Vec<Secret>> {
        self.through(self.inner.secrets(kind, after, limit, now))
    }

    fn put_secret(&self, secret: Secret) -> Answer<'_, ()> {
        self.through(self.inner.put_secret(secret))
    }

    fn create_secret(&self, secret: Secret) -> Answer<'_, bool> {
        self.through(self.inner.create_secret(secret))
    }

    fn delete_secret(&self, kind: SecretKind, key: &str) -> Answer<'_, ()> {
        self.through(self.inner.delete_secret(kind, key))
    }

    fn renew_secret(
        &self,
        kind: SecretKind,
        key: &str,
        body: &[u8],
        expires_at: Millis,
    ) -> Answer<'_, bool> {
        self.through(self.inner.renew_secret(kind, key, body, expires_at))
    }

    fn delete_secret_with(&self, kind: SecretKind, key: &str, body: &[u8]) -> Answer<'_, bool> {
        self.through(self.inner.delete_secret_with(kind, key, body))
    }

    fn sweep_secrets(&self, now: Millis, limit: u32) -> Answer<'_, u64> {
        self.through(self.inner.sweep_secrets(now, limit))
    }

    fn cursor(&self, consumer: &str, org: &OrgId) -> Answer<'_, Number> {
        self.through(self.inner.cursor(consumer, org))
    }

    fn move_cursor(&self, consumer: &str, org: &OrgId, to: Number) -> Answer<'_, ()> {
        self.through(self.inner.move_cursor(consumer, org, to))
    }

    fn move_cursor_under(
        &self,
        lease: (&str, &[u8]),
        consumer: &str,
        org: &OrgId,
        to: Number,
    ) -> Answer<'_, bool> {
        self.through(self.inner.move_cursor_under(lease, consumer, org, to))
    }

    fn bell(&self) -> Option<watch::Receiver<u64>> {
        self.inner.bell()
    }

    fn ping(&self) -> Answer<'_, ()> {
        self.through(self.inner.ping())
    }

    fn backup(&self, file: &Path) -> Answer<'_, BackupReport> {
        self.through(self.inner.backup(file))
    }

    fn restore(&self, file: &Path) -> Answer<'_, BackupReport> {
        self.through(self.inner.restore(file))
    }
}

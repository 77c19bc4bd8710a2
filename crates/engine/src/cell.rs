//! One organization in memory.

use crate::chain::Head;
use crate::changed::Followers;
use crate::lane::Message;
use crate::model::Stats;
use crate::recent::Recent;
use arc_swap::ArcSwap;
use endpoint::Number;
use org::Org;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{mpsc, watch};

/// A published value and where it stands in the log.
pub(crate) struct Live {
    pub(crate) org: Arc<Org>,
    pub(crate) head: Head,
}

/// Figures that lanes add to.
#[derive(Default)]
pub(crate) struct Counters {
    entries_appended: AtomicU64,
    flushes: AtomicU64,
    reruns: AtomicU64,
    pub(crate) evictions: AtomicU64,
    pub(crate) organization_bytes: AtomicU64,
}

impl Counters {
    pub(crate) fn entries(&self, count: u64) {
        self.entries_appended.fetch_add(count, Ordering::Relaxed);
    }

    pub(crate) fn flushes(&self, count: u64) {
        self.flushes.fetch_add(count, Ordering::Relaxed);
    }

    pub(crate) fn reruns(&self, count: u64) {
        self.reruns.fetch_add(count, Ordering::Relaxed);
    }

    pub(crate) fn stats(&self, organizations_loaded: u64) -> Stats {
        Stats {
            organizations_loaded,
            organization_bytes: self.organization_bytes.load(Ordering::Relaxed),
            entries_appended: self.entries_appended.load(Ordering::Relaxed),
            flushes: self.flushes.load(Ordering::Relaxed),
            reruns: self.reruns.load(Ordering::Relaxed),
            evictions: self.evictions.load(Ordering::Relaxed),
            password_hashes: 0,
        }
    }
}

/// The value that readers see.
pub(crate) struct Published {
    live: ArcSwap<Live>,
    number: watch::Sender<Number>,
    pub(crate) counters: Arc<Counters>,
    followers: Arc<Followers>,
}

impl Published {
    pub(crate) fn new(live: Live, counters: Arc<Counters>, followers: Arc<Followers>) -> Self {
        tell(&followers, &live.org);
        Self {
            number: watch::Sender::new(live.head.number),
            live: ArcSwap::from_pointee(live),
            counters,
            followers,
        }
    }

    pub(crate) fn live(&self) -> Arc<Live> {
        self.live.load_full()
    }

    pub(crate) fn org(&self) -> Arc<Org> {
        self.live.load().org.clone()
    }

    /// Gives back what was published before: letting go of it may take a while.
    pub(crate) fn publish(&self, live: Live) -> Arc<Live> {
        let (org, number) = (live.org.clone(), live.head.number);
        let before = self.live.swap(Arc::new(live));
        self.number.send_replace(number);
        tell(&self.followers, &org);
        before
    }

    /// The number of the last entry, and of each one from now on.
    pub(crate) fn watch(&self) -> watch::Receiver<Number> {
        self.number.subscribe()
    }
}

fn tell(followers: &Followers, org: &Org) {
    if org.is_linked() {
        followers.linked.note(&org.info().id);
    }
    if org.is_pushed() {
        followers.pushed.note(&org.info().id);
    }
}

/// An organization in memory: its value, and the way into its lane. The lane ends when the last cell is let go.
pub(crate) struct Cell {
    pub(crate) published: Arc<Published>,
    pub(crate) lane: mpsc::Sender<Message>,
    pub(crate) recent: Recent,
    /// Which beat of the budget's clock last saw it used.
    used_at: AtomicU64,
}

impl Cell {
    pub(crate) fn new(published: Arc<Published>, lane: mpsc::Sender<Message>, beat: u64) -> Self {
        Self {
            published,
            lane,
            recent: Recent::default(),
            used_at: AtomicU64::new(beat),
        }
    }

    /// Notes the use; writes only once in a beat, so that readers do not fight over the cache line.
    pub(crate) fn touch(&self, beat: u64) {
        if self.used_at.load(Ordering::Relaxed) != beat {
            self.used_at.store(beat, Ordering::Relaxed);
        }
    }

    pub(crate) fn used_at(&self) -> u64 {
        self.used_at.load(Ordering::Relaxed)
    }
}

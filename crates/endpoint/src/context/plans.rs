//! What tasks about plans of changes ask of the outside.

use super::Answer;
use org::{Seed, View};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A look that takes long: it gets what the caller sees, and time and chance.
pub type LongLook = Box<dyn FnOnce(&View<'_>, Seed) -> Vec<u8> + Send>;

/// How far a long look is: it says so, others read it meanwhile.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    all: AtomicU64,
}

impl Progress {
    /// So much is done of so much.
    pub fn note(&self, done: u64, all: u64) {
        self.done.store(done, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    /// How much is done, and of how much.
    pub fn noted(&self) -> (u64, u64) {
        let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
        (read(&self.done), read(&self.all))
    }
}

/// Plans of changes, kept outside the organization's value.
pub trait Plans: Send + Sync {
    /// Runs a look on a thread of its own.
    fn look_long(&self, look: LongLook) -> Answer<'_, Vec<u8>>;

    /// The same, while it is kept as `[done, all]` under the id of a plan how far the look is.
    fn look_long_noted<'a>(
        &'a self,
        look: LongLook,
        progress: Arc<Progress>,
        id: &'a str,
    ) -> Answer<'a, Vec<u8>>;

    /// Does a piece of work on a plan of the caller's organization while nobody else does any on it, on whatever node; waits for those who are
    /// at it. `None` when a node was at it for too long.
    fn alone_with_plan<'a>(
        &'a self,
        id: &'a str,
        work: Answer<'a, Vec<u8>>,
    ) -> Answer<'a, Option<Vec<u8>>>;

    /// Keeps a plan of the caller's organization for 30 days, instead of what was kept under its id.
    fn keep_plan<'a>(&'a self, id: &'a str, body: Vec<u8>) -> Answer<'a, ()>;

    /// A plan of the caller's organization.
    fn plan<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Vec<u8>>>;
}

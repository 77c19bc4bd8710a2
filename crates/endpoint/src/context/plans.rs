//! What tasks about plans of changes ask of the outside.

use super::Answer;
use org::{Seed, View};

/// A look that takes long: it gets what the caller sees, and time and chance.
pub type LongLook = Box<dyn FnOnce(&View<'_>, Seed) -> Vec<u8> + Send>;

/// Plans of changes, kept outside the organization's value.
pub trait Plans: Send + Sync {
    /// Runs a look on a thread of its own.
    fn look_long(&self, look: LongLook) -> Answer<'_, Vec<u8>>;

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

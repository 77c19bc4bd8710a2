//! What tasks about what a person keeps for himself ask of the outside.

use super::Answer;

/// What the calling person keeps for himself, outside of the organization's value.
pub trait Keeping: Send + Sync {
    /// Does a piece of work on it while nobody else does any, on whatever node.
    fn alone_with_kept<'a>(&'a self, work: Answer<'a, Vec<u8>>) -> Answer<'a, Vec<u8>>;

    /// What was kept last; `None` for nothing.
    fn kept(&self) -> Answer<'_, Option<Vec<u8>>>;

    /// Keeps something instead of it, for as long as the person comes back.
    fn keep(&self, body: Vec<u8>) -> Answer<'_, ()>;
}

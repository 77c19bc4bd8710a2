//! The position of an entry in an organization's log.

use serde::{Deserialize, Serialize};

/// The number of a log entry: 1 for the first, without gaps. 0 is the empty log's head.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Number(pub u64);

impl Number {
    /// The number that follows this one.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

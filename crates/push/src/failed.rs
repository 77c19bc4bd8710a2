//! Pushes that failed for good: what the lists of failed pushes tell.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The history kind in which an app's failed pushes stand. A row's time is that at which it was given up, its key is `number` and `index` of the
/// push, each with 20 digits and a dot between.
pub fn failed_kind(app: &str) -> String {
    format!("failed_push:{app}")
}

/// A push that failed for good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailedPush {
    /// The entry of the organization's log that it tells of.
    pub number: u64,
    /// Its place among the pushes of that entry.
    pub index: u32,
    /// For example `user_add_org`.
    pub kind: String,
    /// When it happened, in milliseconds since 1970.
    pub at_ms: i64,
    /// The members of the pushed message that tell of the event, as Stream spells them (`userId`, `deptId`, `labelIdList` ...).
    pub data: Map<String, Value>,
}

//! What pages show of a name beside the name itself.

use crate::index::pinyin::{Kind, full};
use crate::index::search::{Query, find};

pub use crate::index::search::{MatchedReading, NameMatch};

/// The reading of a person's name, such as `shàn yì`; `pinyin` is the field that corrects it, or empty. Empty for names
/// that have none.
pub fn reading(name: &str, pinyin: &str) -> String {
    full(Kind::Person, name, pinyin)
}

/// What of a person's name a search has found; nothing if it would not find it.
pub fn matched(name: &str, pinyin: &str, query: &str) -> Option<NameMatch> {
    find(Kind::Person, name, pinyin, &Query::new(query))
}

/// What of a department's name a search has found.
pub fn matched_department(name: &str, query: &str) -> Option<NameMatch> {
    find(Kind::Department, name, "", &Query::new(query))
}

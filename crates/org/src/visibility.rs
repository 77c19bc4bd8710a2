//! Who sees whom: what apps and administrators have set, and the one evaluator that reads it.

mod attributes;
mod executive;
mod external;
mod hideable;
mod holders;
mod impact;
mod linked;
mod member;
mod near;
mod reason;
mod rows;
pub(crate) mod search;
pub(crate) mod seen_cache;
mod selection;
mod setting;
pub(crate) mod table;
mod tree;
mod viewer;

pub use attributes::Withheld;
pub use executive::{Executive, Scene};
pub use impact::{Difference, Impact};
pub use reason::Reason;
pub use search::{Hit, MatchedField};
pub(crate) use selection::Named;
pub use selection::{Selection, SelectionFields};
pub use setting::{
    ATTRIBUTES, AttributePlaces, Effect, HiddenAttributes, Hiding, Range, Setting, SettingFields,
    SettingKind, Surface,
};
pub use tree::{Branch, DepartmentPage, Listed, PageMark, Section};
pub use viewer::{Verdict, Viewer};

#[cfg(test)]
pub(crate) mod tests;

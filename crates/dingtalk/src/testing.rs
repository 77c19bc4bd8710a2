//! A place for the tests of endpoint files.

use testkit::Place;

/// An organization as [`testkit::org`] describes it, called with this room's table of codes.
pub(crate) fn place(text: &str) -> Place {
    Place::new(text, crate::codes::of)
}

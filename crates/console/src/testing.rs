//! A place for the tests of endpoint files.

use endpoint::Fault;
use testkit::Place;

/// An organization as [`testkit::org`] describes it.
pub(crate) fn place(text: &str) -> Place {
    Place::new(text, |refusal| {
        Fault::because(crate::codes::PARAMETER, refusal)
    })
}

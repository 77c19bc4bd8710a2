//! What people need who come without a token of the organization that they turn to.

use super::Answer;
use crate::route::WriteCall;
use org::{OrgId, View};

/// What a visitor does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    /// Looks where a link leads, or for an organization.
    Look,
    /// Leaves something to be decided.
    Apply,
    /// Fetches somebody's picture.
    Picture,
}

/// The way into organizations that the caller is not of.
pub trait Visiting: Send + Sync {
    /// The organization whose own code this is.
    fn organization_by_code<'a>(&'a self, code: &'a str) -> Answer<'a, Option<OrgId>>;

    /// Runs a look at an organization, whoever calls, seeing everything; tells whether there is one.
    fn visit<'a>(
        &'a self,
        org: &'a OrgId,
        look: &'a mut (dyn FnMut(&View<'_>) + Send),
    ) -> Answer<'a, bool>;

    /// Runs a write on an organization, whoever calls, as the endpoint's one entry. Returns the encoded response.
    fn write_in<'a>(&'a self, org: &'a OrgId, call: Box<dyn WriteCall>) -> Answer<'a, Vec<u8>>;

    /// Whether one more visit may come from where the caller is. Counts it.
    fn may_visit(&self, visit: Visit) -> bool;
}

//! placeholder

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[];

//! Contacts permissions.

pub mod get;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[Route::read::<get::Request>()];

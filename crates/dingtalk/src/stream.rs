//! Stream connections, by which events reach apps that nobody can call.

pub mod open;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[Route::task::<open::Request>()];

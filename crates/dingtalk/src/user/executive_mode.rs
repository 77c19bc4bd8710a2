//! Executive mode.

pub mod get;
pub mod set;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<set::Request>(),
    Route::read::<get::Request>(),
];

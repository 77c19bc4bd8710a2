//! What people change of their own pages.

pub mod change;
pub mod get;
pub mod leave;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<get::Request>(),
    Route::write::<change::Request>(),
    Route::write::<leave::Request>(),
];

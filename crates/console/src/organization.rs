//! The organization as a whole: how it is, and what it is called.

pub mod change;
mod facts;
pub mod get;
pub mod overview;
mod warnings;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<overview::Request>(),
    Route::read::<get::Request>(),
    Route::write::<change::Request>(),
];

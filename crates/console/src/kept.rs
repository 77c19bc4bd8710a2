//! Whom people keep for themselves: starred colleagues, and those whom they looked at last.

pub mod change;
pub mod get;
mod marks;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<get::Request>(),
    Route::task::<change::Request>(),
];

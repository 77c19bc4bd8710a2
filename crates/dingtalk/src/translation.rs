//! Translation of the ids in files into names.

pub mod get_result;
pub mod start;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<start::Request>(),
    Route::task::<get_result::Request>(),
];

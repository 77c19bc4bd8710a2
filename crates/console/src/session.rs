//! Signing in with a browser.

pub mod codes;
pub mod delete;
pub(crate) mod fields;
pub mod get;
pub mod sign_in;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<get::Request>(),
    Route::task::<delete::Request>(),
    Route::task::<sign_in::Request>(),
];

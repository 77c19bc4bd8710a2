//! Visibility of people's attributes.

pub mod delete;
pub mod list;
pub mod put;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<delete::Request>(),
    Route::read::<list::Request>(),
    Route::write::<put::Request>(),
];

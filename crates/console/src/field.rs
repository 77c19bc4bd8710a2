//! The fields of people's pages.

pub mod add;
pub mod change;
pub mod delete;
pub mod list;
pub mod order;
pub(crate) mod wire;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<list::Request>(),
    Route::write::<order::Request>(),
    Route::write::<add::Request>(),
    Route::write::<change::Request>(),
    Route::write::<delete::Request>(),
];

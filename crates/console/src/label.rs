//! Labels of external contacts.

pub mod add;
pub mod change;
pub mod delete;
pub mod list;
pub(crate) mod wire;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<list::Request>(),
    Route::write::<add::Request>(),
    Route::write::<change::Request>(),
    Route::write::<delete::Request>(),
];

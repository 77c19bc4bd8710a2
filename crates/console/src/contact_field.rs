//! The fields of external contacts.

pub mod add;
pub mod delete;
pub mod list;
pub mod set;
pub(crate) mod wire;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<list::Request>(),
    Route::write::<set::Request>(),
    Route::write::<add::Request>(),
    Route::write::<delete::Request>(),
];

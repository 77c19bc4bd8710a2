//! User management.

pub mod create;
pub mod delete;
mod fields;
pub mod get;
pub(crate) mod given;
pub mod update;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<create::Request>(),
    Route::write::<update::Request>(),
    Route::write::<delete::Request>(),
    Route::read::<get::Request>(),
];

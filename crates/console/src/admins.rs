//! Administrators: who they are and how far their power goes.

pub mod change_creator;
mod fields;
pub mod list;
pub mod put;
pub mod remove;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<list::Request>(),
    Route::write::<put::Request>(),
    Route::write::<remove::Request>(),
    Route::task::<change_creator::Request>(),
];

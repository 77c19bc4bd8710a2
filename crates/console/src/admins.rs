//! Administrators: who they are and how far their power goes.

pub mod add_group;
pub mod change_creator;
pub mod change_group;
mod fields;
mod group;
pub mod list;
pub mod list_groups;
pub mod put;
pub mod remove;
pub mod remove_group;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<list::Request>(),
    Route::write::<put::Request>(),
    Route::write::<remove::Request>(),
    Route::read::<list_groups::Request>(),
    Route::write::<add_group::Request>(),
    Route::write::<change_group::Request>(),
    Route::write::<remove_group::Request>(),
    Route::task::<change_creator::Request>(),
];

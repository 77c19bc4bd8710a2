//! Visibility of people's attributes.

pub mod add_by_scene;
pub mod delete;
pub mod delete_by_scene;
pub mod get_by_scene;
pub mod list;
pub mod put;
pub mod update_by_scene;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<delete::Request>(),
    Route::read::<list::Request>(),
    Route::write::<put::Request>(),
    Route::write::<add_by_scene::Request>(),
    Route::read::<get_by_scene::Request>(),
    Route::write::<update_by_scene::Request>(),
    Route::write::<delete_by_scene::Request>(),
];

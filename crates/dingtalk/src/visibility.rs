//! Contacts visibility management.

pub mod add_hide_by_scene;
pub mod delete_hide_by_scene;
pub mod delete_hide_setting;
pub mod delete_view_restriction;
pub(crate) mod fields;
pub mod get_hide_by_scene;
pub mod list_hide_settings;
pub mod list_view_restrictions;
pub mod put_hide_setting;
pub mod put_view_restriction;
pub(crate) mod scenes;
pub mod set_department_priority;
pub mod update_hide_by_scene;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<list_hide_settings::Request>(),
    Route::write::<delete_hide_setting::Request>(),
    Route::write::<put_hide_setting::Request>(),
    Route::write::<set_department_priority::Request>(),
    Route::write::<put_view_restriction::Request>(),
    Route::read::<list_view_restrictions::Request>(),
    Route::write::<delete_view_restriction::Request>(),
    Route::write::<add_hide_by_scene::Request>(),
    Route::read::<get_hide_by_scene::Request>(),
    Route::write::<update_hide_by_scene::Request>(),
    Route::write::<delete_hide_by_scene::Request>(),
];

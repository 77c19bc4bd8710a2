//! Department management.

pub mod create;
pub mod delete;
pub(crate) mod fields;
pub mod get;
pub mod list_parent_by_department;
pub mod list_parent_by_user;
pub mod list_sub;
pub mod list_sub_id;
pub mod search;
pub mod update;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<create::Request>(),
    Route::write::<update::Request>(),
    Route::write::<delete::Request>(),
    Route::read::<get::Request>(),
    Route::read::<list_sub::Request>(),
    Route::read::<list_sub_id::Request>(),
    Route::read::<list_parent_by_department::Request>(),
    Route::read::<list_parent_by_user::Request>(),
    Route::read::<search::Request>(),
];

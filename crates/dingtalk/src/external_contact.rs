//! External contacts.

pub mod create;
pub mod delete;
pub(crate) mod fields;
pub mod get;
pub mod list;
pub mod list_label_groups;
pub mod update;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<create::Request>(),
    Route::write::<delete::Request>(),
    Route::write::<update::Request>(),
    Route::read::<list::Request>(),
    Route::read::<list_label_groups::Request>(),
    Route::read::<get::Request>(),
];

//! Role management.

pub mod add;
pub mod add_group;
pub mod delete;
pub(crate) mod fields;
pub mod get;
pub mod get_group;
pub mod give;
pub mod list;
pub mod list_members;
pub mod rename;
pub mod set_scope;
pub mod take;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<add::Request>(),
    Route::write::<add_group::Request>(),
    Route::write::<rename::Request>(),
    Route::write::<give::Request>(),
    Route::write::<delete::Request>(),
    Route::write::<take::Request>(),
    Route::write::<set_scope::Request>(),
    Route::read::<get_group::Request>(),
    Route::read::<list::Request>(),
    Route::read::<get::Request>(),
    Route::read::<list_members::Request>(),
];

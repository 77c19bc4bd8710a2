//! Industry contacts.

pub(crate) mod fields;
pub mod get_department;
pub mod get_organization;
pub mod get_user;
pub mod list_departments;
pub mod list_users;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<get_department::Request>(),
    Route::read::<list_users::Request>(),
    Route::read::<list_departments::Request>(),
    Route::read::<get_user::Request>(),
    Route::read::<get_organization::Request>(),
];

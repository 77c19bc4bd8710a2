//! Signing in with a browser, and how others sign in.

pub mod appearance;
pub mod begin_second_factor;
pub mod change_password;
pub mod codes;
pub mod confirm_second_factor;
pub mod delete;
pub mod end;
pub(crate) mod fields;
pub mod get;
pub mod list;
pub mod new_password;
pub mod organization;
pub mod password_link;
pub mod remove_second_factor;
pub mod reset;
pub mod reset_second_factor;
pub mod second_factor;
pub mod set_settings;
pub mod settings;
pub mod sign_in;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<get::Request>(),
    Route::task::<appearance::Request>(),
    Route::task::<delete::Request>(),
    Route::task::<sign_in::Request>(),
    Route::task::<second_factor::Request>(),
    Route::task::<new_password::Request>(),
    Route::task::<organization::Request>(),
    Route::task::<reset::Request>(),
    Route::task::<list::Request>(),
    Route::task::<end::Request>(),
    Route::task::<change_password::Request>(),
    Route::task::<begin_second_factor::Request>(),
    Route::task::<confirm_second_factor::Request>(),
    Route::task::<remove_second_factor::Request>(),
    Route::task::<password_link::Request>(),
    Route::task::<reset_second_factor::Request>(),
    Route::read::<settings::Request>(),
    Route::write::<set_settings::Request>(),
];

//! Who signed in: codes exchanged for people.

pub mod get_user_info;
pub mod get_user_info_v1;
pub mod sns_get_user_info;
pub mod sso_get_user_info;
pub mod sso_user_info;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<get_user_info::Request>(),
    Route::task::<get_user_info_v1::Request>(),
    Route::task::<sns_get_user_info::Request>(),
    Route::task::<sso_get_user_info::Request>(),
    Route::task::<sso_user_info::Request>(),
];

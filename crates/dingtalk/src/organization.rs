//! Organization management.

pub mod check_admin_access;
pub mod get_authentication;
pub mod get_index;
pub mod get_invitation;
pub mod recall_invitation;
pub mod submit_handover;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<get_authentication::Request>(),
    Route::task::<get_invitation::Request>(),
    Route::write::<recall_invitation::Request>(),
    Route::write::<submit_handover::Request>(),
    Route::task::<get_index::Request>(),
    Route::read::<check_admin_access::Request>(),
];

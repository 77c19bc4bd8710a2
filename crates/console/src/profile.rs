//! What people change of their own pages.

pub mod change;
pub mod get;
pub mod leave;
pub mod person_photo;
pub mod photo;
pub mod set_photo;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<get::Request>(),
    Route::write::<change::Request>(),
    Route::write::<leave::Request>(),
    Route::streaming::<photo::Request>(),
    Route::write::<set_photo::Request>(),
    Route::write::<person_photo::Request>(),
];

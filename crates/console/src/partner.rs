//! Linked organizations, where no other call does.

pub mod apply;
pub mod invitation;
pub mod leave;
pub mod list;
pub mod reject;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<list::Request>(),
    Route::write::<reject::Request>(),
    Route::write::<leave::Request>(),
    Route::task::<invitation::Request>(),
    Route::task::<apply::Request>(),
];

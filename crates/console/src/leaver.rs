//! Those who leave: what they hand over, and how they come back.

pub mod assets;
pub mod handover;
pub mod list;
pub mod restore;
pub(crate) mod wire;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<list::Request>(),
    Route::read::<assets::Request>(),
    Route::write::<handover::Request>(),
    Route::task::<restore::Request>(),
];

//! What happened: the change feed, the whole that it goes on from, and the audit trail. Computed from entries of the log alone.

pub mod audit;
pub mod changes;
mod cursor;
pub mod events;
mod follow;
pub mod set_settings;
pub mod settings;
mod shape;
mod shapes;
mod sight;
pub mod snapshot;
pub mod told;

pub use cursor::{Cursor, From};
pub use follow::{ChangeTold, Page, Step, step};

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::streaming::<changes::Request>(),
    Route::streaming::<snapshot::Request>(),
    Route::task::<audit::Request>(),
    Route::task::<settings::Request>(),
    Route::write::<set_settings::Request>(),
];

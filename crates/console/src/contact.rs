//! External contacts with everything they have, also in fields of the organization's own.

pub mod add;
pub mod change;
pub mod get;
#[cfg(test)]
mod tests;
mod wire;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<add::Request>(),
    Route::read::<get::Request>(),
    Route::write::<change::Request>(),
];

//! For administrators and apps: why somebody is seen or not, and what a rule would change.

pub mod executives;
pub mod explain;
pub mod explain_rule;
pub mod explanation;
pub mod impact;
pub(crate) mod rule;
pub mod rules;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<explain::Request>(),
    Route::read::<explain_rule::Request>(),
    Route::read::<impact::Request>(),
    Route::read::<rules::Request>(),
    Route::read::<executives::Request>(),
];

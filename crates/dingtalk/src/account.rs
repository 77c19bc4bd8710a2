//! Enterprise Account. The rows that create, change and list accounts are those of ordinary people, in `user`.

pub mod authorize_multi_org;
pub mod show_in_other_org;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<authorize_multi_org::Request>(),
    Route::write::<show_in_other_org::Request>(),
];

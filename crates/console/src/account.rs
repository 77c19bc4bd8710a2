//! Enterprise accounts: who has one, where else they work, and who may take them in or look at them. What is done with them are DingTalk's own calls.

pub mod allow;
pub mod get;
pub mod grant;
pub mod grants;
pub mod list;
pub mod revoke;
pub(crate) mod wire;
pub mod withdraw;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<list::Request>(),
    Route::task::<get::Request>(),
    Route::write::<withdraw::Request>(),
    Route::task::<grants::Request>(),
    Route::write::<allow::Request>(),
    Route::task::<grant::Request>(),
    Route::write::<revoke::Request>(),
];

//! Where events are pushed by HTTP, and what could not be pushed.

pub mod delete_call_back;
pub mod failed_results;
mod fields;
pub mod get_call_back;
pub mod get_call_back_failed_result;
pub mod register_call_back;
pub mod update_call_back;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<register_call_back::Request>(),
    Route::task::<get_call_back::Request>(),
    Route::task::<update_call_back::Request>(),
    Route::task::<delete_call_back::Request>(),
    Route::task::<get_call_back_failed_result::Request>(),
    Route::task::<failed_results::Request>(),
];

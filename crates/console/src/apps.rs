//! Apps: what they are and may, and how they are told what happens.

pub mod change;
pub mod create;
pub mod deliveries;
pub mod failed_pushes;
mod fields;
pub mod get;
pub(crate) mod hours;
pub mod list;
pub mod push_again;
pub mod record;
pub mod remove;
pub mod renew_secret;
pub mod request;
pub mod requests;
pub mod stop_recording;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<list::Request>(),
    Route::task::<create::Request>(),
    Route::task::<get::Request>(),
    Route::task::<change::Request>(),
    Route::write::<remove::Request>(),
    Route::task::<renew_secret::Request>(),
    Route::task::<failed_pushes::Request>(),
    Route::task::<deliveries::Request>(),
    Route::task::<push_again::Request>(),
    Route::write::<record::Request>(),
    Route::write::<stop_recording::Request>(),
    Route::task::<requests::Request>(),
    Route::task::<request::Request>(),
];

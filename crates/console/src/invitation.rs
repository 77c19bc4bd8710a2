//! Inviting, applying, and deciding who comes in.

pub mod applications;
pub mod apply;
pub mod approve;
pub mod block;
pub mod delete;
pub mod find;
pub mod join;
pub mod list;
pub mod look;
pub mod make;
pub mod make_own;
pub mod reject;
pub mod settings;
pub mod settings_set;
pub mod take_back;
#[cfg(test)]
mod tests;
pub(crate) mod wire;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<settings::Request>(),
    Route::write::<settings_set::Request>(),
    Route::task::<make::Request>(),
    Route::task::<list::Request>(),
    Route::write::<delete::Request>(),
    Route::task::<make_own::Request>(),
    Route::write::<take_back::Request>(),
    Route::task::<find::Request>(),
    Route::task::<look::Request>(),
    Route::task::<apply::Request>(),
    Route::task::<join::Request>(),
    Route::task::<applications::Request>(),
    Route::write::<approve::Request>(),
    Route::write::<reject::Request>(),
    Route::write::<block::Request>(),
];

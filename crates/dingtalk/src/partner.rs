//! Upstream-downstream organizations, and trunk and branch: organizations that take part in others.

pub mod approve;
pub mod create;
mod fields;
pub mod get_invitation;
pub mod list_branches;
pub mod list_joined;
pub mod list_partners;
pub mod list_trunks;
pub mod search_branch_data;
pub mod separate;
pub mod set_attributes;
pub mod set_visibility;
#[cfg(test)]
pub(crate) mod testing;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<create::Request>(),
    Route::read::<get_invitation::Request>(),
    Route::write::<approve::Request>(),
    Route::write::<separate::Request>(),
    Route::write::<set_attributes::Request>(),
    Route::write::<set_visibility::Request>(),
    Route::read::<list_joined::Request>(),
    Route::read::<list_partners::Request>(),
    Route::read::<list_trunks::Request>(),
    Route::read::<list_branches::Request>(),
    Route::read::<search_branch_data::Request>(),
];

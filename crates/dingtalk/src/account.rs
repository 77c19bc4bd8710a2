//! Enterprise Account. The rows that create, change and list accounts are those of ordinary people, in `user`.

pub mod authorize_multi_org;
pub mod change_dingtalk_id;
pub mod change_main_administrator;
pub mod disable;
pub mod enable;
pub(crate) mod fields;
pub mod get_migrated_ding_id;
pub mod get_migrated_union_id;
pub mod get_original_ding_id;
pub mod get_original_union_id;
pub mod list_owned_organizations;
pub mod show_in_other_org;
pub mod sign_out;
pub mod status;
#[cfg(test)]
pub(crate) mod testing;
pub mod transform_to_exclusive;
pub mod transform_to_normal;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<authorize_multi_org::Request>(),
    Route::write::<change_dingtalk_id::Request>(),
    Route::write::<change_main_administrator::Request>(),
    Route::write::<disable::Request>(),
    Route::write::<enable::Request>(),
    Route::task::<get_migrated_ding_id::Request>(),
    Route::task::<get_migrated_union_id::Request>(),
    Route::read::<get_original_ding_id::Request>(),
    Route::read::<get_original_union_id::Request>(),
    Route::read::<list_owned_organizations::Request>(),
    Route::write::<show_in_other_org::Request>(),
    Route::write::<sign_out::Request>(),
    Route::read::<status::Request>(),
    Route::write::<transform_to_exclusive::Request>(),
    Route::write::<transform_to_normal::Request>(),
];

//! User management.

pub(crate) mod account;
pub mod attribute_visibility;
pub mod can_access_microapp;
pub mod count;
pub mod create;
pub mod delete;
pub mod executive_mode;
pub(crate) mod fields;
pub mod get;
pub mod get_admin_scope;
pub mod get_batch;
pub mod get_by_dingtalk_id;
pub mod get_by_mobile;
pub mod get_by_union_id;
pub(crate) mod given;
pub mod inactive;
pub mod list;
pub mod list_admin;
pub mod list_id;
pub mod list_leave_records;
pub mod list_simple;
pub(crate) mod paging;
pub mod profile;
pub mod search;
pub mod sort;
pub mod update;

use endpoint::Route;

#[cfg(test)]
mod avatar_tests;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::write::<create::Request>(),
    Route::write::<update::Request>(),
    Route::write::<delete::Request>(),
    Route::read::<get::Request>(),
    Route::read::<list_simple::Request>(),
    Route::read::<list_id::Request>(),
    Route::read::<list::Request>(),
    Route::read::<count::Request>(),
    Route::task::<inactive::Request>(),
    Route::read::<get_by_mobile::Request>(),
    Route::read::<get_by_dingtalk_id::Request>(),
    Route::read::<get_by_union_id::Request>(),
    Route::read::<list_admin::Request>(),
    Route::read::<get_admin_scope::Request>(),
    Route::read::<can_access_microapp::Request>(),
    Route::read::<search::Request>(),
    Route::task::<profile::Request>(),
    Route::read::<sort::Request>(),
    Route::read::<get_batch::Request>(),
    Route::task::<list_leave_records::Request>(),
];

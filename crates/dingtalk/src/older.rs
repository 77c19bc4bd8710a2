//! The older forms: thin translations of v1 calls, one file for each path.

mod department_create;
mod department_delete;
mod department_get;
mod department_list;
mod department_list_ids;
mod department_list_parent_depts;
mod department_list_parent_depts_by_dept;
mod department_update;
mod fields;
mod inactive_user_get;
mod user_batchdelete;
mod user_create;
mod user_delete;
mod user_get;
mod user_get_admin;
mod user_get_by_mobile;
mod user_get_dept_member;
mod user_get_org_user_count;
mod user_get_userid_by_unionid;
mod user_list;
mod user_listbypage;
mod user_simplelist;
mod user_update;

use endpoint::Route;

/// The older forms' routes.
pub const ROUTES: &[Route] = &[
    Route::read::<user_get::Request>(),
    Route::write::<user_create::Request>(),
    Route::write::<user_update::Request>(),
    Route::write::<user_delete::Request>(),
    Route::write::<user_batchdelete::Request>(),
    Route::read::<user_simplelist::Request>(),
    Route::read::<user_list::Request>(),
    Route::read::<user_listbypage::Request>(),
    Route::read::<user_get_dept_member::Request>(),
    Route::read::<user_get_org_user_count::Request>(),
    Route::read::<user_get_by_mobile::Request>(),
    Route::read::<user_get_userid_by_unionid::Request>(),
    Route::read::<user_get_admin::Request>(),
    Route::task::<inactive_user_get::Request>(),
    Route::read::<department_list::Request>(),
    Route::read::<department_list_ids::Request>(),
    Route::read::<department_get::Request>(),
    Route::write::<department_create::Request>(),
    Route::write::<department_update::Request>(),
    Route::write::<department_delete::Request>(),
    Route::read::<department_list_parent_depts_by_dept::Request>(),
    Route::read::<department_list_parent_depts::Request>(),
];

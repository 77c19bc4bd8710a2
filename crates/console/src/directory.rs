//! People and departments as administrators see them, for trees and tables. The rules of visibility do not narrow it, the
//! departments of the administrator do.

pub mod department;
pub mod department_group;
pub(crate) mod fields;
pub mod find_departments;
pub mod members;
pub(crate) mod namesakes;
pub mod person;
pub mod pick_departments;
pub mod pick_in_department;
pub mod search;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<department::Request>(),
    Route::read::<department_group::Request>(),
    Route::read::<find_departments::Request>(),
    Route::read::<members::Request>(),
    Route::read::<namesakes::Request>(),
    Route::read::<person::Request>(),
    Route::read::<search::Request>(),
    Route::read::<pick_in_department::Request>(),
    Route::read::<pick_departments::Request>(),
];

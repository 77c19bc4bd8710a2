//! For people: everything is narrowed to what the person who asks may see.

pub mod department;
pub mod external_contacts;
pub(crate) mod fields;
pub mod industry;
pub mod me;
pub(crate) mod paging;
pub mod partners;
pub mod person;
pub mod roles;
pub mod search;

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::read::<me::Request>(),
    Route::read::<department::Request>(),
    Route::read::<person::Request>(),
    Route::read::<search::Request>(),
    Route::read::<external_contacts::Request>(),
    Route::read::<partners::Request>(),
    Route::read::<roles::Request>(),
    Route::read::<industry::Request>(),
];

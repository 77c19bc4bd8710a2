//! Files that apps bring, of the storage product as far as Contacts needs it.

mod fields;
pub mod upload_media;
pub mod upload_single;

pub(crate) use fields::{check_name, id_of_media};

use endpoint::Route;

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<upload_media::Request>(),
    Route::task::<upload_single::Request>(),
];

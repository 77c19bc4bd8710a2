//! Every DingTalk Contacts endpoint, one file each. Pure.

pub mod account;
pub mod callback;
pub mod codes;
pub mod department;
pub mod external_contact;
pub mod file;
pub mod industry;
pub mod older;
pub mod organization;
pub mod partner;
pub mod points;
mod prelude;
pub mod role;
pub mod scope;
pub mod sign_in;
pub mod stream;
#[cfg(test)]
mod testing;
pub mod token;
pub mod translation;
pub mod user;
pub mod visibility;

use endpoint::Route;

/// Every route of both generations.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    [
        scope::ROUTES,
        user::ROUTES,
        user::executive_mode::ROUTES,
        user::attribute_visibility::ROUTES,
        visibility::ROUTES,
        department::ROUTES,
        external_contact::ROUTES,
        account::ROUTES,
        role::ROUTES,
        industry::ROUTES,
        organization::ROUTES,
        partner::ROUTES,
        older::ROUTES,
        token::ROUTES,
        sign_in::ROUTES,
        file::ROUTES,
        translation::ROUTES,
        callback::ROUTES,
        stream::ROUTES,
    ]
    .into_iter()
    .flatten()
}

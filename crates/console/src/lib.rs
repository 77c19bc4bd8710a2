//! Orgbook's own endpoints under `/v1.0/orgbook/`, one file each: what console and contacts app use. Pure.

pub mod account;
pub mod admins;
pub mod apps;
pub mod codes;
pub mod contact;
pub mod contact_field;
pub mod directory;
pub mod field;
mod history;
pub mod invitation;
pub mod kept;
pub mod label;
pub mod leaver;
mod limits;
pub mod log;
pub mod oauth2;
pub mod organization;
pub mod partner;
pub mod people;
pub mod plans;
mod prelude;
pub mod profile;
pub mod session;
#[cfg(test)]
mod testing;
pub mod visibility;

use endpoint::Route;

/// Every route of our own.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    [
        account::ROUTES,
        admins::ROUTES,
        apps::ROUTES,
        contact::ROUTES,
        contact_field::ROUTES,
        directory::ROUTES,
        oauth2::ROUTES,
        organization::ROUTES,
        people::ROUTES,
        session::ROUTES,
        plans::ROUTES,
        visibility::ROUTES,
        field::ROUTES,
        invitation::ROUTES,
        kept::ROUTES,
        label::ROUTES,
        leaver::ROUTES,
        partner::ROUTES,
        profile::ROUTES,
        log::ROUTES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_openapi_document_is_reviewed() {
        let document = endpoint::openapi::document(super::routes(), "0.0.0");
        insta::assert_snapshot!(format!("{document:#}"));
    }
}

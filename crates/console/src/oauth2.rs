//! Signing in to apps: what the page asks, and codes for what runs inside the organization.

pub mod agree;
pub mod authorization;
pub mod codes;
pub mod console_code;
mod inside_code;
pub mod login_free_code;
pub mod methods;
pub mod provider;
pub mod remove_provider;
pub mod set_provider;

use codes::{CLIENT, OTHER_ORGANIZATION, REDIRECT_URI};
use endpoint::{AuthorizationRefusal, Fault, Route};

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<authorization::Request>(),
    Route::task::<agree::Request>(),
    Route::task::<login_free_code::Request>(),
    Route::task::<console_code::Request>(),
    Route::task::<methods::Request>(),
    Route::read::<provider::Request>(),
    Route::task::<set_provider::Request>(),
    Route::task::<remove_provider::Request>(),
];

/// Why the browser goes nowhere.
fn fault(refusal: AuthorizationRefusal) -> Fault {
    match refusal {
        AuthorizationRefusal::ClientUnknown => CLIENT.into(),
        AuthorizationRefusal::RedirectUri => REDIRECT_URI.into(),
        AuthorizationRefusal::OtherOrganization(id) => Fault::Coded {
            code: OTHER_ORGANIZATION,
            detail: None,
            extra: vec![("corpId", id.as_str().into())],
        },
    }
}

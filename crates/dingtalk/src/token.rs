//! Tokens of apps, and of people who let apps act for them.

pub mod access_token;
pub mod auth_rules;
pub mod get_token;
pub mod organization_token;
pub mod sns_get_token;
pub mod sso_access_token;
pub mod sso_get_token;
pub mod user_access_token;

use crate::codes::{APP_DISABLED, APP_RATE, BUSY};
use endpoint::{Code, Fault, Route, TokenRefusal};

/// The group's routes.
pub const ROUTES: &[Route] = &[
    Route::task::<get_token::Request>(),
    Route::task::<access_token::Request>(),
    Route::task::<organization_token::Request>(),
    Route::task::<user_access_token::Request>(),
    Route::task::<auth_rules::Request>(),
    Route::task::<sns_get_token::Request>(),
    Route::task::<sso_get_token::Request>(),
    Route::task::<sso_access_token::Request>(),
];

/// The fault of a refusal; `wrong` is the call's own code of a wrong secret.
fn fault(refusal: TokenRefusal, wrong: &'static Code) -> Fault {
    Fault::code(match refusal {
        TokenRefusal::WrongSecret | TokenRefusal::NotInstalled => wrong,
        TokenRefusal::Disabled => APP_DISABLED,
        TokenRefusal::TooMany => APP_RATE,
        TokenRefusal::Busy => BUSY,
    })
}

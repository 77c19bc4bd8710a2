//! The older doors to the sign-in page, with the parameters that they had.

use crate::input;
use http::request::Parts;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// The page with what came, under the names that it knows. It is our own: it checks the rest.
pub(super) fn page_of(head: &Parts) -> String {
    const NAMES: &[(&str, &str)] = &[
        ("appid", "client_id"),
        ("redirect_uri", "redirect_uri"),
        ("state", "state"),
    ];
    let given = input::parameters(head.uri.query().unwrap_or_default()).unwrap_or_default();
    let mut page = "/oauth2/auth?response_type=code&scope=openid&prompt=consent".to_owned();
    for (old, name) in NAMES {
        if let Some(value) = given.get(*old).and_then(Value::as_str) {
            page.push('&');
            page.push_str(name);
            page.push('=');
            page.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
        }
    }
    page
}

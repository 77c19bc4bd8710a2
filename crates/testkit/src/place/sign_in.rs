//! What a test says of signing in to apps.

use super::Place;
use endpoint::Delegation;
use std::collections::BTreeMap;

/// What calls about signing in find.
#[derive(Default)]
pub(crate) struct SigningIn {
    /// Who codes stand for.
    pub(crate) codes: BTreeMap<String, String>,
    /// The organization's own secret.
    pub(crate) sso_secret: Option<String>,
    /// Through which app the caller acts.
    pub(crate) delegation: Option<Delegation>,
    /// The token that came with the call.
    pub(crate) token: Option<String>,
}

impl Place {
    /// Makes a code stand for somebody.
    pub fn with_code(&mut self, code: &str, userid: &str) {
        self.signing_in
            .codes
            .insert(code.to_owned(), userid.to_owned());
    }

    /// Gives the organization a secret of its own.
    pub fn with_sso_secret(&mut self, secret: &str) {
        self.signing_in.sso_secret = Some(secret.to_owned());
    }

    /// Sends a token along with every call from now on, whatever it opens.
    pub fn with_token(&mut self, token: &str) {
        self.signing_in.token = Some(token.to_owned());
    }

    /// Lets an app act for the person who calls, as far as this person agreed.
    pub fn through_app(&mut self, scopes: &[&str]) {
        self.signing_in.delegation = Some(Delegation {
            app: org::AppKey::new("dingapp"),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        });
    }
}

//! What a task may ask about people who sign in to apps.

use super::{Answer, Issued, TokenRefusal};
use org::{AppKey, OrgId, SignInProvider};
use std::future::Future;
use std::pin::Pin;

/// Through which app a person acts, and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// The app.
    pub app: AppKey,
    /// What the person agreed to.
    pub scopes: Vec<String>,
}

impl Delegation {
    /// Whether the person agreed to something.
    pub fn holds(&self, scope: &str) -> bool {
        self.scopes.iter().any(|held| held == scope)
    }
}

/// What an app asks of a person, as it came in the query of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// The app's key.
    pub client_id: Option<String>,
    /// Where the browser goes back to.
    pub redirect_uri: Option<String>,
    /// `code`.
    pub response_type: Option<String>,
    /// What the app wants, with blanks between.
    pub scope: Option<String>,
    /// Comes back unchanged.
    pub state: Option<String>,
    /// `consent`.
    pub prompt: Option<String>,
    /// Goes into the ID token.
    pub nonce: Option<String>,
    /// The digest of a secret that is shown with the code (PKCE).
    pub code_challenge: Option<String>,
    /// `S256`.
    pub code_challenge_method: Option<String>,
    /// `management` asks for an administrator.
    pub org_type: Option<String>,
    /// An organization that is picked beforehand.
    pub corp_id: Option<String>,
}

/// What a person answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Whether the person agrees.
    pub agrees: bool,
    /// The organization that the person picked.
    pub corp_id: Option<String>,
}

/// What a person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorization {
    /// The app's key.
    pub client_id: String,
    /// Its name.
    pub app_name: String,
    /// The organization, and its name.
    pub organization: (OrgId, String),
    /// The person's name.
    pub user_name: String,
    /// What the app wants.
    pub scopes: Vec<String>,
    /// The host that the browser goes back to.
    pub redirect_host: String,
}

/// What a page does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationOutcome {
    /// It asks the person.
    Ask(Authorization),
    /// It sends the browser back with an error, since the app asked wrongly.
    Back {
        /// By its name in OAuth 2.0.
        error: &'static str,
        /// Where the browser goes.
        redirect_uri: String,
    },
}

/// Why the browser goes nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationRefusal {
    /// No app has this key, or it is switched off.
    ClientUnknown,
    /// The address is none of the app's.
    RedirectUri,
    /// The app belongs to another organization.
    OtherOrganization(OrgId),
}

/// An app that shows its secret.
#[derive(Clone)]
pub struct Client {
    /// Its key.
    pub id: String,
    /// Its secret.
    pub secret: String,
}

/// What an app shows to get tokens for a person.
#[derive(Clone)]
pub enum Exchange {
    /// The code of a sign-in.
    Code {
        /// The code.
        code: String,
        /// The secret whose digest came with the request (PKCE).
        verifier: Option<String>,
    },
    /// What renews a token.
    RefreshToken(String),
}

/// Tokens for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserTokens {
    /// Opens what was granted.
    pub access_token: String,
    /// Renews it.
    pub refresh_token: String,
    /// Seconds that the first has left.
    pub expires_in: u64,
    /// The organization, where the person handed it over.
    pub corp_id: Option<OrgId>,
}

/// Why an app gets no tokens for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantRefusal {
    /// No app has this key, or it has another secret.
    ClientWrong,
    /// The app is switched off.
    Disabled,
    /// What was shown is unknown, used, expired, another app's, or of somebody who may no longer enter.
    NotFound,
}

/// A code for what runs inside the organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InsideCode {
    /// For an app's page.
    LoginFree,
    /// For an app's own console: administrators alone get one.
    Console,
}

/// Why a person gets no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefusal {
    /// The organization has no such app.
    ClientUnknown,
    /// The person administers nothing.
    NotAdministrator,
    /// The person has no second factor, which the organization asks its administrators for.
    FactorMissing,
}

/// Why a signed call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedRefusal {
    /// No app has this key.
    ClientUnknown,
    /// Another secret signed it.
    Signature,
}

/// Who a code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The person's id in the organization.
    pub user_id: String,
    /// The person's id in the installation.
    pub union_id: String,
    /// The person's id for the app.
    pub open_id: String,
    /// The name.
    pub name: String,
    /// An address of a picture; may be empty.
    pub avatar: String,
    /// A mail address; may be empty.
    pub email: String,
    /// 1 is the main administrator, 2 a sub-administrator, 100 who is responsible for the organization, 0 everybody else.
    pub level: i64,
    /// Whether the person administers anything.
    pub is_admin: bool,
    /// The organization, and its name.
    pub organization: (OrgId, String),
    /// Whether the organization's license was checked best.
    pub is_high_level: bool,
}

/// Signing in to apps.
pub trait SignIns: Send + Sync {
    /// The app through which the calling person acts; `None` where the person does.
    fn delegation(&self) -> Option<&Delegation>;

    /// The token that came with the call, whatever it opens.
    fn presented_token(&self) -> Option<&str>;

    /// What a page asks the calling person for an app.
    fn authorization(
        &self,
        request: AuthorizationRequest,
    ) -> Answer<'_, Result<AuthorizationOutcome, AuthorizationRefusal>>;

    /// What the calling person answered: where the browser goes.
    fn agree(
        &self,
        request: AuthorizationRequest,
        agreement: Agreement,
    ) -> Answer<'_, Result<String, AuthorizationRefusal>>;

    /// Tokens for a person.
    fn exchange(
        &self,
        client: Client,
        exchange: Exchange,
    ) -> Answer<'_, Result<UserTokens, GrantRefusal>>;

    /// A code that tells an app who the calling person is.
    fn inside_code<'a>(
        &'a self,
        client_id: &'a str,
        purpose: InsideCode,
    ) -> Answer<'a, Result<String, CodeRefusal>>;

    /// Who a login-free code of the calling app stands for. It is then used.
    fn take_login_free_code<'a>(&'a self, code: &'a str) -> Answer<'a, Option<Identity>>;

    /// Whether a call was signed by an app: the time that came with it, and the signature.
    fn check_signature<'a>(
        &'a self,
        client_id: &'a str,
        timestamp: &'a str,
        signature: &'a str,
    ) -> Answer<'a, Result<(), SignedRefusal>>;

    /// Who a code of the sign-in page stands for that was issued for an app. It is then used.
    fn take_page_code<'a>(
        &'a self,
        client_id: &'a str,
        code: &'a str,
    ) -> Answer<'a, Option<Identity>>;

    /// A token that an app of the oldest kind gets for its secret. It opens nothing else.
    fn issue_sns_token(
        &self,
        client: Client,
    ) -> Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + '_>>;

    /// A token that opens [`SignIns::take_console_code`] and nothing else, for the organization's own secret.
    fn issue_sso_token<'a>(
        &'a self,
        org: &'a str,
        secret: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + 'a>>;

    /// Whether a token is one of [`SignIns::issue_sso_token`]; if so, who a code of its organization's console stands for. It is
    /// then used.
    fn take_console_code<'a>(
        &'a self,
        token: &'a str,
        code: &'a str,
    ) -> Answer<'a, Option<Option<Identity>>>;

    /// Says which provider signs in the SSO enterprise accounts of the caller's organization, and what Orgbook shows there.
    fn set_sign_in_provider(
        &self,
        provider: Option<SignInProvider>,
        secret: Option<String>,
    ) -> Answer<'_, ()>;

    /// The own provider of the organization that people name by a code: its name, and where a browser goes to sign in there.
    fn own_provider<'a>(&'a self, code: &'a str) -> Answer<'a, Option<(String, String)>>;
}

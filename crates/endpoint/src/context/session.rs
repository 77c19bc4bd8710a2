//! Signing in, as tasks see it. Cookies, hashes and limits are the outside's: a task neither gets nor gives them.

use org::{Eye, Millis, Org, OrgId, Refusal, Sentence, UserId, View};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// What is still to be done before somebody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing.
    SignedIn,
    /// Choose one of several organizations.
    ChooseOrganization,
    /// Show the second factor.
    SecondFactor,
    /// Choose a password of one's own.
    NewPassword,
}

/// A person as a session of a browser shows it.
#[derive(Clone)]
pub struct Seen {
    org: Arc<Org>,
    eye: Eye,
    userid: UserId,
}

impl Seen {
    /// Somebody of an organization.
    pub fn new(org: Arc<Org>, userid: UserId) -> Self {
        let eye = Eye::Person(userid.clone());
        Self { org, eye, userid }
    }

    /// What the person sees.
    pub fn view(&self) -> View<'_> {
        View::new(&self.org, &self.eye)
    }

    /// Who.
    pub fn userid(&self) -> &UserId {
        &self.userid
    }
}

/// Whether a person's sign-in takes a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorState {
    /// No.
    Off,
    /// Yes.
    On,
    /// No, and the organization asks its administrators for one: until there is one, the person can do nothing as an administrator.
    Needed,
}

/// The session of the browser that calls.
#[derive(Clone)]
pub struct BrowserSession {
    /// What is still to be done.
    pub stage: Stage,
    /// What calls that change something have to carry.
    pub csrf: String,
    /// Organizations that the person may choose or switch to, by id and name.
    pub organizations: Vec<(OrgId, String)>,
    /// The person, once signed in.
    pub seen: Option<Seen>,
    /// Whether the person's sign-in takes a second factor; nothing before it is done, and where an identity provider signs in.
    pub second_factor: Option<FactorState>,
}

/// A session as its person sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSession {
    /// Names it; opens nothing.
    pub id: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// When it began.
    pub began_at: Millis,
    /// About when it was used last.
    pub used_at: Millis,
    /// The network address at its beginning.
    pub from: String,
    /// What the browser said of itself.
    pub agent: String,
}

/// What somebody types to sign in.
#[derive(Clone)]
pub struct SignIn {
    /// A mobile, or the login id of an enterprise account.
    pub login: String,
    /// The password.
    pub password: String,
    /// The code of the organization; needed for login ids.
    pub organization_code: Option<String>,
}

/// A second factor that begins.
#[derive(Clone)]
pub struct NewSecondFactor {
    /// For the authenticator, as text to be typed.
    pub secret: String,
    /// The same as an `otpauth` address.
    pub uri: String,
    /// The address as a picture, SVG.
    pub picture: String,
}

/// Why somebody is not signed in, or something about signing in is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// Nobody who signs in so, or another password: nobody is told which.
    Wrong,
    /// The password is right and the account is disabled.
    Disabled,
    /// Too many attempts; after so many seconds there may be another.
    TooMany(u64),
    /// The call came from another site's page, or without what the session gave.
    Foreign,
    /// There is no session, or it is not where this call belongs.
    NoSession,
    /// The second factor does not fit, or was used before.
    CodeWrong,
    /// The link is none, was used, or has ended.
    LinkInvalid,
    /// The password breaks a rule.
    PasswordWeak(Sentence),
    /// A second factor is there already, or none.
    SecondFactorState,
    /// The organization is none of those that may be chosen.
    NoOrganization,
    /// The organization said no.
    Refused(Refusal),
    /// The system is busy.
    Busy,
}

/// What a call about signing in returns.
pub type SignInAnswer<'a, T> = Pin<Box<dyn Future<Output = Result<T, SignInRefusal>> + Send + 'a>>;

/// Signing in with a browser. What it takes to be recognized again travels in a cookie that the outside sets.
pub trait Sessions: Send + Sync {
    /// The session of the browser that calls.
    fn session(&self) -> SignInAnswer<'_, Option<BrowserSession>>;

    /// Signs in by password, as far as a password goes.
    fn sign_in(&self, given: SignIn) -> SignInAnswer<'_, BrowserSession>;

    /// Shows the second factor: a code of the authenticator, or one for the day it is lost.
    fn show_second_factor<'a>(&'a self, code: &'a str) -> SignInAnswer<'a, BrowserSession>;

    /// Chooses a password in place of one that somebody else chose.
    fn choose_password(&self, password: String) -> SignInAnswer<'_, BrowserSession>;

    /// Chooses an organization, or switches to another one.
    fn choose_organization<'a>(&'a self, id: &'a str) -> SignInAnswer<'a, BrowserSession>;

    /// Changes the password, for whoever types the old one.
    fn change_password(&self, old: String, new: String) -> SignInAnswer<'_, BrowserSession>;

    /// The sessions of the person whose browser calls, the newest first.
    fn sessions(&self) -> SignInAnswer<'_, Vec<ListedSession>>;

    /// Ends one of them; tells whether it was there.
    fn end_session<'a>(&'a self, id: &'a str) -> SignInAnswer<'a, bool>;

    /// Begins a second factor.
    fn begin_second_factor(&self) -> SignInAnswer<'_, NewSecondFactor>;

    /// Makes it count, and ends all other sessions of the person. Returns the session, which goes on under another text, and the codes
    /// for the day the factor is lost.
    fn confirm_second_factor<'a>(
        &'a self,
        code: &'a str,
    ) -> SignInAnswer<'a, (BrowserSession, Vec<String>)>;

    /// Whether the caller shows the second factor once more, where the caller's sign-in takes one: before what cannot be taken back.
    fn prove_second_factor<'a>(&'a self, code: Option<&'a str>) -> SignInAnswer<'a, ()>;

    /// Takes it away, for whoever shows it.
    fn remove_second_factor<'a>(&'a self, code: &'a str) -> SignInAnswer<'a, ()>;

    /// Takes away the second factor of somebody of the caller's organization who has lost it.
    fn reset_second_factor<'a>(&'a self, userid: &'a str) -> SignInAnswer<'a, ()>;

    /// Makes a link by which somebody of the caller's organization sets a new password. Returns its address and until when it is
    /// good.
    fn make_password_link<'a>(&'a self, userid: &'a str) -> SignInAnswer<'a, (String, Millis)>;

    /// Sets a password by the code of such a link, and signs in.
    fn use_password_link<'a>(
        &'a self,
        code: &'a str,
        password: String,
    ) -> SignInAnswer<'a, BrowserSession>;

    /// Ends the session of the browser that calls.
    fn sign_out(&self) -> SignInAnswer<'_, ()>;
}

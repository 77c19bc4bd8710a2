//! What a [`crate::Task`] may ask of the outside.

pub mod authorization;
mod log;
mod session;
mod visiting;

pub use log::{Logged, Mark, ReadsLog, Waited};
pub use session::{
    BrowserSession, FactorState, ListedSession, NewSecondFactor, Seen, Sessions, SignIn,
    SignInAnswer, SignInRefusal, Stage,
};
pub use visiting::{Visit, Visiting};
mod apps;
mod keeping;
mod plans;

pub use apps::{Apps, Cut, Delivered, DeliveryHour, PushState, RecordedCall, RecordedCalls};
pub use keeping::Keeping;
pub use plans::{LongLook, Plans, Progress};

use crate::fault::Fault;
use crate::route::WriteCall;
use org::{Language, Millis, OrgId, View};
use std::future::Future;
use std::pin::Pin;

/// What a task's run returns: boxed, so that a route is a plain function pointer.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

/// A token and what is left of its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The token's text.
    pub token: String,
    /// Seconds left.
    pub expires_in: u64,
    /// The organization it opens.
    pub org: OrgId,
}

/// Why no token was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRefusal {
    /// No app with this key, or another secret.
    WrongSecret,
    /// The app is not installed in the named organization.
    NotInstalled,
    /// The app is switched off.
    Disabled,
    /// The app asks more often than the operator allows.
    TooMany,
    /// The store does not answer.
    Busy,
}

/// A file that came with a call. Its content waits outside until the task keeps it; otherwise it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name, as the client says.
    pub name: String,
    /// How many bytes it has. One with more than the description allows was counted and not kept.
    pub bytes: u64,
    /// Its first bytes, at most [`crate::limits::UPLOAD_HEAD_BYTES`].
    pub head: Vec<u8>,
}

/// A file that the calling app uploaded before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name when it was uploaded.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its first bytes, at most [`crate::limits::UPLOAD_HEAD_BYTES`].
    pub head: Vec<u8>,
}

/// Something that the history of an organization holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// When.
    pub at: Millis,
    /// Tells those of one moment apart.
    pub key: String,
    /// JSON.
    pub body: Vec<u8>,
}

/// Where an app's events are pushed.
#[derive(Clone, PartialEq, Eq)]
pub struct CallbackRegistration {
    /// The receiver's address.
    pub url: String,
    /// Goes into signatures.
    pub token: String,
    /// Encrypts.
    pub aes_key: String,
    /// Kinds of events.
    pub kinds: Vec<String>,
}

/// Why a callback was not registered; with a sentence where there is more to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallbackRefusal {
    /// There is one already.
    Exists,
    /// There is none to change.
    Missing,
    /// The address is none.
    AddressInvalid(String),
    /// The address may not be called.
    AddressForbidden(String),
    /// The receiver was not reached, too slow, redirected, or did not answer with 200.
    Unreachable(String),
    /// The answer was not the encrypted `success`.
    AnswerWrong(String),
    /// The answer lacks a member.
    AnswerIncomplete(String),
}

/// The outside, as far as a task may reach it.
pub trait Context:
    authorization::SignIns + ReadsLog + Sessions + Visiting + Apps + Plans + Keeping + Send + Sync
{
    /// The time of the call.
    fn now(&self) -> Millis;

    /// In which language the caller reads sentences.
    fn language(&self) -> Language;

    /// Runs a look at the caller's organization, within what the caller may see.
    fn look(&self, look: &mut dyn FnMut(&View<'_>));

    /// Issues an app's token, or renews the one that is still valid. `org` names the organization where the caller
    /// does.
    fn issue_app_token<'a>(
        &'a self,
        key: &'a str,
        secret: &'a str,
        org: Option<&'a str>,
    ) -> Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + 'a>>;

    /// The same for the historic form, which names an organization and the secret of one of its apps, but not the app.
    fn issue_app_token_by_secret<'a>(
        &'a self,
        org: &'a str,
        secret: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + 'a>>;

    /// The history of one kind of the caller's organization with `from <= (at, key)` and `at < until`, in that order,
    /// at most `limit`.
    fn past<'a>(
        &'a self,
        kind: &'a str,
        from: (Millis, &'a str),
        until: Millis,
        limit: u32,
    ) -> Answer<'a, Vec<Past>>;

    /// Who became what of somebody's replaced id: the values of [`org::claim_value`] for that id in a name space of replaced
    /// ids, as owner and new id in order of owner, at most [`crate::limits::MIGRATIONS_MAX`].
    fn migrations<'a>(&'a self, space: &'a str, old: &'a str) -> Answer<'a, Vec<(OrgId, String)>>;

    /// Whether the installation has an organization of this id.
    fn is_organization<'a>(&'a self, id: &'a OrgId) -> Answer<'a, bool>;

    /// The userids with sign-in activity on one day, given as the day's first millisecond and the next day's.
    fn active_userids<'a>(&'a self, from: Millis, until: Millis) -> Answer<'a, Vec<String>>;

    /// The file that came with this call.
    fn upload(&self) -> Option<&Upload>;

    /// Keeps the file that came with this call, for the calling app and for `org::limits::FILE_KEPT_MS`. Returns the id
    /// under which [`Context::file`] finds it; `None` when the organization keeps as much as it may.
    fn keep_upload(&self) -> Answer<'_, Option<String>>;

    /// A file by its id; `None` for one of another app or organization, as for one that does not exist.
    fn file<'a>(&'a self, id: &'a str) -> Answer<'a, Option<StoredFile>>;

    /// Runs a write on the caller's organization, as the endpoint's one entry. Returns the encoded response.
    fn write(&self, call: Box<dyn WriteCall>) -> Answer<'_, Vec<u8>>;

    /// A ticket for one Stream connection of an app that shows its secret.
    fn open_stream(
        &self,
        key: String,
        secret: String,
        wants_events: bool,
    ) -> Pin<Box<dyn Future<Output = Result<String, TokenRefusal>> + Send + '_>>;

    /// Registers where the calling app's events are pushed, or changes it, after the receiver has answered `check_url`.
    fn register_callback(
        &self,
        registration: CallbackRegistration,
        is_new: bool,
    ) -> Answer<'_, Result<(), CallbackRefusal>>;

    /// Where the calling app's events are pushed.
    fn callback(&self) -> Answer<'_, Option<CallbackRegistration>>;

    /// Ends the calling app's callback; tells whether there was one.
    fn remove_callback(&self) -> Answer<'_, bool>;

    /// The calling app's oldest failed pushes that were in no answer before the last one, and whether more follow. Those of the last
    /// answer are done with this call.
    fn next_failed_pushes(&self, count_max: usize) -> Answer<'_, (Vec<Past>, bool)>;

    /// The address under which the caller reached this installation, without a slash at its end.
    fn address(&self) -> &str;
}

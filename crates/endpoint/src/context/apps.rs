//! What tasks about apps ask of the outside.

use super::{Answer, Past};
use org::{App, AppChange, Millis, NewApp};
use std::sync::Arc;

/// How far an app has been told what happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PushState {
    /// `callback`, `stream`, or `none` for an app that is not told.
    pub way: &'static str,
    /// Entries of the log that it has not been told yet.
    pub lag: u64,
    /// Whether a Stream connection to this node is open.
    pub is_connected: bool,
}

/// Apps, as administrators make and change them.
pub trait Apps: Send + Sync {
    /// Every permission point that an app may be granted.
    fn permission_points(&self) -> &'static [&'static str];

    /// Creates an app within what the caller sees. Returns its secret as well, which nobody is told again.
    fn create_app(&self, new: NewApp) -> Answer<'_, (App, String)>;

    /// Changes what an app is and may.
    fn change_app(&self, key: String, change: AppChange) -> Answer<'_, ()>;

    /// Gives an app another secret, which nobody is told again.
    fn renew_app_secret(&self, key: String) -> Answer<'_, String>;

    /// How far an app has been told what happened.
    fn push_state<'a>(&'a self, app: &'a App) -> Answer<'a, PushState>;

    /// Pushes to an app that failed for good, after one of them, at most so many, oldest first.
    fn failed_pushes<'a>(
        &'a self,
        app: &'a App,
        after: Option<(i64, String)>,
        count_max: u32,
    ) -> Answer<'a, Vec<Past>>;

    /// The calls of an app that this node has recorded.
    fn recorded_calls(&self, app: &App) -> RecordedCalls;

    /// Sends a push of an entry once more, now. The inner text says why it was not taken.
    fn push_again<'a>(
        &'a self,
        app: &'a App,
        number: u64,
        index: u32,
    ) -> Answer<'a, Result<(), String>>;
}

/// A text that may have been cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// What is left of it; none where it was no JSON.
    pub text: Option<String>,
    /// Whether something was left out.
    pub is_cut: bool,
}

/// A call of an app that was recorded. Nothing of it proves who somebody is: secrets, tokens, passwords and phone numbers are masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedCall {
    /// The id that the caller was told.
    pub request_id: String,
    /// When it came.
    pub at: Millis,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// The parameters behind the path.
    pub query: Vec<(String, String)>,
    /// The headers that say how to read it.
    pub headers: Vec<(String, String)>,
    /// The body, as JSON.
    pub body: Cut,
    /// The status of the answer.
    pub status: u16,
    /// The code of the answer's envelope: the number of the older generation, the name of the newer, empty for a success of it.
    pub code: String,
    /// The answer.
    pub answer: Cut,
    /// From head to answer.
    pub duration_us: u64,
    /// Where it came from.
    pub from: String,
}

/// The calls of an app that a node has recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedCalls {
    /// Which node: a name that it drew when it started.
    pub node: String,
    /// The newest first.
    pub calls: Vec<Arc<RecordedCall>>,
}

//! What tasks about apps ask of the outside.

use super::{Answer, Past};
use crate::Fault;
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
    /// Whether the node that answers has paused telling: several events in a row were not taken.
    pub is_paused: bool,
    /// How often it was told in each of the last 24 hours, the oldest first; none for an app that is not told.
    pub hours: Vec<DeliveryHour>,
}

/// How often an app was told in one hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryHour {
    /// When it begins.
    pub from: Millis,
    /// Events that were taken.
    pub delivered: u64,
    /// Attempts that failed.
    pub failed: u64,
}

/// An event that an app took, or that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// `callback` or `stream`.
    pub way: &'static str,
    /// When that was over.
    pub at: Millis,
    /// For example `user_add_org`.
    pub kind: &'static str,
    /// The entry of the log that it tells of.
    pub number: u64,
    /// Its place among the events of that entry.
    pub index: u32,
    /// Whether it was taken.
    pub taken: bool,
    /// How often it was tried.
    pub attempts: u32,
    /// From the first attempt to the end of the last.
    pub took_ms: u64,
    /// Why the last attempt failed that did.
    pub reason: Option<String>,
    /// Whether somebody asked for it to be sent again.
    pub again: bool,
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

    /// The name of this node, and the last events that went to an app from it, the newest first.
    fn deliveries(&self, app: &App) -> Result<(String, Vec<Delivered>), Fault>;

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

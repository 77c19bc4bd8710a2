//! What tasks about apps ask of the outside.

use super::{Answer, Past};
use org::{App, AppChange, NewApp};

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

    /// Sends a push of an entry once more, now. The inner text says why it was not taken.
    fn push_again<'a>(
        &'a self,
        app: &'a App,
        number: u64,
        index: u32,
    ) -> Answer<'a, Result<(), String>>;
}

//! The log of the caller's organization, for whoever tells what happened.

use super::{Answer, Past};
use crate::number::Number;
use org::{EntryBody, Millis, View};
use std::sync::Arc;
use std::time::Duration;

/// An entry of a log, read.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Its place in the log.
    pub number: Number,
    /// Tells it apart from every other entry of the installation.
    pub id: u128,
    /// When the call ran.
    pub at: Millis,
    /// Who did it: `app:KEY`, `admin:USERID` for an administrator at work, `user:USERID` for himself, `command`, or a part of
    /// Orgbook itself. Of a change that began in another organization with ` of CORPID` behind it.
    pub actor: String,
    /// The endpoint's path or the command's name.
    pub route: String,
    /// What happened.
    pub body: EntryBody,
    /// The hash of all that, which the next entry holds.
    pub hash: String,
}

/// A place in a log: behind an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The entry's number; 0 is before the first.
    pub number: Number,
    /// The entry's hash, empty before the first.
    pub hash: String,
}

impl Mark {
    /// Behind an entry.
    pub fn behind(entry: &Logged) -> Self {
        Self {
            number: entry.number,
            hash: entry.hash.clone(),
        }
    }
}

/// What came of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// There is a further entry.
    Entry,
    /// There was none in all the time.
    TimeIsUp,
    /// The node is about to end.
    Ending,
}

/// The log of the caller's organization. It is not narrowed: whoever tells of it narrows it.
pub trait ReadsLog: Send + Sync {
    /// Looks at the organization as it is now, within what the caller may see now, and at the end of its log.
    fn look_at_head<'a>(
        &'a self,
        look: &'a mut (dyn FnMut(&View<'_>, &Mark) + Send),
    ) -> Answer<'a, ()>;

    /// The entries after a number, in order, at most `limit`. Those that are kept no longer are left out.
    fn entries(&self, after: Number, limit: u32) -> Answer<'_, Vec<Arc<Logged>>>;

    /// About up to which entry the log was written before a time: rather fewer than more, where clocks differ.
    fn number_before(&self, time: Millis, last: Number) -> Answer<'_, Number>;

    /// Before which time what happened is not told any more; `None` when all is told that there is.
    fn told_since(&self) -> Option<Millis>;

    /// Waits until there is an entry after a number, at most so long.
    fn wait_for_entry(&self, after: Number, wait: Duration) -> Answer<'_, Waited>;

    /// A place among those who wait for entries, as long as it is held; `None` when there is none left.
    fn place_to_wait(&self) -> Option<Box<dyn Send + Sync>>;

    /// What the history of a kind holds of one moment, at most `limit`.
    fn noted<'a>(&'a self, kind: &'a str, at: Millis, limit: u32) -> Answer<'a, Vec<Past>>;

    /// A header of the call.
    fn header(&self, name: &str) -> Option<&str>;
}

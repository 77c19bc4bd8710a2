//! What takes events to the outside.

use crate::event::Event;
use org::{App, AppKey, CALLBACK_CLAIMS, OrgId, STREAM_CLAIMS};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use tokio::sync::oneshot;

/// How an app is told of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// By HTTP callback.
    Callback,
    /// By Stream.
    Stream,
}

impl Way {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Callback, Self::Stream];

    /// One word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Callback => "callback",
            Self::Stream => "stream",
        }
    }

    /// The name space of the claims of apps that are told this way; also what their cursors begin with.
    pub fn claims(self) -> &'static str {
        match self {
            Self::Callback => CALLBACK_CLAIMS,
            Self::Stream => STREAM_CLAIMS,
        }
    }

    /// Whether an app is told this way now. A callback goes before Stream, and an app that is switched off is told nothing.
    pub fn is_of(self, app: &App) -> bool {
        !app.disabled
            && match self {
                Self::Callback => app.callback.is_some(),
                Self::Stream => app.callback.is_none() && app.stream_since.is_some(),
            }
    }

    /// Events under way to an app at once. Callbacks come one after another, so that they keep their order.
    pub(crate) fn window(self) -> usize {
        match self {
            Self::Callback => 1,
            Self::Stream => crate::limits::STREAM_WINDOW,
        }
    }

    /// How long to wait after each failed attempt; after the last of them the event has failed for good.
    pub(crate) fn waits(self) -> &'static [Duration] {
        match self {
            Self::Callback => &crate::limits::CALLBACK_WAITS,
            Self::Stream => &crate::limits::STREAM_WAITS,
        }
    }
}

/// An app that is told of events.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Consumer {
    /// How.
    pub way: Way,
    /// Its organization.
    pub org: OrgId,
    /// The app.
    pub app: AppKey,
}

impl Consumer {
    /// The name of its cursor, and of the lease of whoever tells it.
    pub fn name(&self) -> String {
        format!("{}:{}", self.way.claims(), self.app)
    }
}

/// Why attempts fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FailureKind {
    /// The address is none, or one that is not called.
    Address,
    /// Nobody took the connection, or it broke.
    Unreachable,
    /// No answer came in time.
    Timeout,
    /// The answer was a redirect.
    Redirect,
    /// The answer had another status than 200.
    Status,
    /// The answer was not the one that is wanted.
    Answer,
    /// The client said that it did not take it.
    Refused,
    /// It fits into no frame.
    Size,
    /// The receiver's secrets are not there, or the store did not tell them.
    Secrets,
}

impl FailureKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Address,
        Self::Unreachable,
        Self::Timeout,
        Self::Redirect,
        Self::Status,
        Self::Answer,
        Self::Refused,
        Self::Size,
        Self::Secrets,
    ];

    /// One word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::Redirect => "redirect",
            Self::Status => "status",
            Self::Answer => "answer",
            Self::Refused => "refused",
            Self::Size => "size",
            Self::Secrets => "secrets",
        }
    }
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// For counting.
    pub kind: FailureKind,
    /// For people.
    pub reason: String,
}

impl Failure {
    /// Of a kind, with a reason for people.
    pub fn new(kind: FailureKind, reason: impl Into<String>) -> Self {
        Self {
            kind,
            reason: reason.into(),
        }
    }
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It was taken.
    Done,
    /// It was not.
    Failed(Failure),
    /// Nobody is there who could take it; nothing counts against the event.
    Absent,
}

/// Dropped as soon as an event is on its way, so that the next one may follow it and not overtake it.
#[derive(Debug, Default)]
pub struct Handed(Option<oneshot::Sender<()>>);

impl Handed {
    /// With what resolves when it is dropped.
    pub(crate) fn new() -> (Self, oneshot::Receiver<()>) {
        let (sender, receiver) = oneshot::channel();
        (Self(Some(sender)), receiver)
    }
}

impl Drop for Handed {
    fn drop(&mut self) {
        if let Some(sender) = self.0.take() {
            // Nobody may wait for its turn.
            let _ = sender.send(());
        }
    }
}

/// What an attempt returns.
pub type Attempting<'a> = Pin<Box<dyn Future<Output = Attempt> + Send + 'a>>;

/// Takes events to apps.
pub trait Receivers: Send + Sync + 'static {
    /// Whether somebody is there at all. Apps without anybody are not begun.
    fn is_there(&self, consumer: &Consumer) -> bool;

    /// Tries to hand an event to an app.
    fn attempt<'a>(
        &'a self,
        consumer: &'a Consumer,
        app: &'a App,
        event: &'a Event,
        handed: Handed,
    ) -> Attempting<'a>;

    /// A number between 0 and 1, so that many receivers that fail together are not tried together.
    fn chance(&self) -> f64;
}

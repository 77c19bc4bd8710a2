//! Endpoints whose answer is made while it is sent.

use crate::context::{Answer, Context, Mark, ReadsLog};
use crate::spec::Spec;
use org::View;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;

/// An endpoint whose answer may be longer than what fits into memory, or come bit by bit.
pub trait Streaming: DeserializeOwned + JsonSchema + Send + 'static {
    /// What is known of it.
    const SPEC: Spec;
    /// What it answers, or one piece of it.
    type Response: Serialize + JsonSchema;

    /// Begins the answer.
    fn stream(self, context: &dyn Context) -> Answer<'_, Streamed>;
}

/// Writes a piece; tells whether anybody still wants more.
pub type Put<'a> = dyn FnMut(Vec<u8>) -> bool + 'a;

/// The lines of a value, all of one moment, with where the log stood then.
pub type Lines = fn(&View<'_>, &Mark, &mut Put<'_>);

/// How an answer is sent.
pub enum Streamed {
    /// As a whole, in JSON.
    Whole(Vec<u8>),
    /// A picture: its type, and its bytes.
    Picture(&'static str, Vec<u8>),
    /// Line by line, as of one moment.
    Lines(Lines),
    /// As server-sent events.
    Events(Box<dyn Source>),
}

impl std::fmt::Debug for Streamed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Whole(_) => "Whole",
            Self::Picture(..) => "Picture",
            Self::Lines(_) => "Lines",
            Self::Events(_) => "Events",
        })
    }
}

/// What a source's next piece is: boxed, so that a source is an object.
pub type Piece<'a> = Pin<Box<dyn Future<Output = Option<Vec<u8>>> + Send + 'a>>;

/// Where the pieces of an answer come from that goes on as long as something happens.
pub trait Source: Send {
    /// The next piece; `None` at the end. It waits as long as it takes, and may be given up in between.
    fn next<'a>(&'a mut self, log: &'a dyn ReadsLog) -> Piece<'a>;
}

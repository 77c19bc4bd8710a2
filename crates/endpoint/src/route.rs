//! The four kinds of endpoint, and the row that puts one into the table.

use crate::context::{Answer, Context};
use crate::fault::Fault;
use crate::lenient::{self, Input};
use crate::limits;
use crate::spec::{Generation, Spec};
use crate::streamed::{Streamed, Streaming};
use org::{Draft, View};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;

/// What an endpoint's run returns.
pub type Reply<T> = Result<T, Fault>;

/// An endpoint that only looks.
pub trait Read: DeserializeOwned + JsonSchema + Send + 'static {
    /// What is known of it.
    const SPEC: Spec;
    /// What it answers; texts may be borrowed from the organization.
    type Response<'a>: Serialize + JsonSchema;

    /// Answers from what the caller may see.
    ///
    /// # Errors
    /// The faults that the description declares.
    fn read<'a>(self, view: &View<'a>) -> Reply<Self::Response<'a>>;
}

/// An endpoint that changes the organization.
pub trait Write: DeserializeOwned + JsonSchema + Clone + Send + 'static {
    /// What is known of it.
    const SPEC: Spec;
    /// What it answers.
    type Response: Serialize + JsonSchema;

    /// A first password among the parameters, checked. It is replaced by its hash, on a worker thread, before the draft
    /// exists.
    ///
    /// # Errors
    /// The faults that the description declares.
    fn password(&mut self) -> Reply<Option<&mut String>> {
        Ok(None)
    }

    /// Changes the draft and answers. May run more than once, on newer values; only the last run counts.
    ///
    /// # Errors
    /// The faults that the description declares; the draft is then dropped.
    fn write(self, draft: &mut Draft) -> Reply<Self::Response>;
}

/// An endpoint that needs more than the organization's value: tokens, history, the outside.
pub trait Task: DeserializeOwned + JsonSchema + Send + 'static {
    /// What is known of it.
    const SPEC: Spec;
    /// What it answers.
    type Response: Serialize + JsonSchema;

    /// Does the work.
    fn run(self, context: &dyn Context) -> Answer<'_, Self::Response>;
}

/// A decoded write, ready to be run on a draft as often as the lane needs.
pub trait WriteCall: Send {
    /// See [`Write::password`].
    ///
    /// # Errors
    /// As the endpoint's.
    fn password(&mut self) -> Reply<Option<&mut String>>;
    /// See [`Write::write`]; the response is encoded.
    ///
    /// # Errors
    /// As the endpoint's.
    fn write(&self, draft: &mut Draft) -> Reply<Vec<u8>>;
}

struct Decoded<W>(W);

impl<W: Write> WriteCall for Decoded<W> {
    fn password(&mut self) -> Reply<Option<&mut String>> {
        self.0.password()
    }

    fn write(&self, draft: &mut Draft) -> Reply<Vec<u8>> {
        self.0
            .clone()
            .write(draft)
            .map(|response| encode(&response))
    }
}

/// How a route runs, with its types erased.
#[derive(Clone, Copy)]
pub enum Kind {
    /// See [`Read`].
    Read(fn(Input, &View<'_>) -> Reply<Vec<u8>>),
    /// See [`Write`].
    Write(fn(Input) -> Reply<Box<dyn WriteCall>>),
    /// See [`Task`].
    Task(for<'a> fn(Input, &'a dyn Context) -> Answer<'a, Vec<u8>>),
    /// See [`Streaming`].
    Streaming(for<'a> fn(Input, &'a dyn Context) -> Answer<'a, Streamed>),
}

/// The schemas of a request and its response.
pub struct Schemas {
    /// Of the request.
    pub request: Schema,
    /// Of the response.
    pub response: Schema,
}

/// A row of the route table.
#[derive(Clone, Copy)]
pub struct Route {
    /// What is known of the endpoint.
    pub spec: &'static Spec,
    /// How it runs.
    pub kind: Kind,
    /// Describes request and response.
    pub schemas: fn(&mut SchemaGenerator) -> Schemas,
}

impl Route {
    /// The row of an endpoint that only looks.
    pub const fn read<R: Read>() -> Self {
        Self {
            spec: &R::SPEC,
            kind: Kind::Read(|input, view| {
                let request: R = decode(&R::SPEC, input)?;
                request.read(view).map(|response| encode(&response))
            }),
            schemas: described::<R, R::Response<'static>>,
        }
    }

    /// The row of an endpoint that changes the organization.
    pub const fn write<W: Write>() -> Self {
        Self {
            spec: &W::SPEC,
            kind: Kind::Write(|input| {
                let request: W = decode(&W::SPEC, input)?;
                Ok(Box::new(Decoded(request)))
            }),
            schemas: described::<W, W::Response>,
        }
    }

    /// The row of an endpoint that needs more than the organization's value.
    pub const fn task<T: Task>() -> Self {
        Self {
            spec: &T::SPEC,
            kind: Kind::Task(|input, context| {
                let request: Reply<T> = decode(&T::SPEC, input);
                Box::pin(async move {
                    let response = request?.run(context).await?;
                    Ok(encode(&response))
                })
            }),
            schemas: described::<T, T::Response>,
        }
    }

    /// The row of an endpoint whose answer is made while it is sent.
    pub const fn streaming<S: Streaming>() -> Self {
        Self {
            spec: &S::SPEC,
            kind: Kind::Streaming(|input, context| {
                let request: Reply<S> = decode(&S::SPEC, input);
                Box::pin(async move { request?.stream(context).await })
            }),
            schemas: described::<S, S::Response>,
        }
    }
}

/// Describes a request and a response.
pub fn described<Request: JsonSchema, Response: JsonSchema>(
    generator: &mut SchemaGenerator,
) -> Schemas {
    Schemas {
        request: generator.subschema_for::<Request>(),
        response: generator.subschema_for::<Response>(),
    }
}

fn decode<T: DeserializeOwned>(spec: &Spec, input: Input) -> Reply<T> {
    let read = match spec.generation {
        Generation::Legacy => lenient::from_value(input.members),
        Generation::New => lenient::from_input(input),
    };
    read.map_err(Fault::from)
}

thread_local! {
    /// Where answers are written before it is known how long they get: a long one would grow, and be copied, several times.
    static DRAFT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn encode<T: Serialize>(response: &T) -> Vec<u8> {
    let mut draft = DRAFT.take();
    draft.clear();
    serde_json::to_writer(&mut draft, response)
        .expect("responses are structs of plain values with text keys");
    if draft.capacity() > limits::KEPT_DRAFT_BYTES_MAX {
        draft.shrink_to_fit();
        return draft;
    }
    let answer = draft.as_slice().to_vec();
    DRAFT.set(draft);
    answer
}

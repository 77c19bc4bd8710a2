//! One request, from its head to its answer.

use crate::Gate;
use crate::answer::{self, Answer};
use crate::caller::{self, Caller};
use crate::context::Outside;
use crate::input::{self, BadBody, Form};
use crate::metrics::Outcome;
use crate::path::{Found, Parameter, World};
use bytes::{Bytes, BytesMut};
use dingtalk::codes;
use endpoint::{Code, Fault, Generation, Kind, Method, Reply, Route, Spec, TokenKind, limits};
use engine::{Origin, WriteError};
use futures_util::FutureExt;
use http::Request;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http_body_util::BodyExt;
use hyper::body::Body;
use org::View;
use serde_json::{Map, Value};
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use tokio::time::Instant;

fn method_of(method: &http::Method) -> Option<Method> {
    match *method {
        http::Method::GET | http::Method::HEAD => Some(Method::Get),
        http::Method::POST => Some(Method::Post),
        http::Method::PUT => Some(Method::Put),
        http::Method::DELETE => Some(Method::Delete),
        _ => None,
    }
}

impl Gate {
    /// Answers a request, whatever it holds.
    pub(crate) async fn answer<B>(&self, request: Request<B>, peer: IpAddr) -> Answer
    where
        B: Body<Data = Bytes> + Unpin,
        B::Error: std::fmt::Display,
    {
        let (head, body) = request.into_parts();
        let path = head.uri.path();
        if head.method == http::Method::OPTIONS {
            return answer::preflight();
        }
        let world = World::of(path);
        let target = head
            .uri
            .path_and_query()
            .map_or(0, |target| target.as_str().len());
        if target > limits::TARGET_BYTES_MAX {
            let detail = format!(
                "path and query have at most {} bytes",
                limits::TARGET_BYTES_MAX
            );
            return answer::coded(
                world,
                None,
                codes::BODY_TOO_LARGE,
                Some(&detail),
                Vec::new(),
            );
        }
        match self.table.find(method_of(&head.method), path) {
            Found::Route(place, route, parameters) => {
                self.call(place, route, parameters, &head, body, peer).await
            }
            Found::Methods(methods) => wrong_method(world, &methods),
            Found::Nothing => match self.page(path).await {
                Some(page) => page,
                None => answer::unknown_path(path),
            },
        }
    }

    async fn call<B>(
        &self,
        place: usize,
        route: &'static Route,
        parameters: Vec<Parameter>,
        head: &Parts,
        body: B,
        peer: IpAddr,
    ) -> Answer
    where
        B: Body<Data = Bytes> + Unpin,
        B::Error: std::fmt::Display,
    {
        let began = Instant::now();
        self.metrics.in_flight.inc();
        // A panic is a defect; the caller still gets an answer, and the connection goes on.
        let run = AssertUnwindSafe(self.run(place, route, parameters, head, body, peer));
        let world = World::of(route.spec.path);
        let (answer, outcome) = run.catch_unwind().await.unwrap_or_else(|_| {
            let answer =
                answer::coded(world, Some(route.spec), codes::UNFORESEEN, None, Vec::new());
            (answer, Outcome::failed)
        });
        self.metrics.in_flight.dec();
        let took = began.elapsed();
        self.metrics.answered(route, outcome, took);
        let duration_us = took.as_micros() as u64;
        if outcome == Outcome::failed {
            tracing::warn!(route = route.spec.path, duration_us, "call failed");
        } else {
            tracing::debug!(route = route.spec.path, duration_us, ?outcome, "call");
        }
        answer
    }

    async fn run<B>(
        &self,
        place: usize,
        route: &'static Route,
        parameters: Vec<Parameter>,
        head: &Parts,
        body: B,
        peer: IpAddr,
    ) -> (Answer, Outcome)
    where
        B: Body<Data = Bytes> + Unpin,
        B::Error: std::fmt::Display,
    {
        let spec = route.spec;
        let world = World::of(spec.path);
        let query = input::parameters(head.uri.query().unwrap_or_default());
        let body = self.body(head, body).await;
        let caller = if spec.token == TokenKind::None {
            None
        } else {
            let empty = Map::new();
            let in_query = caller::token(world, &head.headers, query.as_ref().unwrap_or(&empty));
            let in_form = match &body {
                Ok((Form::Urlencoded, form)) => caller::token(world, &head.headers, form),
                _ => None,
            };
            let address = self.address(peer, &head.headers);
            match self
                .caller(place, route, in_query.or(in_form), address)
                .await
            {
                Ok(caller) => Some(caller),
                Err(refusal) => return (refusal, Outcome::refused),
            }
        };
        let input = match (query, body) {
            (Ok(query), Ok((_, body))) => merged(query, body, parameters),
            (Err(bad), _) | (_, Err(bad)) => {
                return (bad_body(world, spec, &bad), Outcome::refused);
            }
        };
        let reply = self.dispatch(route, caller.as_ref(), input).await;
        finished(world, spec, reply)
    }

    /// Reads the body, never more than allowed.
    async fn body<B>(
        &self,
        head: &Parts,
        mut body: B,
    ) -> Result<(Form, Map<String, Value>), BadBody>
    where
        B: Body<Data = Bytes> + Unpin,
        B::Error: std::fmt::Display,
    {
        if matches!(
            head.method,
            http::Method::GET | http::Method::HEAD | http::Method::DELETE
        ) {
            return Ok((Form::Json, Map::new()));
        }
        let read = async {
            let mut whole = Bytes::new();
            let mut parts = BytesMut::new();
            let mut drained = 0;
            while let Some(frame) = body.frame().await {
                let frame = frame
                    .map_err(|error| BadBody::Malformed(format!("the body broke off: {error}")))?;
                let Ok(data) = frame.into_data() else {
                    continue;
                };
                if drained > 0 || whole.len() + parts.len() + data.len() > limits::BODY_BYTES_MAX {
                    (whole, parts) = (Bytes::new(), BytesMut::new());
                    drained += data.len();
                    if drained > limits::BODY_DRAINED_BYTES_MAX {
                        return Err(BadBody::TooLarge);
                    }
                    continue;
                }
                if whole.is_empty() && parts.is_empty() {
                    whole = data;
                } else {
                    parts.extend_from_slice(&std::mem::take(&mut whole));
                    parts.extend_from_slice(&data);
                }
            }
            if drained > 0 {
                return Err(BadBody::TooLarge);
            }
            Ok(if parts.is_empty() {
                whole
            } else {
                parts.freeze()
            })
        };
        let bytes = tokio::time::timeout(self.settings.body_timeout, read)
            .await
            .unwrap_or_else(|_| Err(BadBody::Malformed("the body came too slowly".to_owned())))?;
        let content_type = head
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if content_type.starts_with("multipart/form-data") {
            return input::multipart(content_type, bytes).await;
        }
        input::body(content_type, &bytes)
    }

    async fn dispatch(
        &self,
        route: &'static Route,
        caller: Option<&Caller>,
        input: Value,
    ) -> Result<Vec<u8>, WriteError> {
        let known = || caller.ok_or(WriteError::Fault(Fault::code(codes::UNFORESEEN)));
        match route.kind {
            Kind::Read(read) => {
                let caller = known()?;
                refusable(read(input, &View::new(&caller.org, &caller.eye)))
            }
            Kind::Write(decode) => {
                let caller = known()?;
                let mut call = refusable(decode(input))?;
                refusable(call.prepare())?;
                let origin = Origin {
                    actor: caller.actor.clone(),
                    route: route.spec.path.to_owned(),
                };
                let id = caller.org.info().id.clone();
                self.engine
                    .write(&id, origin, caller.eye.clone(), call)
                    .await
            }
            Kind::Task(run) => {
                let outside = Outside {
                    engine: &self.engine,
                    caller: caller.map(|caller| (caller.org.clone(), caller.eye.clone())),
                };
                refusable(run(input, &outside).await)
            }
        }
    }
}

fn refusable<T>(reply: Reply<T>) -> Result<T, WriteError> {
    reply.map_err(WriteError::Fault)
}

/// One tree: the query under the body under the path.
fn merged(
    mut members: Map<String, Value>,
    body: Map<String, Value>,
    parameters: Vec<Parameter>,
) -> Value {
    if members.is_empty() {
        members = body;
    } else {
        members.extend(body);
    }
    members.extend(
        parameters
            .into_iter()
            .map(|(name, value)| (name.to_owned(), Value::String(value))),
    );
    Value::Object(members)
}

fn finished(world: World, spec: &Spec, reply: Result<Vec<u8>, WriteError>) -> (Answer, Outcome) {
    match reply {
        Ok(response) => (answer::success(spec, &response), Outcome::ok),
        Err(WriteError::Fault(fault)) => (answer::fault(world, spec, fault), Outcome::refused),
        Err(error) => {
            tracing::warn!(route = spec.path, %error, "a write was not done");
            (
                answer::coded(world, Some(spec), codes::BUSY, None, Vec::new()),
                Outcome::failed,
            )
        }
    }
}

fn bad_body(world: World, spec: &Spec, bad: &BadBody) -> Answer {
    let code: &Code = match (spec.generation, bad) {
        (Generation::New, BadBody::TooLarge) => codes::BODY_TOO_LARGE,
        (Generation::New, BadBody::Malformed(_)) => codes::BODY_INVALID,
        (Generation::Legacy, _) => spec.bad_parameter,
    };
    answer::coded(world, Some(spec), code, Some(&bad.sentence()), Vec::new())
}

fn wrong_method(world: World, methods: &[Method]) -> Answer {
    let code = if methods.contains(&Method::Post) {
        codes::WANTS_POST
    } else {
        codes::WANTS_GET
    };
    let names: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
    answer::coded(
        world,
        None,
        code,
        Some(&format!("use {}", names.join(" or "))),
        Vec::new(),
    )
}

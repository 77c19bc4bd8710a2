//! One request, from its head to its answer.

use crate::Gate;
use crate::answer::{self, Answer, Asked, Told};
use crate::browser::Browser;
use crate::caller::{self, Caller, Shown};
use crate::context::Outside;
use crate::input::{self, BadBody, Form};
use crate::metrics::{Outcome, Under};
use crate::open_id::Page;
use crate::path::{Found, Parameter};
use crate::recorder::Trace;
use bytes::{Bytes, BytesMut};
use dingtalk::codes;
use endpoint::{
    Code, Detail, Fault, Generation, Input, Kind, Method, Reply, Route, Spec, TokenKind, limits,
};
use engine::{Origin, WriteError};
use futures_util::FutureExt;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use hyper::body::Body;
use org::{AppKey, View, sentence};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::time::Duration;
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

/// What came: its head, its body and where it came from.
pub(crate) struct Incoming<'r, B> {
    pub(crate) head: &'r Parts,
    pub(crate) body: B,
    pub(crate) peer: IpAddr,
}

impl Gate {
    /// Answers a request, whatever it holds.
    pub(crate) async fn answer<B>(&self, request: Request<B>, peer: IpAddr) -> Answer
    where
        B: Body<Data = Bytes> + Unpin + Send,
        B::Error: std::fmt::Display,
    {
        let (head, body) = request.into_parts();
        let path = head.uri.path();
        let asked = Asked::of_path(path, &head.headers);
        if head.method == http::Method::OPTIONS {
            drain(body, self.settings.body_timeout).await;
            return answer::preflight(asked);
        }
        let target = head.uri.path_and_query();
        if target.map_or(0, |target| target.as_str().len()) > limits::TARGET_BYTES_MAX {
            drain(body, self.settings.body_timeout).await;
            self.metrics.answered_unknown();
            let allowed = limits::TARGET_BYTES_MAX;
            let detail = Detail::from(sentence!(
                "path and query have at most {allowed} bytes",
                "路径和查询参数最多 {allowed} 字节"
            ));
            return answer::coded(asked, codes::BODY_TOO_LARGE, Some(&detail), Vec::new()).answer;
        }
        if let Some(page) = Page::of(path) {
            return self.open_id(page, &head, body, peer).await;
        }
        match self.table.find(method_of(&head.method), path) {
            Found::Route(place, route, parameters) => {
                let head = &head;
                let incoming = Incoming { head, body, peer };
                let asked = asked.of(route.spec);
                self.call(asked, place, route, parameters, incoming).await
            }
            Found::Methods(methods) => {
                drain(body, self.settings.body_timeout).await;
                self.metrics.answered_unknown();
                answer::wrong_method(asked, &methods)
            }
            Found::Nothing => {
                drain(body, self.settings.body_timeout).await;
                match self.page(path, &head).await {
                    Some(page) => page,
                    None => {
                        self.metrics.answered_unknown();
                        crate::web::lost(&head).unwrap_or_else(|| answer::unknown_path(asked, path))
                    }
                }
            }
        }
    }

    async fn call<B>(
        &self,
        asked: Asked,
        place: usize,
        route: &'static Route,
        parameters: Vec<Parameter>,
        incoming: Incoming<'_, B>,
    ) -> Answer
    where
        B: Body<Data = Bytes> + Unpin + Send,
        B::Error: std::fmt::Display,
    {
        let began = Instant::now();
        let _under_way = Under::way(&self.metrics.in_flight);
        let mut trace = Trace::default();
        let run = self.run(asked, place, route, parameters, incoming, &mut trace);
        // A panic is a defect; the caller still gets an answer, and the connection goes on.
        let told = AssertUnwindSafe(run).catch_unwind().await;
        let told = told.unwrap_or_else(|_| {
            tracing::error!(route = route.spec.path, "an endpoint panicked");
            answer::coded(asked, codes::UNFORESEEN, None, Vec::new())
        });
        let took = began.elapsed();
        self.metrics.answered(place, told.outcome, took);
        self.recorder.keep(asked, &mut trace, &told.answer, took);
        note(asked, route.spec, trace.app.as_ref(), told.outcome, took);
        told.answer
    }

    async fn run<B>(
        &self,
        mut asked: Asked,
        place: usize,
        route: &'static Route,
        parameters: Vec<Parameter>,
        incoming: Incoming<'_, B>,
        trace: &mut Trace,
    ) -> Told
    where
        B: Body<Data = Bytes> + Unpin + Send,
        B::Error: std::fmt::Display,
    {
        let spec = route.spec;
        if spec.upload_bytes_max.is_some() {
            let uploaded = self.run_upload(asked, (place, route), parameters, incoming, trace);
            return Box::pin(uploaded).await;
        }
        let Incoming { head, body, peer } = incoming;
        let browser = Browser::new(self, head, peer, route);
        let query = input::parameters(head.uri.query().unwrap_or_default());
        let (world, empty) = (asked.world, Map::new());
        let token_in = |members| caller::token(world, &head.headers, members);
        let mut known = None;
        if spec.token != TokenKind::None && spec.body_bytes_max > limits::BODY_BYTES_MAX {
            // More than others may send is read from those alone who may make the call.
            let shown = Shown::of(token_in(query.as_ref().unwrap_or(&empty)), &browser);
            if matches!(shown, Some(Shown::Session(..))) {
                asked = asked.of_page(&head.headers);
            }
            let address = self.address(peer, &head.headers);
            match self
                .caller(asked, (place, spec), shown, address, trace)
                .await
            {
                Ok(caller) => known = Some(caller),
                Err(refusal) => {
                    drain(body, self.settings.body_timeout).await;
                    return refusal;
                }
            }
        }
        let body = self
            .body(head, body, (spec.takes_list, spec.body_bytes_max))
            .await;
        let text = token_in(query.as_ref().unwrap_or(&empty)).or_else(|| match &body {
            Ok((Form::Urlencoded, form)) => token_in(form),
            _ => None,
        });
        // Of a call that needs none it may open something of its own kind.
        let token = text.filter(|_| spec.token == TokenKind::None);
        let token = token.map(str::to_owned);
        let caller = if spec.token == TokenKind::None || known.is_some() {
            known
        } else {
            let address = self.address(peer, &head.headers);
            let shown = Shown::of(text, &browser);
            // Our pages make calls of DingTalk's, too, and show a person what is said.
            if matches!(shown, Some(Shown::Session(..))) {
                asked = asked.of_page(&head.headers);
            }
            let caller = self
                .caller(asked, (place, spec), shown, address, trace)
                .await;
            let members = body.as_ref().ok().map(|(_, members)| members);
            trace.keep_request(
                spec,
                head,
                (query.as_ref().ok(), members),
                &parameters,
                address,
            );
            match caller {
                Ok(caller) => Some(caller),
                Err(refusal) => return refusal,
            }
        };
        let input = match (query, body) {
            (Ok(query), Ok((form, body))) => merged(query, form, body, parameters),
            (Err(bad), _) | (_, Err(bad)) => return bad_body(asked, spec, &bad),
        };
        if let Kind::Streaming(run) = route.kind {
            let outside = self.outside((place, route), (caller, token), (peer, head), &browser);
            let told = match run(input, &outside).await {
                Ok(streamed) => self.send(asked, outside.caller.as_ref(), streamed).await,
                Err(fault) => Err(WriteError::Fault(fault)),
            };
            let mut told = told.unwrap_or_else(|error| finished(asked, spec, Err(error)));
            browser.put_into(&mut told.answer);
            return told;
        }
        let caller = (caller, token);
        let reply = self.dispatch((place, route), caller, input, (peer, head), &browser);
        let mut told = finished(asked, spec, reply.await);
        browser.put_into(&mut told.answer);
        told
    }

    /// Reads the body, never more than allowed.
    pub(crate) async fn body<B>(
        &self,
        head: &Parts,
        body: B,
        (takes_list, allowed): (bool, usize),
    ) -> Result<(Form, Map<String, Value>), BadBody>
    where
        B: Body<Data = Bytes> + Unpin,
        B::Error: std::fmt::Display,
    {
        if matches!(
            head.method,
            http::Method::GET | http::Method::HEAD | http::Method::DELETE
        ) {
            drain(body, self.settings.body_timeout).await;
            return Ok((Form::Json, Map::new()));
        }
        let waits = head.headers.contains_key(http::header::EXPECT);
        let read = whole(body, waits, allowed);
        let bytes = tokio::time::timeout(self.settings.body_timeout, read)
            .await
            .unwrap_or_else(|_| Err(BadBody::Malformed("the body came too slowly".to_owned())))?;
        if let Some(encoding) = encoding(&head.headers).filter(|_| !bytes.is_empty()) {
            let told =
                format!("the body is encoded as {encoding}; send it without Content-Encoding");
            return Err(BadBody::Malformed(told));
        }
        let content_type = head
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if content_type.starts_with("multipart/form-data") {
            return input::multipart(content_type, bytes).await;
        }
        input::body(content_type, &bytes, takes_list)
    }

    async fn dispatch(
        &self,
        (place, route): (usize, &'static Route),
        (caller, token): (Option<Caller>, Option<String>),
        input: Input,
        (peer, head): (IpAddr, &Parts),
        browser: &Browser<'_>,
    ) -> Result<Vec<u8>, WriteError> {
        let known = || {
            caller
                .as_ref()
                .ok_or(WriteError::Fault(Fault::code(codes::UNFORESEEN)))
        };
        match route.kind {
            Kind::Read(read) => {
                let caller = known()?;
                if !route.spec.slow {
                    let own = || self.own_address(peer, head);
                    let view = View::new(&caller.org, &caller.eye).reached_at(&own);
                    return refusable(read(input, &view));
                }
                let own = self.own_address(peer, head);
                let busy = || WriteError::Fault(Fault::code(codes::BUSY));
                let _place = self.slow_looks.acquire().await.map_err(|_| busy())?;
                let (org, eye) = (caller.org.clone(), caller.eye.clone());
                let looked = move || {
                    let own = || own.clone();
                    read(input, &View::new(&org, &eye).reached_at(&own))
                };
                let looked = tokio::task::spawn_blocking(looked).await;
                refusable(looked.map_err(|_| busy())?)
            }
            Kind::Write(decode) => {
                let caller = known()?;
                let mut call = refusable(decode(input))?;
                if let Some(password) = refusable(call.password())? {
                    *password = self.engine.hash_password(std::mem::take(password)).await?;
                }
                let origin = Origin {
                    actor: caller.actor(),
                    route: route.spec.path.to_owned(),
                    from: self.address(peer, &head.headers).to_string(),
                };
                let (id, eye) = (&caller.org.info().id, caller.eye.clone());
                self.engine.write(id, origin, eye, call).await
            }
            Kind::Task(run) => {
                let outside = self.outside((place, route), (caller, token), (peer, head), browser);
                refusable(run(input, &outside).await)
            }
            Kind::Streaming(_) => Err(WriteError::Fault(Fault::code(codes::UNFORESEEN))),
        }
    }

    fn outside<'g>(
        &'g self,
        (place, route): (usize, &'static Route),
        (caller, token): (Option<Caller>, Option<String>),
        (peer, head): (IpAddr, &'g Parts),
        browser: &'g Browser,
    ) -> Outside<'g> {
        Outside {
            visits: &self.visits,
            engine: &self.engine,
            callbacks: &self.outbound.callbacks,
            hub: &self.outbound.hub,
            ledger: &self.outbound.ledger,
            slow_looks: &self.slow_looks,
            browser,
            caller,
            token,
            route: route.spec.path,
            place,
            rate: &self.rate,
            address: self.own_address(peer, head),
            from: self.address(peer, &head.headers),
            recorder: &self.recorder,
            turns: &self.turns,
            received: None,
            headers: &head.headers,
        }
    }
}

/// In which way a body is packed, where it is.
fn encoding(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(http::header::CONTENT_ENCODING)?.to_str().ok()?;
    let text = text.trim();
    (!text.is_empty() && !text.eq_ignore_ascii_case("identity")).then_some(text)
}

pub(crate) fn refusable<T>(reply: Reply<T>) -> Result<T, WriteError> {
    reply.map_err(WriteError::Fault)
}

/// Reads a body, never keeping more than allowed. Of one that is larger the rest is read and dropped, within reason:
/// most clients look for the answer only after they have sent everything. One who waits to be told to go on is told.
async fn whole<B>(mut body: B, waits: bool, allowed: usize) -> Result<Bytes, BadBody>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: std::fmt::Display,
{
    let announced = body.size_hint().lower();
    let droppable = if waits {
        allowed as u64
    } else {
        limits::BODY_DRAINED_BYTES_MAX as u64
    };
    if announced > droppable {
        return Err(BadBody::TooLarge(allowed));
    }
    let (mut first, mut kept, mut read) = (Bytes::new(), BytesMut::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame =
            frame.map_err(|error| BadBody::Malformed(format!("the body broke off: {error}")))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        read += data.len();
        if read as u64 > droppable {
            return Err(BadBody::TooLarge(allowed));
        }
        if read > allowed {
            (first, kept) = (Bytes::new(), BytesMut::new());
        } else if read == data.len() {
            first = data;
        } else {
            kept.extend_from_slice(&std::mem::take(&mut first));
            kept.extend_from_slice(&data);
        }
    }
    if read > allowed {
        return Err(BadBody::TooLarge(allowed));
    }
    Ok(if kept.is_empty() {
        first
    } else {
        kept.freeze()
    })
}

/// Most clients look for the answer only after they have sent everything; so much of it is read and dropped. A connection on which
/// part of a body is still to come cannot go on.
pub(crate) async fn drain<B>(mut body: B, patience: Duration)
where
    B: Body<Data = Bytes> + Unpin,
{
    if body.is_end_stream() {
        return;
    }
    let all = async {
        let mut left = limits::BODY_DRAINED_BYTES_MAX;
        while let Some(Ok(frame)) = body.frame().await {
            let length = frame.data_ref().map_or(0, Bytes::len);
            match left.checked_sub(length) {
                Some(less) => left = less,
                None => return,
            }
        }
    };
    let _ = tokio::time::timeout(patience, all).await;
}

/// One line for each call. Never what it held: no body, no token, no query.
fn note(asked: Asked, spec: &Spec, app: Option<&AppKey>, outcome: Outcome, took: Duration) {
    let (route, app) = (spec.path, app.map(AppKey::as_str));
    let duration_us = took.as_micros() as u64;
    if outcome == Outcome::failed {
        let request_id = asked.id_text();
        tracing::warn!(route, app, request_id, duration_us, "a call failed");
    } else if tracing::enabled!(tracing::Level::DEBUG) {
        let request_id = asked.id_text();
        tracing::debug!(route, app, request_id, duration_us, ?outcome, "a call");
    }
}

/// One tree: the query under the body under the path. What the body leaves out or has as `null` is the query's.
pub(crate) fn merged(
    mut members: Map<String, Value>,
    form: Form,
    body: Map<String, Value>,
    parameters: Vec<Parameter>,
) -> Input {
    let mut texts: BTreeSet<String> = members.keys().cloned().collect();
    if !matches!(form, Form::Json) {
        // A form has nothing but texts.
        texts.extend(body.keys().cloned());
        members.extend(body);
    } else if members.is_empty() {
        members = body;
    } else {
        for (name, value) in body.into_iter().filter(|(_, value)| !value.is_null()) {
            texts.remove(&name);
            members.insert(name, value);
        }
    }
    for (name, value) in parameters {
        texts.insert(name.to_owned());
        members.insert(name.to_owned(), Value::String(value));
    }
    let members = Value::Object(members);
    Input { members, texts }
}

pub(crate) fn finished(asked: Asked, spec: &Spec, reply: Result<Vec<u8>, WriteError>) -> Told {
    let code = match reply {
        Ok(response) => return answer::success(asked, spec, response),
        Err(WriteError::Fault(fault)) => return answer::fault(asked, spec, fault),
        Err(WriteError::Busy) => codes::OVERLOADED,
        Err(error) => {
            tracing::warn!(route = spec.path, %error, "a write was not done");
            codes::BUSY
        }
    };
    answer::coded(asked, code, None, Vec::new())
}

pub(crate) fn bad_body(asked: Asked, spec: &Spec, bad: &BadBody) -> Told {
    let code: &Code = match (spec.generation, bad) {
        (Generation::New, BadBody::TooLarge(_)) => codes::BODY_TOO_LARGE,
        (Generation::New, BadBody::Malformed(_)) => codes::BODY_INVALID,
        (Generation::Legacy, _) => spec.bad_parameter,
    };
    answer::coded(asked, code, Some(&bad.sentence().into()), Vec::new())
}

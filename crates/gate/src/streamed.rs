//! Answers that are made while they are sent: lines of one moment, and events as they happen.

use crate::answer::{self, Asked, Told};
use crate::body::{AnswerBody, Broken};
use crate::caller::Caller;
use crate::context::log::reader;
use crate::metrics::Outcome;
use crate::{Gate, limits};
use bytes::Bytes;
use dingtalk::codes;
use endpoint::{Fault, Lines, Source, Streamed};
use engine::{LogReader, WriteError};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use hyper::body::Frame;
use org::View;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::sync::mpsc;
use tokio::time::Instant;

/// An answer whose pieces come one after another.
pub(crate) enum PiecesBody {
    /// From a thread that makes them.
    Lines(mpsc::Receiver<Bytes>),
    /// From a source that waits for what happens.
    Events(Box<EventsBody>),
}

type Next = Pin<Box<dyn Future<Output = (Box<dyn Source>, Option<Vec<u8>>)> + Send>>;

/// Events, until the source ends or the caller has to show again who he is.
pub(crate) struct EventsBody {
    log: LogReader,
    source: Option<Box<dyn Source>>,
    next: Option<Next>,
    until: Instant,
}

impl EventsBody {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Vec<u8>>> {
        if self.next.is_none() {
            let is_over = Instant::now() >= self.until;
            let Some(mut source) = self.source.take().filter(|_| !is_over) else {
                return Poll::Ready(None);
            };
            let log = self.log.clone();
            self.next = Some(Box::pin(async move {
                let piece = source.next(&log).await;
                (source, piece)
            }));
        }
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let (source, piece) = ready!(next.as_mut().poll(context));
        self.next = None;
        self.source = piece.is_some().then_some(source);
        Poll::Ready(piece)
    }
}

impl PiecesBody {
    pub(crate) fn poll_frame(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let piece = match self {
            Self::Lines(pieces) => ready!(pieces.poll_recv(context)),
            Self::Events(events) => ready!(events.poll_piece(context)).map(Bytes::from),
        };
        Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
    }
}

/// A picture as browsers show it, and nothing else that they could take it for.
fn picture(asked: Asked, kind: &'static str, bytes: Vec<u8>) -> Told {
    let mut told = answer::whole(asked, bytes);
    let headers = told.answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    // Another picture has another address. One that was taken away is gone from browsers within the hour.
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=3600"),
    );
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    told
}

impl Gate {
    /// Begins to send an answer.
    pub(crate) async fn send(
        &self,
        asked: Asked,
        caller: Option<&Caller>,
        streamed: Streamed,
    ) -> Result<Told, WriteError> {
        let known = || caller.ok_or_else(|| WriteError::Fault(Fault::code(codes::UNFORESEEN)));
        let (kind, pieces) = match streamed {
            Streamed::Whole(body) => return Ok(answer::whole(asked, body)),
            Streamed::Picture(kind, bytes) => return Ok(picture(asked, kind, bytes)),
            Streamed::Lines(lines) => ("application/x-ndjson", self.lines(known()?, lines).await?),
            Streamed::Events(source) => {
                let events = EventsBody {
                    log: reader(&self.engine, known()?),
                    source: Some(source),
                    next: None,
                    until: Instant::now() + limits::EVENTS_LIFE,
                };
                ("text/event-stream", PiecesBody::Events(Box::new(events)))
            }
        };
        let mut answer = answer::whole(asked, Vec::new()).answer;
        *answer.body_mut() = AnswerBody::pieces(pieces);
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // Some proxies keep what they pass on until they have more.
        headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
        Ok(Told {
            answer,
            outcome: Outcome::ok,
        })
    }

    /// Lines of the organization as it is now, made on a thread of their own as fast as they are read.
    async fn lines(&self, caller: &Caller, lines: Lines) -> Result<PiecesBody, WriteError> {
        let busy = || WriteError::Fault(Fault::code(codes::OVERLOADED));
        let place = self.whole_looks.clone();
        let place = place.try_acquire_owned().map_err(|_| busy())?;
        let (org, mark) = self.engine.org_at(&caller.org.info().id).await?;
        let eye = caller.eye.clone();
        let (sender, pieces) = mpsc::channel(limits::PIECES_WAITING);
        tokio::task::spawn_blocking(move || {
            let _place = place;
            lines(&View::new(&org, &eye), &mark, &mut |piece| {
                sender.blocking_send(Bytes::from(piece)).is_ok()
            });
        });
        Ok(PiecesBody::Lines(pieces))
    }
}

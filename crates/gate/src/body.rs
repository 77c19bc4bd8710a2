//! What an answer carries: bytes that are ready, a file that is read while it is sent, or pieces that come while it is sent.

use crate::activity::{Activity, OurTurn};
use crate::streamed::PiecesBody;
use bytes::Bytes;
use engine::{Engine, FileHeader};
use futures_util::FutureExt;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame, SizeHint};
use org::OrgId;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// A file could not be read to its end; the connection ends in its midst, so that nobody takes it for whole.
#[derive(Debug)]
pub(crate) struct Broken(String);

impl std::fmt::Display for Broken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Broken {}

/// The body of an answer.
pub(crate) struct AnswerBody {
    content: Content,
    /// The connection on which it is sent, unless it was ready at once.
    activity: Option<Arc<Activity>>,
    /// Set while its next piece is not there.
    turn: Option<OurTurn>,
}

enum Content {
    Ready(Full<Bytes>),
    File(FileBody),
    Pieces(PiecesBody),
}

impl AnswerBody {
    pub(crate) fn ready(bytes: Vec<u8>) -> Self {
        Self::of(Content::Ready(Full::new(Bytes::from(bytes))))
    }

    pub(crate) fn file(file: FileBody) -> Self {
        Self::of(Content::File(file))
    }

    pub(crate) fn pieces(pieces: PiecesBody) -> Self {
        Self::of(Content::Pieces(pieces))
    }

    /// The bytes of an answer that is ready.
    pub(crate) fn bytes(&self) -> Option<Bytes> {
        let Content::Ready(full) = &self.content else {
            return None;
        };
        let whole = full.clone().collect().now_or_never()?;
        Some(whole.ok()?.to_bytes())
    }

    fn of(content: Content) -> Self {
        Self {
            content,
            activity: None,
            turn: None,
        }
    }

    /// Tells the connection whenever the client waits for a piece that is not there.
    pub(crate) fn watch(&mut self, activity: &Arc<Activity>) {
        if !matches!(self.content, Content::Ready(_)) {
            self.activity = Some(activity.clone());
        }
    }
}

type Slice = Pin<Box<dyn Future<Output = Result<Option<Vec<u8>>, Broken>> + Send>>;

/// A file, one slice in memory at a time.
pub(crate) struct FileBody {
    engine: Engine,
    org: OrgId,
    header: FileHeader,
    next: u32,
    bytes_left: u64,
    reading: Option<Slice>,
}

impl FileBody {
    pub(crate) fn new(engine: Engine, org: OrgId, header: FileHeader) -> Self {
        Self {
            engine,
            org,
            bytes_left: header.bytes,
            header,
            next: 0,
            reading: None,
        }
    }

    fn read(&self) -> Slice {
        let (engine, org, header) = (self.engine.clone(), self.org.clone(), self.header.clone());
        let index = self.next;
        Box::pin(async move {
            let slice = engine.slice(&org, &header, index).await;
            slice.map_err(|error| Broken(error.to_string()))
        })
    }

    fn poll_slice(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if self.bytes_left == 0 {
            return Poll::Ready(None);
        }
        let mut reading = self.reading.take().unwrap_or_else(|| self.read());
        let Poll::Ready(slice) = reading.as_mut().poll(context) else {
            self.reading = Some(reading);
            return Poll::Pending;
        };
        let told = match slice {
            Ok(Some(slice)) => {
                self.next += 1;
                self.bytes_left = self.bytes_left.saturating_sub(slice.len() as u64);
                Ok(Frame::data(Bytes::from(slice)))
            }
            Ok(None) => Err(Broken("the file has expired".to_owned())),
            Err(broken) => Err(broken),
        };
        Poll::Ready(Some(told))
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let frame = match &mut self.content {
            Content::Ready(full) => {
                let frame = ready!(Pin::new(full).poll_frame(context));
                return Poll::Ready(frame.map(|frame| frame.map_err(|never| match never {})));
            }
            Content::File(file) => file.poll_slice(context),
            Content::Pieces(pieces) => pieces.poll_frame(context),
        };
        match (&frame, &self.activity) {
            (Poll::Ready(_), _) => self.turn = None,
            (Poll::Pending, Some(activity)) if self.turn.is_none() => {
                self.turn = Some(OurTurn::begin(activity));
            }
            (Poll::Pending, _) => {}
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Ready(full) => full.is_end_stream(),
            Content::File(file) => file.bytes_left == 0,
            Content::Pieces(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Ready(full) => full.size_hint(),
            Content::File(file) => SizeHint::with_exact(file.bytes_left),
            Content::Pieces(_) => SizeHint::default(),
        }
    }
}

//! Calls that bring a file: a form that is stored while it comes in, never held as a whole.

use crate::Gate;
use crate::answer::{self, Asked, Told};
use crate::browser::Browser;
use crate::caller::{self, Shown};
use crate::context::{Outside, Received};
use crate::input::{self, BadBody, Form};
use crate::path::Parameter;
use crate::recorder::Trace;
use crate::request::{Incoming, bad_body, drain, finished, merged, refusable};
use bytes::Bytes;
use dingtalk::codes;
use endpoint::{Kind, Route, Upload, limits};
use engine::FileWriter;
use futures_util::TryStreamExt;
use http::header::CONTENT_TYPE;
use http_body_util::BodyDataStream;
use hyper::body::Body;
use multer::{Constraints, Field, Multipart, SizeLimit};
use serde_json::{Map, Value};
use store::StoreError;

/// Why a form was not received.
enum Trouble {
    Bad(BadBody),
    Store(StoreError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<multer::Error> for Trouble {
    fn from(error: multer::Error) -> Self {
        Self::Bad(BadBody::Malformed(format!(
            "the form cannot be read: {error}"
        )))
    }
}

fn malformed(sentence: impl Into<String>) -> Trouble {
    Trouble::Bad(BadBody::Malformed(sentence.into()))
}

/// A file on its way into the store.
struct Receiving {
    writer: FileWriter,
    /// Beyond this it is counted and not stored.
    bytes_max: u64,
    file: Option<Upload>,
}

impl Receiving {
    async fn put(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        let room = limits::UPLOAD_HEAD_BYTES - file.head.len();
        file.head.extend_from_slice(&bytes[..room.min(bytes.len())]);
        file.bytes += bytes.len() as u64;
        if file.bytes <= self.bytes_max {
            self.writer.write(bytes).await?;
        }
        Ok(())
    }
}

impl Gate {
    /// As every call, except that the caller is known before the body is read. The token is in the query.
    pub(crate) async fn run_upload<B>(
        &self,
        asked: Asked,
        (place, route): (usize, &'static Route),
        parameters: Vec<Parameter>,
        incoming: Incoming<'_, B>,
        trace: &mut Trace,
    ) -> Told
    where
        B: Body<Data = Bytes> + Unpin + Send,
        B::Error: std::fmt::Display,
    {
        let Incoming {
            head,
            mut body,
            peer,
        } = incoming;
        let spec = route.spec;
        let browser = Browser::new(self, head, peer, route);
        let query = input::parameters(head.uri.query().unwrap_or_default());
        let empty = Map::new();
        let text = caller::token(asked.world, &head.headers, query.as_ref().unwrap_or(&empty));
        let address = self.address(peer, &head.headers);
        let shown = Shown::of(text, &browser);
        let caller = self
            .caller(asked, (place, spec), shown, address, trace)
            .await;
        // What a file holds is not recorded.
        trace.keep_request(
            spec,
            head,
            (query.as_ref().ok(), None),
            &parameters,
            address,
        );
        let caller = match caller {
            Ok(caller) => caller,
            Err(refusal) => {
                drain(body, self.settings.body_timeout).await;
                return refusal;
            }
        };
        let query = match query {
            Ok(query) => query,
            Err(bad) => {
                drain(body, self.settings.body_timeout).await;
                return bad_body(asked, spec, &bad);
            }
        };
        let Ok(_room) = self.uploads.try_acquire() else {
            drain(body, self.settings.body_timeout).await;
            return answer::coded(asked, codes::OVERLOADED, None, Vec::new());
        };
        let org = caller.org.info().id.clone();
        let (id, writer) = self.engine.receive_file(&org);
        // Where nothing more may be kept, the file is counted only, and refused when it has come.
        let bytes_max = match self.engine.files_fit(&org).await {
            Ok(true) => spec.upload_bytes_max.unwrap_or_default() as u64,
            Ok(false) => 0,
            Err(_) => {
                drain(body, self.settings.body_timeout).await;
                return answer::coded(asked, codes::BUSY, None, Vec::new());
            }
        };
        let mut receiving = Receiving {
            writer,
            bytes_max,
            file: None,
        };
        let content_type = head.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let form = receive(content_type.unwrap_or_default(), &mut body, &mut receiving);
        let members = match tokio::time::timeout(self.settings.body_timeout, form).await {
            Ok(members) => {
                // What is left unread would break the connection: the client hears no answer, or loses the next call.
                drain(body, self.settings.body_timeout).await;
                members
            }
            Err(_) => Err(malformed("the body came too slowly")),
        };
        let Receiving { writer, file, .. } = receiving;
        let members = match members {
            Ok(members) => members,
            Err(trouble) => {
                let _ = writer.discard().await;
                return match trouble {
                    Trouble::Bad(bad) => bad_body(asked, spec, &bad),
                    Trouble::Store(error) => {
                        tracing::warn!(route = spec.path, %error, "a file was not stored");
                        answer::coded(asked, codes::BUSY, None, Vec::new())
                    }
                };
            }
        };
        let Kind::Task(run) = route.kind else {
            return answer::coded(asked, codes::UNFORESEEN, None, Vec::new());
        };
        let outside = Outside {
            visits: &self.visits,
            engine: &self.engine,
            callbacks: &self.outbound.callbacks,
            browser: &browser,
            hub: &self.outbound.hub,
            ledger: &self.outbound.ledger,
            slow_looks: &self.slow_looks,
            caller: Some(caller),
            token: None,
            route: spec.path,
            place,
            rate: &self.rate,
            address: self.own_address(peer, head),
            from: self.address(peer, &head.headers),
            recorder: &self.recorder,
            turns: &self.turns,
            received: Some(Received::new(file, id, writer, bytes_max > 0)),
            headers: &head.headers,
        };
        let reply = run(
            merged(query, Form::Urlencoded, members, parameters),
            &outside,
        )
        .await;
        outside.discard_upload().await;
        finished(asked, spec, refusable(reply))
    }
}

/// Reads a form: texts as parameters, the first file into the store.
async fn receive<B>(
    content_type: &str,
    body: B,
    receiving: &mut Receiving,
) -> Result<Map<String, Value>, Trouble>
where
    B: Body<Data = Bytes> + Unpin + Send,
    B::Error: std::fmt::Display,
{
    let boundary = multer::parse_boundary(content_type)
        .map_err(|_| malformed("a file comes as multipart/form-data with a boundary"))?;
    let stream = BodyDataStream::new(body).map_err(|error| error.to_string());
    let size = SizeLimit::new().whole_stream(limits::BODY_DRAINED_BYTES_MAX as u64);
    let constraints = Constraints::new().size_limit(size);
    let mut form = Multipart::with_constraints(stream, boundary, constraints);
    let mut members = Map::new();
    let mut text_bytes = 0;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(members),
            Err(error) => return too_long(error, receiving).map(|()| members),
        };
        let name = field.name().map(str::to_owned);
        if let Some(file_name) = field.file_name().map(str::to_owned) {
            let is_first = receiving.file.is_none();
            if is_first {
                receiving.file = Some(Upload {
                    name: file_name.clone(),
                    bytes: 0,
                    head: Vec::new(),
                });
            }
            if let Err(error) = take_file(field, is_first.then_some(&mut *receiving)).await? {
                return too_long(error, receiving).map(|()| members);
            }
            if let (true, Some(name)) = (is_first, name) {
                members.insert(name, Value::String(file_name));
            }
        } else if let Some(name) = name {
            if members.len() >= limits::PARAMETERS_MAX {
                return Err(malformed("too many parameters"));
            }
            let text = take_text(field, &mut text_bytes).await?;
            members.insert(name, Value::String(text));
        }
    }
}

/// A form that never ends is cut; a file that is too large by then is told to be so by the call itself.
fn too_long(error: multer::Error, receiving: &Receiving) -> Result<(), Trouble> {
    let is_file = receiving
        .file
        .as_ref()
        .is_some_and(|file| file.bytes > receiving.bytes_max);
    match error {
        multer::Error::StreamSizeExceeded { .. } if is_file => Ok(()),
        error => Err(error.into()),
    }
}

/// Stores a file; one that is not wanted is passed over.
async fn take_file(
    mut field: Field<'_>,
    mut receiving: Option<&mut Receiving>,
) -> Result<Result<(), multer::Error>, StoreError> {
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                if let Some(receiving) = &mut receiving {
                    receiving.put(&chunk).await?;
                }
            }
            Ok(None) => return Ok(Ok(())),
            Err(error) => return Ok(Err(error)),
        }
    }
}

async fn take_text(mut field: Field<'_>, text_bytes: &mut u64) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        *text_bytes += chunk.len() as u64;
        if *text_bytes > limits::UPLOAD_OVERHEAD_BYTES_MAX {
            return Err(malformed("the parameters beside the file are too long"));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| malformed("a parameter is not UTF-8"))
}

//! Responses and faults as bytes in the envelope of their generation.

use crate::body::AnswerBody;
use crate::language;
use crate::metrics::Outcome;
use crate::path::World;
use crate::request_id::RequestId;
use bytes::Bytes;
use dingtalk::codes;
use endpoint::{Code, Detail, Envelope, Extra, Fault, Method, Spec};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Response, StatusCode};
use org::{Language, Sentence};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// An answer on its way out.
pub(crate) type Answer = Response<AnswerBody>;

/// An answer, and what it counts as.
pub(crate) struct Told {
    pub(crate) answer: Answer,
    pub(crate) outcome: Outcome,
}

/// In which envelope and under which id a request is answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) world: World,
    pub(crate) id: RequestId,
    /// Whether the endpoint's errors carry no id; see [`Envelope::FlatWithoutId`].
    pub(crate) without_id: bool,
    /// In which language people read it; `None` is as apps are told.
    pub(crate) language: Option<Language>,
}

impl Asked {
    /// A request for a path.
    pub(crate) fn of_path(path: &str, headers: &HeaderMap) -> Self {
        Self {
            language: language::of_call(path, headers),
            world: World::of(path),
            id: RequestId::next(),
            without_id: false,
        }
    }

    /// The same, from a page of ours that shows what is said to a person.
    pub(crate) fn of_page(self, headers: &HeaderMap) -> Self {
        Self {
            language: language::accepted(headers),
            ..self
        }
    }

    /// The id as the answer has it.
    pub(crate) fn id_text(self) -> String {
        match self.world {
            World::New => self.id.uuid(),
            _ => self.id.to_string(),
        }
    }

    /// The same, once its endpoint is known.
    pub(crate) fn of(self, spec: &Spec) -> Self {
        Self {
            world: World::of(spec.path),
            without_id: spec.envelope == Envelope::FlatWithoutId,
            ..self
        }
    }
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Answers tell of people and hold tokens: neither a browser nor a proxy keeps them.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");

fn respond(status: StatusCode, body: Vec<u8>) -> Answer {
    let mut answer = Response::new(AnswerBody::ready(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, JSON);
    answer.headers_mut().insert(CACHE_CONTROL, NOT_KEPT);
    answer
}

fn respond_new(status: StatusCode, id: RequestId, body: Vec<u8>) -> Answer {
    let mut answer = respond(status, body);
    let headers = answer.headers_mut();
    if let Ok(uuid) = HeaderValue::from_maybe_shared(Bytes::from(id.uuid())) {
        headers.insert(HeaderName::from_static("x-acs-request-id"), uuid.clone());
        headers.insert(HeaderName::from_static("x-acs-trace-id"), uuid);
    }
    headers.insert(
        http::header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        http::header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("*"),
    );
    answer
}

/// A success: the response's bytes in the endpoint's envelope, without parsing them again.
pub(crate) fn success(asked: Asked, spec: &Spec, response: Vec<u8>) -> Told {
    let answer = match spec.envelope {
        Envelope::Bare if response == b"null" => {
            respond_new(StatusCode::OK, asked.id, b"{}".to_vec())
        }
        Envelope::Bare => respond_new(StatusCode::OK, asked.id, response),
        _ => respond(StatusCode::OK, enveloped(asked, spec.envelope, &response)),
    };
    Told {
        answer,
        outcome: Outcome::ok,
    }
}

/// A success of our own, in no envelope.
pub(crate) fn whole(asked: Asked, body: Vec<u8>) -> Told {
    Told {
        answer: respond_new(StatusCode::OK, asked.id, body),
        outcome: Outcome::ok,
    }
}

fn enveloped(asked: Asked, envelope: Envelope, response: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(response.len() + 80);
    body.extend_from_slice(br#"{"errcode":0,"errmsg":"ok""#);
    if response == b"null" {
        // A response of nothing adds nothing.
    } else if envelope == Envelope::Result {
        body.extend_from_slice(br#","result":"#);
        body.extend_from_slice(response);
    } else {
        let fields = &response[1..response.len() - 1];
        if !fields.is_empty() {
            body.push(b',');
            body.extend_from_slice(fields);
        }
    }
    if !asked.without_id {
        body.extend_from_slice(br#","request_id":""#);
        body.extend_from_slice(&asked.id.short());
        body.push(b'"');
    }
    body.push(b'}');
    body
}

fn object(members: impl IntoIterator<Item = Extra>) -> Vec<u8> {
    let members: Map<String, Value> = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    Value::Object(members).to_string().into_bytes()
}

/// An error of the older generation, in its own words.
fn plain(asked: Asked, code: i64, errmsg: &str, extra: Vec<Extra>) -> Answer {
    let id = (!asked.without_id).then(|| ("request_id", asked.id.to_string().into()));
    let members = [("errcode", code.into()), ("errmsg", errmsg.into())];
    respond(
        StatusCode::OK,
        object(members.into_iter().chain(extra).chain(id)),
    )
}

/// An error of the newer generation.
fn new(asked: Asked, code: &Code, message: &str, extra: Vec<Extra>) -> Answer {
    let members = [
        ("code", code.new.into()),
        ("requestid", asked.id.uuid().into()),
        ("message", message.into()),
    ];
    let status = StatusCode::from_u16(code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    respond_new(status, asked.id, object(members.into_iter().chain(extra)))
}

/// An endpoint's fault.
pub(crate) fn fault(asked: Asked, spec: &Spec, fault: Fault) -> Told {
    let mut wrong_field = None;
    let fault = match fault {
        Fault::Refused(refusal) => codes::of(&refusal),
        Fault::Parameter {
            field,
            missing,
            detail,
        } => {
            let fault = spec.parameter_fault(&field, missing, detail);
            wrong_field = Some(field);
            fault
        }
        coded => coded,
    };
    let Fault::Coded {
        code,
        detail,
        mut extra,
    } = fault
    else {
        tracing::error!(route = spec.path, "the table of codes led to no code");
        return coded(asked, codes::UNFORESEEN, None, Vec::new());
    };
    debug_assert!(
        spec.may_answer(code) || codes::COMMON.iter().any(|common| common.same(code)),
        "{} answers {} {}, which its description does not declare",
        spec.path,
        code.legacy,
        code.new
    );
    // Pages show what is wrong at the field; what apps are answered has no such member.
    let wrong_field = wrong_field.filter(|_| asked.language.is_some());
    extra.extend(wrong_field.map(|field| ("field", field.into())));
    coded(asked, code, detail.as_ref(), extra)
}

/// A line of the table of codes.
pub(crate) fn coded(asked: Asked, code: &Code, detail: Option<&Detail>, extra: Vec<Extra>) -> Told {
    let message = message(asked.language, code, detail);
    Told {
        answer: match asked.world {
            World::New => new(asked, code, &message, extra),
            _ => plain(asked, code.legacy, &message, extra),
        },
        outcome: outcome_of(code),
    }
}

/// What is said of a code, and what exactly is wrong. People are told the latter alone, where it is for them.
fn message(language: Option<Language>, code: &Code, detail: Option<&Detail>) -> Cow<'static, str> {
    let Some(language) = language else {
        return match detail {
            Some(detail) => Cow::Owned(format!("{}: {}", code.message, detail.english())),
            None => Cow::Borrowed(code.message),
        };
    };
    let told = code.told(language);
    match detail {
        Some(Detail::Told(sentence)) => Cow::Owned(sentence.told(language).to_owned()),
        Some(Detail::Plain(text)) if language == Language::English => {
            Cow::Owned(format!("{told}: {text}"))
        }
        _ => Cow::Borrowed(told),
    }
}

/// The system's own failures have no number but -1.
fn outcome_of(code: &Code) -> Outcome {
    if code.legacy == codes::BUSY.legacy {
        Outcome::failed
    } else {
        Outcome::refused
    }
}

/// A refusal of the gateway with its reason.
pub(crate) fn refused_because(
    asked: Asked,
    code: &Code,
    why: &Sentence,
    extra: Vec<Extra>,
) -> Told {
    let why = why.told(asked.language.unwrap_or_default());
    refusal(asked, code, why, extra)
}

/// A refusal of the gateway, with the words that apps are told.
pub(crate) fn refused(asked: Asked, code: &Code, message: &str, extra: Vec<Extra>) -> Told {
    let message = asked
        .language
        .map_or(message, |language| code.told(language));
    refusal(asked, code, message, extra)
}

/// Wrapped under `/topapi`, flat on the older paths.
fn refusal(asked: Asked, code: &Code, message: &str, extra: Vec<Extra>) -> Told {
    Told {
        answer: match asked.world {
            World::Topapi => wrapped(asked, code, message),
            World::Flat => plain(asked, code.legacy, message, Vec::new()),
            World::New => new(asked, code, message, extra),
        },
        outcome: outcome_of(code),
    }
}

fn wrapped(asked: Asked, code: &Code, message: &str) -> Answer {
    let sub_code = code.legacy.to_string();
    let body = json!({
        "errcode": 88,
        "sub_code": sub_code,
        "sub_msg": message,
        "errmsg": format!("ding talk error[subcode={sub_code},submsg={message}]"),
        "request_id": asked.id.to_string(),
    });
    respond(StatusCode::OK, body.to_string().into_bytes())
}

/// There is no such path.
pub(crate) fn unknown_path(asked: Asked, path: &str) -> Answer {
    match path.strip_prefix("/topapi/") {
        Some(name) => {
            let name = name.replace('/', ".");
            let sub_msg = format!("不合法ApiName，ApiName = dingtalk.oapi.{name}");
            let errmsg = format!("Invalid method[submsg={sub_msg}]");
            let extra = vec![("sub_msg", sub_msg.into())];
            plain(asked, codes::METHOD_UNKNOWN.legacy, &errmsg, extra)
        }
        None => coded(asked, codes::PATH_UNKNOWN, None, Vec::new()).answer,
    }
}

/// The path has other methods.
pub(crate) fn wrong_method(asked: Asked, methods: &[Method]) -> Answer {
    let code = match methods.first() {
        Some(Method::Get) => codes::WANTS_GET,
        _ => codes::WANTS_POST,
    };
    let names: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
    let detail = Detail::from(Sentence::new(
        format_args!("use {}", names.join(" or ")),
        format_args!("请用 {}", names.join(" 或 ")),
    ));
    let mut answer = coded(asked, code, Some(&detail), Vec::new()).answer;
    if let Ok(names) = HeaderValue::from_maybe_shared(Bytes::from(names.join(", "))) {
        answer.headers_mut().insert(http::header::ALLOW, names);
    }
    answer
}

/// Ready text, for the pages that are no interface.
pub(crate) fn page(status: StatusCode, content_type: &'static str, body: String) -> Answer {
    let mut answer = respond(status, body.into_bytes());
    answer
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// A look before a call from a browser.
pub(crate) fn preflight(asked: Asked) -> Answer {
    let mut answer = respond_new(StatusCode::OK, asked.id, b"{}".to_vec());
    let headers = answer.headers_mut();
    headers.insert(
        http::header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST, PUT, DELETE"),
    );
    headers.insert(
        http::header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("*"),
    );
    answer
}

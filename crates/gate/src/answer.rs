//! Responses and faults as bytes in the envelope of their generation.

use crate::path::World;
use bytes::Bytes;
use dingtalk::codes;
use endpoint::{Code, Envelope, Extra, Fault, Spec};
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::Full;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// An answer on its way out.
pub(crate) type Answer = Response<Full<Bytes>>;

/// A number that no other request of this installation is likely to have.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the gate draws randomness"
)]
fn next_number() -> u64 {
    static NEXT: OnceLock<AtomicU64> = OnceLock::new();
    let next = NEXT.get_or_init(|| AtomicU64::new(rand::random()));
    // SplitMix64: consecutive numbers look unrelated, and none comes twice.
    let mut number = next.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// An id of a call of the older generation: 13 lower-case letters and digits.
fn request_id() -> [u8; 13] {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut number = next_number();
    let mut id = [b'0'; 13];
    for digit in id.iter_mut().rev() {
        *digit = DIGITS[(number % 36) as usize];
        number /= 36;
    }
    id
}

/// An id of a call of the newer generation: an upper-case UUID.
fn request_uuid() -> String {
    let (high, low) = (next_number(), next_number());
    format!(
        "{:08X}-{:04X}-4{:03X}-{:04X}-{:012X}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        0x8000 | (low >> 48) & 0x3FFF,
        low & 0xFFFF_FFFF_FFFF
    )
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");

fn respond(status: StatusCode, body: Vec<u8>) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, JSON);
    answer
}

fn respond_new(status: StatusCode, id: &str, body: Vec<u8>) -> Answer {
    let mut answer = respond(status, body);
    if let Ok(id) = HeaderValue::from_str(id) {
        let headers = answer.headers_mut();
        headers.insert(HeaderName::from_static("x-acs-request-id"), id.clone());
        headers.insert(HeaderName::from_static("x-acs-trace-id"), id);
        headers.insert(
            http::header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
        headers.insert(
            http::header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("*"),
        );
    }
    answer
}

/// A success: the response's bytes in the endpoint's envelope, without parsing them again.
pub(crate) fn success(spec: &Spec, response: &[u8]) -> Answer {
    let empty = response == b"null";
    if spec.envelope == Envelope::Bare {
        let body = if empty {
            b"{}".to_vec()
        } else {
            response.to_vec()
        };
        return respond_new(StatusCode::OK, &request_uuid(), body);
    }
    let mut body = Vec::with_capacity(response.len() + 80);
    body.extend_from_slice(br#"{"errcode":0,"errmsg":"ok""#);
    match spec.envelope {
        _ if empty => {}
        Envelope::Result => {
            body.extend_from_slice(br#","result":"#);
            body.extend_from_slice(response);
        }
        _ => {
            let fields = &response[1..response.len() - 1];
            if !fields.is_empty() {
                body.push(b',');
                body.extend_from_slice(fields);
            }
        }
    }
    if spec.envelope != Envelope::FlatWithoutId {
        body.extend_from_slice(br#","request_id":""#);
        body.extend_from_slice(&request_id());
        body.push(b'"');
    }
    body.push(b'}');
    respond(StatusCode::OK, body)
}

fn message(code: &Code, detail: Option<&str>) -> String {
    match detail {
        Some(detail) => format!("{}: {detail}", code.message),
        None => code.message.to_owned(),
    }
}

/// An error of the older generation, in its own words.
fn plain(world: World, spec: Option<&Spec>, code: i64, errmsg: &str, extra: Vec<Extra>) -> Answer {
    let mut members = Map::new();
    members.insert("errcode".to_owned(), code.into());
    members.insert("errmsg".to_owned(), errmsg.into());
    members.extend(
        extra
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value)),
    );
    let with_id =
        world == World::Topapi || spec.is_none_or(|spec| spec.envelope != Envelope::FlatWithoutId);
    if with_id {
        members.insert("request_id".to_owned(), request_id_text().into());
    }
    respond(
        StatusCode::OK,
        Value::Object(members).to_string().into_bytes(),
    )
}

fn request_id_text() -> String {
    request_id()
        .iter()
        .map(|digit| char::from(*digit))
        .collect()
}

/// An error of the newer generation.
fn new(code: &Code, message: &str, extra: Vec<Extra>) -> Answer {
    let id = request_uuid();
    let mut members = Map::new();
    members.insert("code".to_owned(), code.new.into());
    members.insert("requestid".to_owned(), id.clone().into());
    members.insert("message".to_owned(), message.into());
    members.extend(
        extra
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value)),
    );
    let status = StatusCode::from_u16(code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    respond_new(status, &id, Value::Object(members).to_string().into_bytes())
}

/// An endpoint's fault.
pub(crate) fn fault(world: World, spec: &Spec, fault: Fault) -> Answer {
    let fault = match fault {
        Fault::Refused(refusal) => codes::of(&refusal),
        other => other,
    };
    let fault = match fault {
        Fault::Parameter {
            field,
            missing,
            detail,
        } => spec.parameter_fault(&field, missing, detail),
        other => other,
    };
    let Fault::Coded {
        code,
        detail,
        extra,
    } = fault
    else {
        tracing::error!(route = spec.path, "the table of codes led to no code");
        return coded(world, Some(spec), codes::UNFORESEEN, None, Vec::new());
    };
    debug_assert!(
        spec.may_answer(code) || codes::COMMON.iter().any(|common| common.same(code)),
        "{} answers {} {}, which its description does not declare",
        spec.path,
        code.legacy,
        code.new
    );
    coded(world, Some(spec), code, detail.as_deref(), extra)
}

/// A line of the table of codes.
pub(crate) fn coded(
    world: World,
    spec: Option<&Spec>,
    code: &Code,
    detail: Option<&str>,
    extra: Vec<Extra>,
) -> Answer {
    let message = message(code, detail);
    match world {
        World::New => new(code, &message, extra),
        _ => plain(world, spec, code.legacy, &message, extra),
    }
}

/// A refusal of the gateway: wrapped under `/topapi`, flat on the older paths.
pub(crate) fn refused(
    world: World,
    spec: &Spec,
    code: &Code,
    message: &str,
    extra: Vec<Extra>,
) -> Answer {
    match world {
        World::Topapi => wrapped(code, message),
        World::Flat => plain(world, Some(spec), code.legacy, message, Vec::new()),
        World::New => new(code, message, extra),
    }
}

fn wrapped(code: &Code, message: &str) -> Answer {
    let sub_code = code.legacy.to_string();
    let body = json!({
        "errcode": 88,
        "sub_code": sub_code,
        "sub_msg": message,
        "errmsg": format!("ding talk error[subcode={sub_code},submsg={message}]"),
        "request_id": request_id_text(),
    });
    respond(StatusCode::OK, body.to_string().into_bytes())
}

/// There is no such path.
pub(crate) fn unknown_path(path: &str) -> Answer {
    match World::of(path) {
        World::New => new(
            codes::PATH_UNKNOWN,
            &format!("no interface {path}"),
            Vec::new(),
        ),
        World::Flat => plain(
            World::Flat,
            None,
            codes::PATH_UNKNOWN.legacy,
            codes::PATH_UNKNOWN.message,
            Vec::new(),
        ),
        World::Topapi => {
            let name = path.trim_start_matches("/topapi/").replace('/', ".");
            let sub_msg = format!("不合法ApiName，ApiName = dingtalk.oapi.{name}");
            let extra = vec![("sub_msg", Value::from(sub_msg.clone()))];
            let errmsg = format!("Invalid method[submsg={sub_msg}]");
            plain(
                World::Topapi,
                None,
                codes::METHOD_UNKNOWN.legacy,
                &errmsg,
                extra,
            )
        }
    }
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
pub(crate) fn preflight() -> Answer {
    let mut answer = respond_new(StatusCode::OK, &request_uuid(), b"{}".to_vec());
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

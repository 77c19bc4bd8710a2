//! The last calls of apps that administrators look at: kept in the memory of the node that answered them, for an hour, masked.

mod mask;

use crate::answer::{Answer, Asked};
use crate::limits;
use crate::path::Parameter;
use bytes::Bytes;
use endpoint::{Cut, RecordedCall, RecordedCalls, Spec};
use http::HeaderMap;
use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName,
    USER_AGENT,
};
use http::request::Parts;
use mask::{is_secret, masked, masked_text};
use org::{AppKey, Millis, Org};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

type Members = Map<String, Value>;

/// What is told in place of what is masked.
const MASK: &str = "***";
/// Where an app's token is in the newer generation.
const TOKEN_HEADER: HeaderName = HeaderName::from_static("x-acs-dingtalk-access-token");

/// What is found out about a call on its way.
#[derive(Default)]
pub(crate) struct Trace {
    /// The app that calls, or through which a person acts.
    pub(crate) app: Option<AppKey>,
    /// Since when, where its calls are recorded.
    recorded_at: Option<Millis>,
    call: Option<RecordedCall>,
}

impl Trace {
    /// Whose token it was, whether it opens the call or not.
    pub(crate) fn meet(&mut self, org: &Org, key: &AppKey, now: impl Fn() -> Millis) {
        self.app = Some(key.clone());
        let app = org.app(key.as_str());
        self.recorded_at = app.filter(|app| app.is_recorded(&now)).map(|_| now());
    }

    /// Keeps what came, where the app is recorded; else this costs nothing.
    pub(crate) fn keep_request(
        &mut self,
        spec: &Spec,
        head: &Parts,
        (query, body): (Option<&Members>, Option<&Members>),
        parameters: &[Parameter],
        from: IpAddr,
    ) {
        let Some(at) = self.recorded_at else {
            return;
        };
        let query = query.into_iter().flatten().map(|(name, value)| {
            let value = value.as_str().unwrap_or_default();
            let shown = match is_secret(name, true) {
                true => MASK.to_owned(),
                false => masked_text(value),
            };
            (name.clone(), shown)
        });
        let body = body.filter(|members| !members.is_empty());
        self.call = Some(RecordedCall {
            at,
            method: head.method.to_string(),
            path: path(spec, head, parameters),
            query: query.collect(),
            headers: headers(&head.headers),
            body: body
                .map(|members| shown_body(spec, members))
                .unwrap_or_default(),
            from: from.to_string(),
            ..RecordedCall::default()
        });
    }
}

/// The path with what stands in it in place of secrets masked.
fn path(spec: &Spec, head: &Parts, parameters: &[Parameter]) -> String {
    let given = head.uri.path();
    if parameters.is_empty() {
        return given.to_owned();
    }
    let segments = spec.path.split('/').zip(given.split('/'));
    let shown = segments.map(|(pattern, segment)| {
        let name = pattern.strip_prefix('{');
        match name.and_then(|name| name.strip_suffix('}')) {
            Some(name) if is_secret(name, true) => MASK.to_owned(),
            _ => masked_text(segment),
        }
    });
    shown.collect::<Vec<_>>().join("/")
}

/// The headers that say how to read a call. Of what proves a caller it is only told that it was there.
fn headers(given: &HeaderMap) -> Vec<(String, String)> {
    let told = [
        HOST,
        CONTENT_TYPE,
        CONTENT_LENGTH,
        ACCEPT,
        ACCEPT_LANGUAGE,
        USER_AGENT,
        AUTHORIZATION,
        TOKEN_HEADER,
    ];
    let told = told.into_iter().filter_map(|name| {
        let value = given.get(&name)?;
        let shown = match name == AUTHORIZATION || name == TOKEN_HEADER {
            true => MASK.to_owned(),
            false => cut(masked_text(&String::from_utf8_lossy(value.as_bytes()))).0,
        };
        Some((name.to_string(), shown))
    });
    told.collect()
}

fn shown_body(spec: &Spec, members: &Map<String, Value>) -> Cut {
    let shown = match members.get("") {
        Some(list) if spec.takes_list => masked(list, true).to_string(),
        _ => masked(&Value::Object(members.clone()), true).to_string(),
    };
    let (text, is_cut) = cut(shown);
    Cut {
        text: Some(text),
        is_cut,
    }
}

/// Never more than is kept.
fn cut(mut text: String) -> (String, bool) {
    if text.len() <= limits::RECORDED_TEXT_BYTES_MAX {
        return (text, false);
    }
    text.truncate(text.floor_char_boundary(limits::RECORDED_TEXT_BYTES_MAX));
    (text, true)
}

/// The code of an envelope, and the answer as it is shown.
fn shown_answer(bytes: Option<&Bytes>) -> (String, Cut) {
    let unread = |is_cut| (String::new(), Cut { text: None, is_cut });
    let Some(bytes) = bytes else {
        return unread(true);
    };
    if bytes.len() > limits::RECORDED_ANSWER_BYTES_MAX {
        return unread(true);
    }
    let Ok(answer) = serde_json::from_slice::<Value>(bytes) else {
        return unread(!bytes.is_empty());
    };
    let (text, is_cut) = cut(masked(&answer, false).to_string());
    let text = Some(text);
    (code_of(&answer), Cut { text, is_cut })
}

fn code_of(answer: &Value) -> String {
    let has_failed = answer.get("requestid").is_some();
    let code = match (answer.get("sub_code"), answer.get("errcode")) {
        (Some(Value::String(code)), _) => return code.clone(),
        (_, Some(code)) => return code.to_string(),
        _ => answer.get("code").filter(|_| has_failed),
    };
    code.and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[derive(Default)]
struct Kept {
    calls: BTreeMap<AppKey, VecDeque<Arc<RecordedCall>>>,
    bytes: usize,
}

/// The recorded calls of this node.
pub(crate) struct Recorder {
    node: String,
    kept: Mutex<Kept>,
}

impl Recorder {
    #[expect(
        clippy::disallowed_methods,
        reason = "a node has no other name than the one it draws"
    )]
    pub(crate) fn new() -> Self {
        Self {
            node: format!("{:08x}", rand::random::<u32>()),
            kept: Mutex::default(),
        }
    }

    /// What this node is called.
    pub(crate) fn node(&self) -> &str {
        &self.node
    }

    /// Keeps a call that has been answered, where its app is recorded.
    pub(crate) fn keep(&self, asked: Asked, trace: &mut Trace, answer: &Answer, took: Duration) {
        let (Some(app), Some(mut call)) = (&trace.app, trace.call.take()) else {
            return;
        };
        call.request_id = asked.id_text();
        call.status = answer.status().as_u16();
        (call.code, call.answer) = shown_answer(answer.body().bytes().as_ref());
        call.duration_us = took.as_micros() as u64;
        self.lock().add(app, call);
    }

    /// What is kept of an app, the newest first.
    pub(crate) fn calls(&self, app: &AppKey, now: Millis) -> RecordedCalls {
        let mut kept = self.lock();
        kept.forget(now);
        let calls = kept.calls.get(app).into_iter().flatten();
        RecordedCalls {
            node: self.node.clone(),
            calls: calls.rev().cloned().collect(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn add(&mut self, app: &AppKey, call: RecordedCall) {
        self.forget(call.at);
        self.bytes += size(&call);
        let calls = self.calls.entry(app.clone()).or_default();
        calls.push_back(Arc::new(call));
        if calls.len() > limits::RECORDED_CALLS_MAX {
            self.drop_oldest(&app.clone());
        }
        while self.bytes > limits::RECORDED_BYTES_MAX {
            let first = |calls: &VecDeque<Arc<RecordedCall>>| calls.front().map(|call| call.at);
            let oldest = self.calls.iter().min_by_key(|(_, calls)| first(calls));
            let Some(oldest) = oldest.map(|(app, _)| app.clone()) else {
                return;
            };
            self.drop_oldest(&oldest);
        }
    }

    /// Lets go of what is kept for long enough.
    fn forget(&mut self, now: Millis) {
        let is_old = |calls: &VecDeque<Arc<RecordedCall>>| {
            let first = calls.front();
            first.is_some_and(|call| call.at.0 + limits::RECORDED_KEPT_MS <= now.0)
        };
        loop {
            let mut apps = self.calls.iter();
            let Some((app, _)) = apps.find(|(_, calls)| is_old(calls)) else {
                return;
            };
            let app = app.clone();
            self.drop_oldest(&app);
        }
    }

    fn drop_oldest(&mut self, app: &AppKey) {
        let Some(calls) = self.calls.get_mut(app) else {
            return;
        };
        if let Some(call) = calls.pop_front() {
            self.bytes -= size(&call);
        }
        if calls.is_empty() {
            self.calls.remove(app);
        }
    }
}

/// About how many bytes a call takes.
fn size(call: &RecordedCall) -> usize {
    let text = |cut: &Cut| cut.text.as_ref().map_or(0, String::len);
    let pairs = call.query.iter().chain(&call.headers);
    let pairs: usize = pairs.map(|(name, value)| name.len() + value.len()).sum();
    size_of::<RecordedCall>() + call.path.len() + pairs + text(&call.body) + text(&call.answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(at: i64, bytes: usize) -> RecordedCall {
        let answer = Cut {
            text: Some("x".repeat(bytes)),
            is_cut: false,
        };
        RecordedCall {
            at: Millis(at),
            answer,
            ..RecordedCall::default()
        }
    }

    fn counts(kept: &Kept) -> Vec<(usize, i64)> {
        let of = |calls: &VecDeque<Arc<RecordedCall>>| (calls.len(), calls[0].at.0);
        kept.calls.values().map(of).collect()
    }

    #[test]
    fn an_app_keeps_its_last_calls_and_all_together_a_few_bytes() {
        let mut kept = Kept::default();
        let (one, two) = (AppKey::new("dingone"), AppKey::new("dingtwo"));
        for at in 0..300 {
            kept.add(&one, call(at, 10));
        }
        assert_eq!(counts(&kept), [(limits::RECORDED_CALLS_MAX, 100)]);
        for at in 300..420 {
            kept.add(&two, call(at, limits::RECORDED_BYTES_MAX / 100));
        }
        assert!(kept.bytes <= limits::RECORDED_BYTES_MAX, "{}", kept.bytes);
        let left = counts(&kept);
        assert!(
            matches!(left[..], [(90..100, 320..)]),
            "the oldest go first: {left:?}"
        );
    }

    #[test]
    fn nothing_is_kept_for_long() {
        let mut kept = Kept::default();
        let one = AppKey::new("dingone");
        kept.add(&one, call(0, 10));
        kept.add(&one, call(1, 10));
        kept.forget(Millis(limits::RECORDED_KEPT_MS - 1));
        assert_eq!(counts(&kept), [(2, 0)]);
        kept.forget(Millis(limits::RECORDED_KEPT_MS));
        assert_eq!(counts(&kept), [(1, 1)]);
        kept.forget(Millis(limits::RECORDED_KEPT_MS + 1));
        assert_eq!((counts(&kept).len(), kept.bytes), (0, 0));
    }

    #[test]
    fn texts_are_cut_between_characters() {
        let long = "部".repeat(limits::RECORDED_TEXT_BYTES_MAX);
        let (text, is_cut) = cut(long);
        assert!(is_cut && text.len() <= limits::RECORDED_TEXT_BYTES_MAX);
        assert_eq!(cut("部".to_owned()), ("部".to_owned(), false));
    }

    #[test]
    fn codes_are_those_of_the_envelope() {
        let code = |text: &str| code_of(&serde_json::from_str(text).expect("JSON"));
        assert_eq!(code(r#"{"errcode":0,"errmsg":"ok"}"#), "0");
        assert_eq!(code(r#"{"errcode":88,"sub_code":"40014"}"#), "40014");
        assert_eq!(
            code(r#"{"code":"invalidParameter","requestid":"R"}"#),
            "invalidParameter"
        );
        assert_eq!(code(r#"{"code":"a member of a success"}"#), "");
        assert_eq!(code("[]"), "");
    }
}

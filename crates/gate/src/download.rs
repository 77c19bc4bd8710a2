//! Results of translations, for the person for whom they were made.

use crate::Gate;
use crate::answer::{self, Answer};
use crate::body::{AnswerBody, FileBody};
use crate::{input, limits};
use engine::{FileHeader, Holder, Token};
use http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, WWW_AUTHENTICATE,
    X_CONTENT_TYPE_OPTIONS,
};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use org::{Eye, Org, Translation, UserId, View};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// What stays as it is in the extended form of a file's name.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

fn told(status: StatusCode, sentence: &str) -> Answer {
    let body = json!({ "status": sentence }).to_string();
    answer::page(status, "application/json", body)
}

/// The token of whoever fetches: as calls carry it, or in the address, for a browser that was sent here.
fn token(head: &Parts) -> Option<String> {
    let header = |name: &str| head.headers.get(name)?.to_str().ok();
    let bearer = || {
        head.headers
            .get(AUTHORIZATION)?
            .to_str()
            .ok()?
            .strip_prefix("Bearer ")
    };
    if let Some(text) = header("x-acs-dingtalk-access-token").or_else(bearer) {
        return Some(text.trim().to_owned());
    }
    let query = input::parameters(head.uri.query().unwrap_or_default()).ok()?;
    query
        .get("access_token")
        .and_then(Value::as_str)
        .map(str::to_owned)
}

/// Whether it was made for this person, or the person administers the organization; the session must not have been ended.
fn may_fetch(org: &Org, translation: &Translation, userid: &UserId, session_mark: u64) -> bool {
    let view = View::new(org, &Eye::Operator);
    org.may_enter(userid, session_mark)
        && (translation.userid == *userid || view.admin(userid.as_str()).is_some())
}

impl Gate {
    /// Sends the result of a translation. Whoever may not have it learns no more than that there is none.
    pub(crate) async fn translated(&self, id: &str, head: &Parts) -> Answer {
        let nothing = || told(StatusCode::NOT_FOUND, "there is no such result for you");
        let busy = || told(StatusCode::SERVICE_UNAVAILABLE, "try again later");
        let text = token(head).filter(|text| text.len() <= limits::TOKEN_BYTES_MAX);
        let token = match text {
            None => None,
            Some(text) => match self.engine.token(&text).await {
                Ok(token) => token,
                Err(_) => return busy(),
            },
        };
        let Some(Token {
            org: org_id,
            holder: Holder::Person(userid),
            session_mark,
            ..
        }) = token
        else {
            let mut answer = told(StatusCode::UNAUTHORIZED, "sign in as the person it is for");
            let bearer = HeaderValue::from_static("Bearer");
            answer.headers_mut().insert(WWW_AUTHENTICATE, bearer);
            return answer;
        };
        let Ok(org) = self.engine.org(&org_id).await else {
            return busy();
        };
        let kept = |found: &&Translation| found.is_done() && found.kept_until() > self.engine.now();
        match org.translation(id).filter(kept) {
            Some(found) if may_fetch(&org, found, &userid, session_mark) => {}
            _ => return nothing(),
        }
        match self.engine.translation_result(&org_id, id).await {
            Ok(Some(header)) => attachment(
                &header.clone(),
                FileBody::new(self.engine.clone(), org_id, header),
            ),
            Ok(None) => nothing(),
            Err(_) => busy(),
        }
    }
}

/// A file to be saved, never shown: a browser must not take anything in it for a page of this host.
fn attachment(header: &FileHeader, body: FileBody) -> Answer {
    let mut answer = Answer::new(AnswerBody::file(body));
    let disposition = format!(
        "attachment; filename*=UTF-8''{}",
        utf8_percent_encode(&header.name, NAME)
    );
    let headers = answer.headers_mut();
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    for (name, value) in [
        (CONTENT_TYPE, "application/octet-stream"),
        (CACHE_CONTROL, "private, no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

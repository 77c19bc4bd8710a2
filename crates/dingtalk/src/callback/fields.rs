//! What the calls about callbacks have in common.

use crate::prelude::*;
use endpoint::{CallbackRefusal, CallbackRegistration, Context, Detail, Past};
use org::Millis;
use serde_json::{Map, Value};

/// The kinds of events that there are for Contacts.
const KINDS: [&str; 15] = [
    "user_add_org",
    "user_modify_org",
    "user_leave_org",
    "user_active_org",
    "org_admin_add",
    "org_admin_remove",
    "org_dept_create",
    "org_dept_modify",
    "org_dept_remove",
    "org_remove",
    "org_change",
    "label_user_change",
    "label_conf_add",
    "label_conf_modify",
    "label_conf_del",
];

/// What registering and changing a callback may answer besides.
pub(crate) const FAULTS: &[&Code] = &[
    CALLBACK_TAG_UNKNOWN,
    CALLBACK_ANSWER_WRONG,
    CALLBACK_ANSWER_INCOMPLETE,
    CALLBACK_URL_INVALID,
    CALLBACK_UNREACHABLE,
    CALLBACK_URL_FORBIDDEN,
    BUSY,
];

/// Characters of a token.
const TOKEN_CHARS: std::ops::RangeInclusive<usize> = 3..=63;
/// Characters of an AES key.
const AES_KEY_CHARS: usize = 43;
/// Bytes of an address.
const URL_BYTES_MAX: usize = 2_048;

/// What a request says, checked.
pub(crate) fn registration(
    kinds: Vec<String>,
    token: String,
    aes_key: String,
    url: String,
) -> Reply<CallbackRegistration> {
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if kinds.is_empty() {
        let detail = sentence!(
            "call_back_tag names at least one kind of event",
            "call_back_tag 至少有一种事件"
        );
        return Err(Fault::invalid("call_back_tag", detail));
    }
    if let Some(unknown) = kinds.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
        let detail = sentence!(
            "no kind of event {unknown:.64?}; there are {known}",
            "没有事件类型 {unknown:.64?}；有 {known}",
            known = KINDS.join(", ")
        );
        return Err(Fault::because(CALLBACK_TAG_UNKNOWN, detail));
    }
    if !TOKEN_CHARS.contains(&token.len()) || !is_plain(&token) {
        let detail = sentence!(
            "token has 3 to 63 letters and digits",
            "token 为 3 到 63 个字母和数字"
        );
        return Err(Fault::invalid("token", detail));
    }
    if aes_key.len() != AES_KEY_CHARS || !is_plain(&aes_key) {
        let detail = sentence!(
            "aes_key has exactly 43 letters and digits",
            "aes_key 正好 43 个字母和数字"
        );
        return Err(Fault::invalid("aes_key", detail));
    }
    if url.len() > URL_BYTES_MAX {
        let detail = sentence!(
            "url has at most {URL_BYTES_MAX} bytes, got {got}",
            "url 最多 {URL_BYTES_MAX} 字节，收到的是 {got}",
            got = url.len()
        );
        return Err(Fault::because(CALLBACK_URL_INVALID, detail));
    }
    Ok(CallbackRegistration {
        url,
        token,
        aes_key,
        kinds,
    })
}

/// What came of registering.
pub(crate) async fn register(
    context: &dyn Context,
    registration: CallbackRegistration,
    is_new: bool,
) -> Reply<()> {
    let refusal = match context.register_callback(registration, is_new).await? {
        Ok(()) => return Ok(()),
        Err(refusal) => refusal,
    };
    Err(match refusal {
        CallbackRefusal::Exists => Fault::code(CALLBACK_EXISTS),
        CallbackRefusal::Missing => Fault::code(CALLBACK_MISSING),
        CallbackRefusal::AddressInvalid(why) => {
            Fault::because(CALLBACK_URL_INVALID, Detail::for_apps(why))
        }
        CallbackRefusal::AddressForbidden(why) => {
            Fault::because(CALLBACK_URL_FORBIDDEN, Detail::for_apps(why))
        }
        CallbackRefusal::Unreachable(why) => {
            Fault::because(CALLBACK_UNREACHABLE, Detail::for_apps(why))
        }
        CallbackRefusal::AnswerWrong(why) => {
            Fault::because(CALLBACK_ANSWER_WRONG, Detail::for_apps(why))
        }
        CallbackRefusal::AnswerIncomplete(why) => {
            Fault::because(CALLBACK_ANSWER_INCOMPLETE, Detail::for_apps(why))
        }
    })
}

/// A push that failed for good, as the history holds it.
#[derive(Deserialize)]
pub(crate) struct Failed {
    pub(crate) kind: String,
    pub(crate) at_ms: i64,
    pub(crate) data: Map<String, Value>,
}

/// Of rows of the history; what cannot be read is left out.
pub(crate) fn failed(rows: Vec<Past>) -> impl Iterator<Item = Failed> {
    let read = |row: Past| serde_json::from_slice(&row.body).ok();
    rows.into_iter().filter_map(read)
}

/// The name of the calling app's history of failed pushes.
pub(crate) fn failed_kind(context: &dyn Context) -> String {
    let mut kind = String::new();
    context.look(&mut |view| {
        if let Some(app) = view.app() {
            kind = format!("failed_push:{}", app.key);
        }
    });
    kind
}

/// The id of the caller's organization.
pub(crate) fn corp_id(context: &dyn Context) -> String {
    let mut id = String::new();
    context.look(&mut |view| id = view.organization().id.to_string());
    id
}

/// Before everything and after everything.
pub(crate) const EVER: (Millis, Millis) = (Millis(0), Millis(i64::MAX));

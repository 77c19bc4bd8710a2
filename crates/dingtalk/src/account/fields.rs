//! What several files of the group need.

use crate::prelude::*;
use endpoint::limits;
use org::{DING_ID_PREFIX, Refusal};

/// How the calls that enable, disable and sign out say that somebody is not theirs to handle.
pub(crate) fn not_owned(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) => Fault::code(ACCOUNT_USER),
        Refusal::AccountOnly(_) | Refusal::AccountForeign(_) => Fault::code(ACCOUNT_ONLY),
        Refusal::UserIdInvalid => Fault::invalid("userId", refusal.sentence().of("userId")),
        Refusal::Invalid(sentence) => Fault::invalid("reason", sentence),
        other => other.into(),
    }
}

/// How the calls about creators say the same.
pub(crate) fn not_creator(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) => Fault::code(CREATOR_EMPLOYEE),
        Refusal::AccountOnly(_) | Refusal::AccountForeign(_) => Fault::code(CREATOR_ACCOUNT),
        Refusal::UserIdInvalid => Fault::invalid("userId", &refusal),
        Refusal::NotCreator(_) => Fault::code(CREATOR_NOT),
        other => other.into(),
    }
}

/// A parameter that has to say something.
///
/// # Errors
/// [`Fault::missing`] when it is empty.
pub(crate) fn filled<'a>(field: &str, text: &'a str) -> Reply<&'a str> {
    if text.is_empty() {
        return Err(Fault::missing(field));
    }
    Ok(text)
}

/// Whether a text can be a dingId, which is opaque but for its beginning.
pub(crate) fn is_ding_id(text: &str) -> bool {
    text.len() <= limits::DING_ID_BYTES_MAX
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && text
            .strip_prefix(DING_ID_PREFIX)
            .is_some_and(|own| !own.is_empty())
}

/// Whether a text can be a unionId.
pub(crate) fn is_union_id(text: &str) -> bool {
    text.len() <= limits::UNION_ID_BYTES_MAX
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

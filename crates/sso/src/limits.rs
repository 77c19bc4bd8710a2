//! Every number that bounds signing in.

use std::time::Duration;

/// Bytes of one member of a request for authorization.
pub(crate) const MEMBER_BYTES_MAX: usize = 2_048;
/// Seconds for which an ID token counts.
pub(crate) const ID_TOKEN_SECONDS: i64 = 600;
/// How long a key signs before the next one is made.
pub(crate) const KEY_SIGNS_MS: i64 = 90 * 24 * 3_600 * 1_000;
/// How long a key is published before it signs.
pub(crate) const KEY_LEADS_MS: i64 = 24 * 3_600 * 1_000;
/// Keys that are published: the one that signs next or now, and the one before.
pub(crate) const KEYS_MAX: usize = 2;
/// How long keys are believed without a look at the store.
pub(crate) const KEYS_BELIEVED_MS: i64 = 60_000;
/// How long a provider may take for one answer.
pub(crate) const ANSWER_DEADLINE: Duration = Duration::from_secs(10);
/// Bytes of one answer of a provider.
pub(crate) const ANSWER_BYTES_MAX: usize = 512 * 1_024;
/// Bytes of the name of an error that a provider gives, for the log.
pub(crate) const ERROR_NAME_BYTES_MAX: usize = 64;
/// How long what a provider publishes is believed.
pub(crate) const DOCUMENT_BELIEVED_MS: i64 = 10 * 60 * 1_000;
/// How often keys are read again because a token names one that is not among them.
pub(crate) const KEYS_ASKED_AGAIN_MS: i64 = 10_000;
/// Documents that are remembered.
pub(crate) const DOCUMENTS_MAX: usize = 1_000;
/// Seconds that a provider's clock may differ from ours.
pub(crate) const CLOCK_SKEW_SECONDS: f64 = 120.0;

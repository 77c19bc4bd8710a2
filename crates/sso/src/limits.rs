//! Every number that bounds signing in.

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

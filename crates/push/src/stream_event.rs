//! An event on its way to a Stream connection.

/// An event of one organization for one app, as its frame tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamEvent {
    /// The same on every try.
    pub id: String,
    /// For example `user_add_org`.
    pub kind: &'static str,
    /// When it happened, in milliseconds since 1970.
    pub born_at_ms: i64,
    /// The organization.
    pub corp_id: String,
    /// JSON.
    pub data: String,
}

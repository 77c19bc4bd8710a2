//! How a person's fields look on the wire, for the endpoints that show several of them.

use crate::points;
use org::{Millis, View};

/// What reads give for a position that nobody set.
const UNSET_ORDER: i64 = 176_000_000_000_000_000;

/// Whether the calling app may read the guarded fields.
#[derive(Clone, Copy)]
pub(crate) struct FieldPoints {
    /// Mobile and country code.
    pub(crate) mobile: bool,
    /// Mail addresses, place of work, remark and custom values.
    pub(crate) email: bool,
}

impl FieldPoints {
    pub(crate) fn of(view: &View<'_>) -> Self {
        Self {
            mobile: view.holds(points::FIELD_MOBILE),
            email: view.holds(points::FIELD_EMAIL),
        }
    }
}

/// A text that is left out when it is empty.
pub(crate) fn present(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// A position among members, which always has a number on the wire.
pub(crate) fn order_on_wire(order: Option<i64>) -> i64 {
    order.unwrap_or(UNSET_ORDER)
}

/// Translations of custom values, stored as the JSON text that was checked when it came.
pub(crate) fn i18n(text: &str) -> Option<serde_json::Map<String, serde_json::Value>> {
    serde_json::from_str(text).ok()
}

/// A moment as `2026-01-02T03:04:05.000Z`.
pub(crate) fn utc_text(time: Millis) -> String {
    jiff::Timestamp::from_millisecond(time.0)
        .map(|time| format!("{time:.3}"))
        .unwrap_or_default()
}

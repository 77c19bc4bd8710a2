//! What the history of the organization holds, newest first.

use crate::limits::{HISTORY_HALVINGS_MAX, HISTORY_ROWS_MAX};
use crate::prelude::*;
use endpoint::{Context, Millis, Past};

/// The newest rows of a kind from a moment on, newest first.
pub(crate) async fn newest(
    context: &dyn Context,
    kind: &str,
    mut from: Millis,
) -> Reply<Vec<Past>> {
    let until = Millis(context.now().0.saturating_add(1));
    for _ in 0..HISTORY_HALVINGS_MAX {
        let limit = HISTORY_ROWS_MAX as u32 + 1;
        let mut rows = context.past(kind, (from, ""), until, limit).await?;
        if rows.len() <= HISTORY_ROWS_MAX {
            rows.reverse();
            return Ok(rows);
        }
        from = Millis(from.0 + (until.0 - from.0) / 2);
    }
    Ok(Vec::new())
}

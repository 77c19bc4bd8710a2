//! Everything that happens, in order, with whole new states: `GET /v1.0/orgbook/changes`.

use super::cursor::From;
use super::events::Events;
use super::follow::{ChangeTold, Page, Step, step};
use super::snapshot;
use crate::limits::WAIT_SECONDS_MAX;
use crate::prelude::*;
use endpoint::{Answer, Context, Streamed, Streaming, Waited};
use std::time::Duration;

/// From where on, and how long to wait.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The cursor of the answer before, or of a snapshot. Absent: from the beginning. `now`: what comes from now on.
    after: Option<String>,
    /// How long the answer may wait for something to tell: 0 to 60 seconds.
    wait_seconds: Option<i64>,
}

/// What happened.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// In order. All changes of one call come together.
    changes: Vec<ChangeTold>,
    /// Where to go on.
    cursor: String,
    /// Whether more can be read at once.
    more: bool,
}

impl Streaming for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/changes", PARAMETER)
        .needs(PERMISSION)
        .module(org::Module::Audit)
        .scoped()
        .faults(&[GONE, READERS, SHUT_OUT]);
    type Response = Response;

    fn stream(self, context: &dyn Context) -> Answer<'_, Streamed> {
        Box::pin(async move {
            let accept = context.header("accept").unwrap_or_default();
            let wants_events = accept.split(',').any(|kind| {
                let kind = kind.split(';').next().unwrap_or_default().trim();
                kind.eq_ignore_ascii_case("text/event-stream")
            });
            let last = context.header("last-event-id").filter(|_| wants_events);
            let after = last.or(self.after.as_deref());
            let from = From::parse(after).ok_or_else(bad_cursor)?;
            let wait = self.wait_seconds.unwrap_or_default();
            if !(0..=WAIT_SECONDS_MAX).contains(&wait) {
                let detail = sentence!(
                    "waitSeconds is 0 to {WAIT_SECONDS_MAX}, got {wait}",
                    "waitSeconds 为 0 到 {WAIT_SECONDS_MAX}，收到的是 {wait}"
                );
                return Err(Fault::invalid("waitSeconds", detail));
            }
            if wants_events {
                return begin(context, from).await;
            }
            let page = page(context, from, wait as u64 * 1_000).await?;
            let response = Response {
                changes: page.changes,
                cursor: page.cursor.to_string(),
                more: page.has_more,
            };
            let body = serde_json::to_vec(&response).expect("a plain struct");
            Ok(Streamed::Whole(body))
        })
    }
}

pub(super) const PERMISSION: &str = "qyapi_manage_addresslist";

pub(super) fn bad_cursor() -> Fault {
    let detail = sentence!(
        "after is the cursor of an earlier answer, now, or absent for the beginning",
        "after 是以前应答里的游标、now，或不填表示从头开始"
    );
    Fault::invalid("after", detail)
}

/// The fault of a cursor that is good no longer.
fn gone(cursor: &super::Cursor) -> Fault {
    Fault::Coded {
        code: GONE,
        detail: None,
        extra: vec![
            ("snapshot", snapshot::PATH.into()),
            ("cursor", cursor.to_string().into()),
        ],
    }
}

/// Begins to stream, unless there is a reason not to.
async fn begin(context: &dyn Context, from: From) -> Reply<Streamed> {
    let place = context.place_to_wait().ok_or(READERS)?;
    match step(context, &from, Some(PERMISSION)).await? {
        Step::Page(_) => Ok(Streamed::Events(Box::new(Events::new(from, place)))),
        Step::Gone(cursor) => Err(gone(&cursor)),
        Step::ShutOut => Err(SHUT_OUT.into()),
    }
}

/// The next page, waited for where there is nothing yet.
async fn page(context: &dyn Context, mut from: From, wait_ms: u64) -> Reply<Page> {
    let until = context.now().0.saturating_add(wait_ms as i64);
    let mut place = None;
    loop {
        let page = match step(context, &from, Some(PERMISSION)).await? {
            Step::Page(page) => page,
            Step::Gone(cursor) => return Err(gone(&cursor)),
            Step::ShutOut => return Err(SHUT_OUT.into()),
        };
        let left_ms = until.saturating_sub(context.now().0);
        if !page.changes.is_empty() || page.has_more || left_ms <= 0 {
            return Ok(page);
        }
        if place.is_none() {
            place = Some(context.place_to_wait().ok_or(READERS)?);
        }
        let wait = Duration::from_millis(left_ms as u64);
        match context.wait_for_entry(page.cursor.number(), wait).await? {
            Waited::Entry => from = From::After(page.cursor),
            Waited::TimeIsUp | Waited::Ending => return Ok(page),
        }
    }
}

#[cfg(test)]
mod tests;

//! What an app was not told: `GET /v1.0/orgbook/console/apps/{appKey}/failed-pushes`.

use super::fields::{FAULTS, app};
use crate::people::paging::size;
use crate::prelude::*;
use endpoint::{Answer, Context, Past, Task};
use org::Module;
use serde_json::{Map, Value};

/// Of which app, and which page.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
    /// `nextCursor` of the page before; absent for the first.
    cursor: Option<String>,
    /// Pushes on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// Pushes that failed for good, the oldest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    pushes: Vec<Push>,
    /// Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A push.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Push {
    /// The entry of the log that it tells of.
    number: u64,
    /// Its place among the pushes of that entry.
    index: u32,
    /// For example `user_add_org`.
    kind: String,
    /// When it happened, in milliseconds.
    at: i64,
    /// When it was given up, in milliseconds.
    failed_at: i64,
    /// What it tells.
    data: Map<String, Value>,
}

/// A push as the history holds it.
#[derive(Deserialize)]
struct Stored {
    number: u64,
    index: u32,
    kind: String,
    at_ms: i64,
    data: Map<String, Value>,
}

impl Push {
    fn of(row: &Past) -> Option<Self> {
        let stored: Stored = serde_json::from_slice(&row.body).ok()?;
        Some(Self {
            number: stored.number,
            index: stored.index,
            kind: stored.kind,
            at: stored.at_ms,
            failed_at: row.at.0,
            data: stored.data,
        })
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/apps/{appKey}/failed-pushes",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let app = app(context, &self.app_key)?;
            let size = size(self.size)?;
            let after = after(self.cursor.as_deref())?;
            let wanted = size as u32 + 1;
            let mut rows = context.failed_pushes(&app, after, wanted).await?;
            let has_more = rows.len() > size;
            rows.truncate(size);
            let last = rows.last().filter(|_| has_more);
            Ok(Response {
                next_cursor: last.map(|row| format!("{}.{}", row.at.0, row.key)),
                pushes: rows.iter().filter_map(Push::of).collect(),
            })
        })
    }
}

/// Behind which push a page begins. `0` is the first page, as elsewhere.
fn after(cursor: Option<&str>) -> Reply<Option<(i64, String)>> {
    let Some(text) = cursor.filter(|text| *text != "0") else {
        return Ok(None);
    };
    let place = text.split_once('.').and_then(|(at, key)| {
        let is_key = key
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        is_key.then_some((at.parse().ok()?, key.to_owned()))
    });
    match place {
        Some(place) => Ok(Some(place)),
        None => {
            let detail = sentence!(
                "cursor is the nextCursor of the page before, or absent for the first",
                "cursor 是上一页的 nextCursor，第一页不填"
            );
            Err(Fault::invalid("cursor", detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn there_is_nothing_of_an_app_that_is_told_everything() {
        let mut acme = place("acme { }");
        let key = acme.operate(|draft| {
            let app = draft.add_app(org::NewApp {
                name: "Sync".to_owned(),
                points: org::Points::All,
                scope: org::ContactsScope::everybody(),
                redirect_uris: Vec::new(),
                allowed_addresses: Vec::new(),
            })?;
            Ok(app.key.to_string())
        });
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key})), @r#"{"pushes":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key, "cursor": "x"})), @"400 invalidParameter A parameter is missing or wrong: cursor is the nextCursor of the page before, or absent for the first");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": key, "cursor": "1.x"})), @"400 invalidParameter A parameter is missing or wrong: cursor is the nextCursor of the page before, or absent for the first");
        assert_snapshot!(acme.call(ROUTE, json!({"appKey": "nobody"})), @"404 app.notFound There is no such app");
        const AGAIN: Route = Route::task::<crate::apps::push_again::Request>();
        assert_snapshot!(acme.call(AGAIN, json!({"appKey": key, "number": 1, "index": 0})), @r#"{"taken":true}"#);
        assert_snapshot!(acme.call(AGAIN, json!({"appKey": key, "number": 2, "index": 0})), @r#"{"taken":false,"reason":"the receiver answered with status 500"}"#);
        assert_snapshot!(acme.call(AGAIN, json!({"appKey": "nobody", "number": 2, "index": 0})), @"404 app.notFound There is no such app");
    }
}

//! Who did what, from where, and what was before and after, the newest first: `GET /v1.0/orgbook/audit`.

use super::changes::PERMISSION;
use super::sight::{Seen, Sight};
use super::told::{Actor, Object, kind};
use crate::limits::{AUDIT_CLOCK_ENTRIES, AUDIT_ENTRIES_AT_ONCE, AUDIT_ENTRIES_LOOKED_AT_MAX};
use crate::people::paging;
use crate::prelude::*;
use endpoint::{Answer, Context, Logged, Mark, Millis, Number, ReadsLog, Task};
use serde_json::{Map, Value};

/// Which entries. Everything may be left out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Not before this time, in milliseconds since 1970.
    pub from: Option<i64>,
    /// Before this time.
    pub to: Option<i64>,
    /// By whom: `user:USERID`, `app:APPKEY`, `command`, or an id alone.
    pub actor: Option<String>,
    /// To what: `user:USERID`, `department:DEPTID` and so on, or an id alone.
    pub object: Option<String>,
    /// What: a kind of object such as `user`, or what happened to it such as `user.added`.
    pub kind: Option<String>,
    /// The `nextCursor` of the page before.
    pub cursor: Option<String>,
    /// How many entries: 1 to 200, 50 when absent. A page may have fewer and not be the last.
    pub size: Option<i64>,
}

/// What was done.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The newest first; of one call in the order in which it was done.
    pub entries: Vec<Row>,
    /// Absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// What one call did to one object.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Row {
    /// The entry of the log.
    pub number: u64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// `user.added`, `user.changed`, `user.removed` and so on; `export.made` where people were handed out in a file.
    pub kind: String,
    /// Who did it.
    pub actor: Actor,
    /// The network address from which it was asked for; empty for what was done on the node itself.
    pub from: String,
    /// The path that was called, or the command.
    pub route: String,
    /// To what.
    pub object: Object,
    /// The members that are different now, as they were; all of them where the object is gone. Absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The same as they are after; all of them where the object is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// The call that hands people out in a file.
pub(crate) const EXPORT_PATH: &str = "/v1.0/orgbook/console/export";

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/audit", PARAMETER)
        .needs(PERMISSION)
        .scoped()
        .faults(&[SHUT_OUT]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move { query(context, &self, Some(PERMISSION)).await })
    }
}

/// Where a page begins: the row of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Begin {
    number: u64,
    row: usize,
}

impl Begin {
    fn parse(text: &str) -> Option<Self> {
        let (number, row) = text.split_once('.')?;
        Some(Self {
            number: number.parse().ok()?,
            row: row.parse().ok()?,
        })
    }
}

/// Reads the log aloud. `permission` is the point that the caller must hold.
///
/// # Errors
/// What is wrong with the question, or that the log cannot be read.
pub async fn query(
    log: &dyn ReadsLog,
    asked: &Request,
    permission: Option<&str>,
) -> Reply<Response> {
    let size = paging::size(asked.size)?;
    let begin = match asked.cursor.as_deref() {
        None | Some("" | "0") => None,
        Some(text) => Some(Begin::parse(text).ok_or_else(|| {
            let detail = sentence!(
                "cursor is the nextCursor of the page before, or absent for the first",
                "cursor 是上一页的 nextCursor，第一页不填"
            );
            Fault::invalid("cursor", detail)
        })?),
    };
    let mut known: Option<(Sight, Mark)> = None;
    log.look_at_head(&mut |view, mark| {
        known = Some((Sight::of(view, permission), mark.clone()));
    })
    .await?;
    let Some((sight, head)) = known else {
        return Err(SHUT_OUT.into());
    };
    let since = asked.from.map(Millis).max(log.told_since());
    let mut last = head.number;
    if let Some(to) = asked.to {
        let before = log.number_before(Millis(to), head.number).await?;
        last = last.min(Number(before.0.saturating_add(AUDIT_CLOCK_ENTRIES)));
    }
    let begin = begin.unwrap_or(Begin {
        number: last.0,
        row: 0,
    });
    let first = match since {
        Some(since) => log.number_before(since, head.number).await?,
        None => Number(0),
    };
    let page = Page {
        asked,
        sight: &sight,
        since,
        size,
        rows: Vec::new(),
    };
    let begin = Begin {
        number: begin.number.min(head.number.0),
        ..begin
    };
    let mut response = page.fill(log, begin, first).await?;
    log.look_at_head(&mut |view, _| {
        for row in &mut response.entries {
            row.actor.name(view);
        }
    })
    .await?;
    Ok(response)
}

struct Page<'a> {
    asked: &'a Request,
    sight: &'a Sight,
    since: Option<Millis>,
    size: usize,
    rows: Vec<Row>,
}

impl Page<'_> {
    /// Goes down the log from one place to the entry after `first`.
    async fn fill(mut self, log: &dyn ReadsLog, begin: Begin, first: Number) -> Reply<Response> {
        let (mut last, mut row) = (begin.number, begin.row);
        let mut looked_at = 0;
        while last > first.0 {
            if looked_at >= AUDIT_ENTRIES_LOOKED_AT_MAX {
                return Ok(self.response(Some(Begin { number: last, row })));
            }
            let after = last.saturating_sub(AUDIT_ENTRIES_AT_ONCE).max(first.0);
            let entries = log.entries(Number(after), (last - after) as u32).await?;
            looked_at += last - after;
            let entries = entries.iter().filter(|entry| entry.number.0 <= last);
            for entry in entries.rev() {
                let skipped = if entry.number.0 == last { row } else { 0 };
                if let Some(next) = self.add(entry, skipped) {
                    return Ok(self.response(Some(next)));
                }
            }
            (last, row) = (after, 0);
        }
        Ok(self.response(None))
    }

    fn response(self, next: Option<Begin>) -> Response {
        Response {
            entries: self.rows,
            next_cursor: next.map(|next| format!("{}.{}", next.number, next.row)),
        }
    }

    /// Adds the rows of an entry, without the first ones. Returns where the next page begins when this one is full.
    fn add(&mut self, entry: &Logged, skipped: usize) -> Option<Begin> {
        let asked = self.asked;
        if self.since.is_some_and(|since| entry.at < since)
            || asked.to.is_some_and(|to| entry.at.0 >= to)
        {
            return None;
        }
        let actor = Actor::read(&entry.actor);
        if asked.actor.as_ref().is_some_and(|wanted| !actor.is(wanted)) {
            return None;
        }
        for (at, seen) in self.sight.seen_loosely(entry).into_iter().enumerate() {
            let Some(row) = self.row(entry, &actor, seen).filter(|_| at >= skipped) else {
                continue;
            };
            if self.rows.len() == self.size {
                return Some(Begin {
                    number: entry.number.0,
                    row: at,
                });
            }
            self.rows.push(row);
        }
        if entry.body.changes.is_empty() && entry.route == EXPORT_PATH && !self.sight.is_narrow() {
            return self.exported(entry, actor, skipped);
        }
        None
    }

    /// That people were handed out in a file: nothing changed by it, and it is told all the same.
    fn exported(&mut self, entry: &Logged, actor: Actor, skipped: usize) -> Option<Begin> {
        let asked = self.asked;
        let is_kind = |wanted: &String| wanted == "export" || wanted == "export.made";
        if skipped > 0 || !asked.kind.as_ref().is_none_or(is_kind) || asked.object.is_some() {
            return None;
        }
        if self.rows.len() == self.size {
            return Some(Begin {
                number: entry.number.0,
                row: 0,
            });
        }
        self.rows.push(Row {
            number: entry.number.0,
            at: entry.at.0,
            kind: "export.made".to_owned(),
            actor,
            from: entry.body.from.clone(),
            route: entry.route.clone(),
            object: Object {
                kind: "export".to_owned(),
                id: "people".to_owned(),
                name: None,
            },
            before: None,
            after: None,
        });
        None
    }

    fn row(&self, entry: &Logged, actor: &Actor, seen: Seen) -> Option<Row> {
        let state = seen.after.as_ref().or(seen.before.as_ref())?;
        let object = Object::of(&seen.key, state);
        let kind = kind(&object, seen.before.is_some(), seen.after.is_some());
        let asked = self.asked;
        let is_kind = |wanted: &String| *wanted == kind || *wanted == object.kind;
        if !asked.kind.as_ref().is_none_or(is_kind)
            || !asked.object.as_ref().is_none_or(|wanted| object.is(wanted))
        {
            return None;
        }
        let (before, after) = difference(seen.before, seen.after);
        Some(Row {
            number: entry.number.0,
            at: entry.at.0,
            kind,
            actor: actor.clone(),
            from: entry.body.from.clone(),
            route: entry.route.clone(),
            object,
            before,
            after,
        })
    }
}

/// The members that differ, where both states are there.
fn difference(before: Option<Value>, after: Option<Value>) -> (Option<Value>, Option<Value>) {
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (&before, &after) else {
        return (before, after);
    };
    let only = |these: &Map<String, Value>, those: &Map<String, Value>| {
        let differ = these
            .iter()
            .filter(|(name, value)| those.get(*name) != Some(*value));
        let differ = differ.map(|(name, value)| (name.clone(), value.clone()));
        Some(Value::Object(differ.collect()))
    };
    (only(before, after), only(after, before))
}

#[cfg(test)]
mod tests;

//! Who did what, from where, and what was before and after, the newest first: `GET /v1.0/orgbook/audit`.

use super::changes::PERMISSION;
use super::sight::{Seen, Sight};
use super::told::{Actor, Object, kind};
use crate::limits::{
    AUDIT_CLOCK_ENTRIES, AUDIT_ENTRIES_AT_ONCE, AUDIT_ENTRIES_LOOKED_AT_MAX,
    EXPORTS_OF_A_MOMENT_MAX,
};
use crate::people::paging;
use crate::prelude::*;
use endpoint::{Answer, Context, Logged, Mark, Millis, Number, ReadsLog, Task};
use org::{Module, RecordKey, UserId};
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
    /// What: a kind of object such as `user`, or what happened to it such as `user.added`. Sign-ins are told to whoever asks for
    /// `signIn` alone.
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
    /// `user.added`, `user.changed`, `user.removed` and so on; `export.made` where `people`,
    /// `departments` or `externalContacts`, which is the object's id, were handed out in a file, `signIn.made`
    /// where somebody signed in.
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

const DAY_MS: i64 = 86_400_000;

/// The call that hands something out in a file.
pub(crate) const EXPORT_PATH: &str = "/v1.0/orgbook/console/export";

/// The history kind in which it stands what was handed out.
pub(crate) const EXPORT: &str = "export";

/// What was handed out, as it stands in the history.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Exported {
    /// Who got it; absent in what an earlier version wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user_id: Option<String>,
    /// Of which department, where people were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) dept_id: Option<i64>,
    /// How many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) people: Option<usize>,
    /// How many departments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) departments: Option<usize>,
    /// How many external contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) external_contacts: Option<usize>,
}

impl Exported {
    fn what(&self) -> &'static str {
        match (self.departments, self.external_contacts) {
            (Some(_), _) => "departments",
            (_, Some(_)) => "externalContacts",
            (None, None) => "people",
        }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/audit", PARAMETER)
        .needs(PERMISSION)
        .every_module()
        .faults(&[SHUT_OUT]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move { query(context, &self, Some(PERMISSION), context.now()).await })
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

/// What of the log its reader is told.
struct Reader {
    sight: Sight,
    /// The administrator who reads.
    own: Option<UserId>,
    /// Whether he is told what he did himself, and nothing else: the log is a module of its own.
    is_own_alone: bool,
    /// Before which time the organization has nothing told.
    since: Option<Millis>,
}

impl Reader {
    fn of(view: &View<'_>, permission: Option<&str>, now: Millis) -> Self {
        let admin = view.administrator();
        let own = admin.map(|admin| admin.userid.clone());
        let days = view.organization().audit_days;
        Self {
            sight: Sight::of(view, permission).with_own(own.clone()),
            own,
            is_own_alone: admin.is_some_and(|admin| !admin.covers(Module::Audit)),
            since: days.map(|days| Millis(now.0.saturating_sub(i64::from(days) * DAY_MS))),
        }
    }

    /// Whether the reader did it himself.
    fn did(&self, actor: &Actor) -> bool {
        let is_person = matches!(actor.kind.as_str(), "user" | "admin");
        let own = self.own.as_ref().map(UserId::as_str);
        is_person && actor.corp_id.is_none() && own.is_some() && actor.id.as_deref() == own
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
    now: Millis,
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
    let mut known: Option<(Reader, Mark)> = None;
    log.look_at_head(&mut |view, mark| {
        known = Some((Reader::of(view, permission, now), mark.clone()));
    })
    .await?;
    let Some((reader, head)) = known else {
        return Err(SHUT_OUT.into());
    };
    let since = asked.from.map(Millis);
    let since = since.max(log.told_since()).max(reader.since);
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
        reader: &reader,
        since,
        size,
        rows: Vec::new(),
    };
    let begin = Begin {
        number: begin.number.min(head.number.0),
        ..begin
    };
    let mut response = page.fill(log, begin, first).await?;
    name_exports(log, &mut response.entries).await?;
    log.look_at_head(&mut |view, _| {
        for row in &mut response.entries {
            row.actor.name(view);
        }
    })
    .await?;
    Ok(response)
}

/// Tells of what was handed out in files what it was: the log itself says that it was handed out, its history what.
async fn name_exports(log: &dyn ReadsLog, rows: &mut [Row]) -> Reply<()> {
    let exports = rows.iter_mut().filter(|row| row.object.kind == EXPORT);
    for row in exports {
        let noted = log.noted(EXPORT, Millis(row.at), EXPORTS_OF_A_MOMENT_MAX);
        let noted = noted.await?.into_iter();
        let mut noted: Vec<Exported> = noted
            .filter_map(|past| serde_json::from_slice(&past.body).ok())
            .collect();
        // Of several of one moment that which this one got.
        noted.sort_by_key(|one| one.user_id != row.actor.id);
        if let Some(first) = noted.first() {
            row.object.id = first.what().to_owned();
        }
    }
    Ok(())
}

struct Page<'a> {
    asked: &'a Request,
    reader: &'a Reader,
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
        let is_own = self.reader.did(&actor);
        if self.reader.is_own_alone && !is_own {
            return None;
        }
        let sight = &self.reader.sight;
        for (at, seen) in sight.seen_loosely(entry).into_iter().enumerate() {
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
        let is_told = is_own || !self.reader.sight.is_narrow();
        if entry.body.changes.is_empty() && entry.route == EXPORT_PATH && is_told {
            return self.exported(entry, actor, skipped);
        }
        None
    }

    /// That something was handed out in a file: nothing changed by it, and it is told all the same.
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
                kind: EXPORT.to_owned(),
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
        let mut object = Object::of(&seen.key, state);
        let mut kind = kind(&object, seen.before.is_some(), seen.after.is_some());
        let asked = self.asked;
        if is_sign_in(&seen) {
            // There are more of them than of all else together, so they are told to those who ask.
            asked.kind.as_ref()?;
            object.kind = "signIn".to_owned();
            kind = "signIn.made".to_owned();
        }
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

/// Whether nothing else of how somebody signs in is different than when that was done last.
fn is_sign_in(seen: &Seen) -> bool {
    let other = |state: Option<&Value>| {
        let members = state.and_then(Value::as_object).into_iter().flatten();
        let others = members.filter(|(name, _)| !["userId", "signedInAt"].contains(&name.as_str()));
        let others = others.map(|(name, value)| (name.clone(), value.clone()));
        others.collect::<Map<String, Value>>()
    };
    let is_known = |state: &Value| state.get("signedInAt").is_some();
    matches!(seen.key, RecordKey::Credential(_))
        && seen.after.as_ref().is_some_and(is_known)
        && other(seen.before.as_ref()) == other(seen.after.as_ref())
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

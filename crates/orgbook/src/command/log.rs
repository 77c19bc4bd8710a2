//! `orgbook watch` and `orgbook audit`: the log of an organization, as it happens and as it happened.

use super::{CommandError, Progress};
use console::log::audit::{self, Row};
use console::log::told::{Actor, Object};
use console::log::{ChangeTold, From, Step, step};
use dingtalk::codes;
use endpoint::{Detail, Fault, ReadsLog, Waited, china};
use engine::{Engine, LogReader, WriteError};
use org::{Eye, Millis, OrgId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;

/// How often a command that watches looks whether anybody still listens.
const WAIT: Duration = Duration::from_secs(5);
/// Rows that are asked for at once.
const ROWS_AT_ONCE: i64 = 200;

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// Values separated by commas, the names in the first line.
    Csv,
}

/// What `audit` is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditQuestion {
    /// The organization.
    pub org: OrgId,
    /// Not before this time.
    pub from: Option<Millis>,
    /// Before this time.
    pub to: Option<Millis>,
    /// By whom.
    pub actor: Option<String>,
    /// To what.
    pub object: Option<String>,
    /// What.
    pub kind: Option<String>,
    /// At most so many; `None` is all.
    pub limit: Option<u64>,
    /// How they are written.
    pub form: Form,
}

fn faulty(error: WriteError) -> Fault {
    match error {
        WriteError::Fault(fault) => fault,
        other => Fault::because(codes::BUSY, Detail::for_apps(CommandError::from(other).0)),
    }
}

fn unread(fault: Fault) -> CommandError {
    match fault {
        Fault::Parameter { detail, .. } => CommandError(detail.english().to_owned()),
        Fault::Coded { code, detail, .. } => {
            let sentence = detail.as_ref().map_or(code.message, Detail::english);
            CommandError(sentence.to_owned())
        }
        Fault::Refused(refusal) => CommandError(refusal.to_string()),
    }
}

fn reader(engine: &Engine, id: &OrgId) -> LogReader {
    LogReader::new(engine.clone(), id.clone(), Eye::Operator, faulty)
}

/// Tells everything that happens, until the caller goes away or the node ends.
pub(super) async fn watch(
    engine: &Engine,
    id: &OrgId,
    from_start: bool,
    form: Form,
    progress: &Progress,
) -> Result<Value, CommandError> {
    let log = reader(engine, id);
    let mut from = if from_start { From::Start } else { From::Now };
    let mut told = 0_u64;
    loop {
        let page = match step(&log, &from, None).await.map_err(unread)? {
            Step::Page(page) => page,
            Step::Gone(cursor) => {
                let sentence = "what happened before is not told any more; going on from now";
                progress.remark(sentence.to_owned()).await;
                from = From::After(cursor);
                continue;
            }
            Step::ShutOut => break,
        };
        for change in &page.changes {
            told += 1;
            progress.line(change_line(change, form)).await;
        }
        let waited = match page.has_more {
            true => Ok(Waited::Entry),
            false => log.wait_for_entry(page.cursor_number(), WAIT).await,
        };
        from = From::After(page.cursor);
        if waited.map_err(unread)? == Waited::Ending {
            break;
        }
    }
    Ok(json!({ "changes": told }))
}

/// Tells what was done, the newest first.
pub(super) async fn audit(
    engine: &Engine,
    question: AuditQuestion,
    progress: &Progress,
) -> Result<Value, CommandError> {
    let log = reader(engine, &question.org);
    let mut asked = audit::Request {
        from: question.from.map(|time| time.0),
        to: question.to.map(|time| time.0),
        actor: question.actor,
        object: question.object,
        kind: question.kind,
        cursor: None,
        size: Some(ROWS_AT_ONCE),
    };
    let limit = question.limit.unwrap_or(u64::MAX);
    if question.form == Form::Csv {
        progress.line(CSV_HEAD.join(",")).await;
    }
    let mut told = 0_u64;
    loop {
        let page = audit::query(&log, &asked, None, engine.now())
            .await
            .map_err(unread)?;
        for row in &page.entries {
            if told == limit {
                return Ok(json!({ "entries": told }));
            }
            told += 1;
            progress.line(row_line(row, question.form)).await;
        }
        match page.next_cursor {
            Some(next) => asked.cursor = Some(next),
            None => return Ok(json!({ "entries": told })),
        }
    }
}

fn json_line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a plain struct")
}

fn who(actor: &Actor) -> String {
    let id = actor.id.as_deref().unwrap_or_default();
    let named = actor.name.as_ref().map(|name| format!(" ({name})"));
    let text = format!("{} {id}{}", actor.kind, named.unwrap_or_default());
    text.trim_end().to_owned()
}

fn what(object: &Object) -> String {
    let named = object.name.as_ref().map(|name| format!(" ({name})"));
    format!("{}{}", object.id, named.unwrap_or_default())
}

fn change_line(change: &ChangeTold, form: Form) -> String {
    if form == Form::Json {
        return json_line(change);
    }
    let at = china::text(Millis(change.at));
    let (kind, object, actor) = (&change.kind, what(&change.object), who(&change.actor));
    format!("{at}  {:>7}  {kind}  {object}  by {actor}", change.number)
}

const CSV_HEAD: [&str; 12] = [
    "number",
    "at",
    "kind",
    "actor",
    "actorId",
    "actorName",
    "from",
    "route",
    "object",
    "objectName",
    "before",
    "after",
];

fn row_line(row: &Row, form: Form) -> String {
    let state = |state: &Option<Value>| state.as_ref().map(Value::to_string).unwrap_or_default();
    match form {
        Form::Json => json_line(row),
        Form::Text => {
            let at = china::text(Millis(row.at));
            let (object, actor) = (what(&row.object), who(&row.actor));
            let (kind, route) = (&row.kind, &row.route);
            let changed = format!("{} -> {}", state(&row.before), state(&row.after));
            format!(
                "{at}  {:>7}  {kind}  {object}  by {actor}  {route}  {changed}",
                row.number
            )
        }
        Form::Csv => {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let cells = [
                row.number.to_string(),
                row.at.to_string(),
                row.kind.clone(),
                row.actor.kind.clone(),
                text(&row.actor.id),
                text(&row.actor.name),
                row.from.clone(),
                row.route.clone(),
                row.object.id.clone(),
                text(&row.object.name),
                state(&row.before),
                state(&row.after),
            ];
            let cells = cells.map(|cell| csv_cell(&cell));
            cells.join(",")
        }
    }
}

/// A cell as every reader takes it. What a spreadsheet would run as a formula becomes a text.
fn csv_cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let mark = if is_formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_run_nothing() {
        for (text, cell) in [
            ("ann", r#""ann""#),
            (r#"a "b", c"#, r#""a ""b"", c""#),
            ("=1+1", r#""'=1+1""#),
            ("@x", r#""'@x""#),
            ("", r#""""#),
        ] {
            assert_eq!(csv_cell(text), cell);
        }
    }
}

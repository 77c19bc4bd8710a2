//! What people and programs read: answers on standard output, everything else on standard error.

use crate::limits;
use serde_json::Value;
use std::io::{IsTerminal, Write};
use tokio::time::Instant;

/// Writes to one of the two, where a reader that went away is no error.
fn put(to: &mut dyn Write, text: &str) {
    let _ = to.write_all(text.as_bytes());
    let _ = to.flush();
}

/// Prints a sentence on standard output.
pub fn say(text: &str) {
    put(&mut std::io::stdout(), &format!("{text}\n"));
}

/// Prints an answer: one JSON object, or a line for each field.
pub fn answer(answer: &Value, json: bool) {
    match answer {
        Value::Object(fields) if !json => {
            let width = fields.keys().map(String::len).max().unwrap_or_default();
            for (name, value) in fields {
                say(&format!("{name:width$}  {}", plain(value)));
            }
        }
        _ => say(&answer.to_string()),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Prints a table with its columns aligned.
pub fn table<const COLUMNS: usize>(heads: [&str; COLUMNS], rows: &[[String; COLUMNS]]) {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([heads[column].len()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..COLUMNS).map(width).collect();
    let line = |cells: Vec<&str>| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        say(padded.join("  ").trim_end());
    };
    line(heads.to_vec());
    for row in rows {
        line(row.iter().map(String::as_str).collect());
    }
}

/// Prints what somebody sees of somebody else, a line for each surface and field.
pub fn explanation(answer: &Value) {
    let row = |(name, told): (&String, &Value)| {
        let rules = told["rules"].as_array().into_iter().flatten();
        let rules = rules.map(|rule| match rule["name"].as_str() {
            Some(name) if !name.is_empty() => format!("{} ({name})", plain(&rule["id"])),
            _ => plain(&rule["id"]),
        });
        let seen = if told["visible"] == true { "yes" } else { "no" };
        let rules: Vec<String> = rules.collect();
        [name.clone(), seen.to_owned(), rules.join(", ")]
    };
    let part = |name: &str| answer[name].as_object().into_iter().flatten();
    let rows: Vec<_> = part("surfaces").chain(part("fields")).map(row).collect();
    table(["what", "seen", "rules"], &rows);
}

/// Says what went wrong.
pub fn complain(text: &str) {
    put(&mut std::io::stderr(), &format!("orgbook: {text}\n"));
}

/// Says something beside the answer.
pub fn remark(text: &str) {
    put(&mut std::io::stderr(), &format!("{text}\n"));
}

/// Asks for a line, on the line itself.
pub fn prompt(text: &str) {
    put(&mut std::io::stderr(), text);
}

/// Shows how far a command has come: on a terminal one line that changes, elsewhere a line now and then.
pub struct ProgressLine {
    terminal: bool,
    shown_at: Option<Instant>,
}

impl ProgressLine {
    pub fn new() -> Self {
        Self {
            terminal: std::io::stderr().is_terminal(),
            shown_at: None,
        }
    }

    /// Shows a line unless the last one is too fresh.
    pub fn show(&mut self, text: &str) {
        let pause = if self.terminal {
            limits::PROGRESS_PAUSE
        } else {
            limits::PROGRESS_PAUSE_PLAIN
        };
        if self.shown_at.is_some_and(|at| at.elapsed() < pause) {
            return;
        }
        self.shown_at = Some(Instant::now());
        if self.terminal {
            put(&mut std::io::stderr(), &format!("\r\x1b[K{text}"));
        } else {
            remark(text);
        }
    }

    /// Says something that stays.
    pub fn keep(&mut self, text: &str) {
        self.clear();
        remark(text);
    }

    fn clear(&mut self) {
        if self.terminal && self.shown_at.is_some() {
            put(&mut std::io::stderr(), "\r\x1b[K");
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.clear();
    }
}

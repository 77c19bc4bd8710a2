//! Mend rows of a plan where they stand: `PUT /v1.0/orgbook/console/plans/{planId}/cells`.

use super::cells;
use super::plan::{Difference, Kind, Plan, Row, State, Summary, alone, plan};
use super::rehearse::{Rehearsed, rehearse_again};
use crate::prelude::*;
use endpoint::{Answer, Context, LongLook, Task};
use org::Module;
use std::collections::BTreeMap;

/// Rows that one call mends.
const ROWS_MAX: usize = 200;
/// Characters of a cell.
const CELL_CHARS_MAX: usize = sheet::limits::CELL_CHARS_MAX;

/// Which rows, and what stands in them from now on. Everything is checked again then: a row that is mended may make another one wrong.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
    /// At most 200.
    rows: Vec<Mended>,
}

/// A row and its new cells.
#[derive(Deserialize, JsonSchema)]
struct Mended {
    /// Its place in the plan.
    index: usize,
    /// Texts by column, named by the title in the file or as `field` of a change. An empty one says nothing.
    cells: BTreeMap<String, String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/plans/{planId}/cells",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .scoped()
    .faults(&[PLAN, PLAN_STATE]);
    type Response = Summary;

    fn run(self, context: &dyn Context) -> Answer<'_, Summary> {
        Box::pin(async move {
            let id = self.plan_id.clone();
            alone(context, &id, self.work(context)).await
        })
    }
}

impl Request {
    async fn work(self, context: &dyn Context) -> Reply<Summary> {
        let mut plan = plan(context, &self.plan_id).await?;
        if plan.state != State::Ready {
            return Err(Fault::because(PLAN_STATE, "it has been applied"));
        }
        if self.rows.is_empty() || self.rows.len() > ROWS_MAX {
            let detail = format!("1 to {ROWS_MAX} rows, got {}", self.rows.len());
            return Err(Fault::invalid("rows", detail));
        }
        let mut custom = Vec::new();
        context.look(&mut |view| custom = cells::custom(view));
        for mended in self.rows {
            mend(&mut plan, &custom, mended)?;
        }
        let (titles, rows) = (plan.titles.clone(), plan.rows.clone());
        let look: LongLook = Box::new(move |view, seed| {
            let rehearsed = rehearse_again(view, seed, &titles, &rows);
            serde_json::to_vec(&rehearsed).expect("rows are plain")
        });
        let rehearsed = context.look_long(look).await?;
        let rehearsed: Rehearsed = serde_json::from_slice(&rehearsed)
            .map_err(|error| Fault::because(PARAMETER, error.to_string()))?;
        let before = std::mem::replace(&mut plan.rows, rehearsed.rows);
        for (row, before) in plan.rows.iter_mut().zip(before) {
            // Whoever took a row out of the plan does not want it back.
            let is_out = !before.selected && !matches!(before.kind, Kind::Wrong | Kind::Same);
            row.selected &= !is_out;
            if row.kind == Kind::Wrong && before.kind != Kind::Wrong {
                row.given = given_of(&plan.titles, &custom, &before);
            }
        }
        plan.departments = rehearsed.departments;
        plan.people = rehearsed.people;
        // Whoever approved saw other rows.
        plan.approved_by = None;
        plan.keep(context).await?;
        Ok(plan.summary())
    }
}

/// Puts cells into a row.
fn mend(plan: &mut Plan, custom: &[(String, String)], mended: Mended) -> Reply<()> {
    let count = plan.rows.len();
    let Some(row) = plan.rows.get_mut(mended.index) else {
        let detail = format!("a row's index is below {count}, got {}", mended.index);
        return Err(Fault::invalid("index", detail));
    };
    for (name, text) in mended.cells {
        let Some(key) = cells::key_of(custom, &name) else {
            return Err(Fault::invalid(
                "cells",
                format!("there is no column {name}"),
            ));
        };
        let text = text.trim().to_owned();
        if text.chars().count() > CELL_CHARS_MAX {
            let detail = format!("a cell has at most {CELL_CHARS_MAX} characters");
            return Err(Fault::invalid("cells", detail));
        }
        if row.kind == Kind::Wrong {
            let titles = &mut plan.titles;
            let known = titles
                .iter()
                .position(|title| cells::key_of(custom, title).as_deref() == Some(key.as_str()));
            let at = known.unwrap_or_else(|| {
                titles.push(name);
                titles.len() - 1
            });
            row.given.resize(row.given.len().max(at + 1), String::new());
            row.given[at] = text;
        } else {
            change(row, key, text);
        }
    }
    Ok(())
}

/// What a row that could be carried out changes besides or instead.
fn change(row: &mut Row, key: String, text: String) {
    if key == cells::USER_ID {
        row.user_id = text;
        return;
    }
    if key == cells::LEAVE {
        // What it leaves behind is found out again.
        let leaves = cells::flag(&text).is_ok_and(|flag| flag == "yes");
        match (leaves, row.kind) {
            (true, _) => row.kind = Kind::Left,
            (false, Kind::Left) => {
                row.kind = Kind::Same;
                row.changes.clear();
            }
            _ => {}
        }
        return;
    }
    row.changes.retain(|one| one.field != key);
    if !text.is_empty() {
        row.changes.push(Difference {
            field: key,
            from: String::new(),
            to: text,
        });
    }
}

/// The cells of a row that could be carried out before, below the titles of the file.
fn given_of(titles: &[String], custom: &[(String, String)], row: &Row) -> Vec<String> {
    let cell = |title: &String| {
        let key = cells::key_of(custom, title)?;
        if key == cells::USER_ID {
            return Some(row.user_id.clone());
        }
        if key == cells::LEAVE {
            return (row.kind == Kind::Left).then(|| "yes".to_owned());
        }
        let mut changes = row.changes.iter();
        let found = changes.find(|one| one.field == key && row.kind != Kind::Left);
        found.map(|one| one.to.clone())
    };
    titles
        .iter()
        .map(|title| cell(title).unwrap_or_default())
        .collect()
}

//! Mend rows of a plan where they stand: `PUT /v1.0/orgbook/console/plans/{planId}/cells`.

use super::about::{About, Columns};
use super::cells;
use super::kept::work_on;
use super::plan::{Difference, Kind, Plan, Row, State, Summary, not_ready};
use super::recheck::{self, Rechecked, recheck};
use super::rehearse::rehearsed;
use crate::limits::{MENDED_ROWS_MAX, PLAN_DEPARTMENTS_TOLD_MAX, PLAN_SLICE_ROWS};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a cell.
const CELL_CHARS_MAX: usize = sheet::limits::CELL_CHARS_MAX;

/// Which rows, and what stands in them from now on. What depends on them is checked again, too: a row that is mended may make another one wrong.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
    /// At most 200.
    rows: Vec<Mended>,
}

/// A row and its new cells.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Mended {
    /// Its place in the plan.
    pub(super) index: usize,
    /// Texts by column, named by the title in the file or as `field` of a change. An empty one says nothing.
    pub(super) cells: BTreeMap<String, String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/plans/{planId}/cells",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .or_module(Module::ExternalContacts)
    .scoped()
    .faults(&[PLAN, PLAN_STATE]);
    type Response = Summary;

    fn run(self, context: &dyn Context) -> Answer<'_, Summary> {
        Box::pin(async move {
            let id = self.plan_id.clone();
            work_on(context, &id, |plan| self.work(context, plan)).await
        })
    }
}

impl Request {
    async fn work(self, context: &dyn Context, mut plan: Plan) -> Reply<Plan> {
        if plan.state != State::Ready {
            return Err(not_ready());
        }
        if self.rows.is_empty() || self.rows.len() > MENDED_ROWS_MAX {
            let detail = sentence!(
                "1 to {MENDED_ROWS_MAX} rows, got {count}",
                "一次 1 到 {MENDED_ROWS_MAX} 行，现有 {count} 行",
                count = self.rows.len()
            );
            return Err(Fault::invalid("rows", detail));
        }
        let mut rows = plan.all_rows(context).await?;
        let about = plan.about;
        let mut columns = None;
        context.look(&mut |view| columns = Some(Columns::of(about, view)));
        let columns = columns.ok_or(PLAN_STATE)?;
        let mut before = BTreeMap::new();
        for mended in self.rows {
            if let Some(row) = rows.get(mended.index) {
                before.entry(mended.index).or_insert_with(|| row.clone());
            }
            mend(&mut plan.titles, &mut rows, &columns, mended)?;
        }
        let stored = before.clone();
        let mended = recheck::Mended {
            about,
            titles: plan.titles.clone(),
            rows,
            before,
        };
        let rechecked = rehearsed(context, None, move |view, seed, _| {
            Ok(recheck(view, seed, mended, false))
        });
        let mut rechecked = rechecked.await?;
        let changed = settle(&mut rechecked, &plan.titles, &columns, &stored);
        plan.unsettle(context).await?;
        for number in changed {
            let piece = rechecked.rows.chunks(PLAN_SLICE_ROWS).nth(number);
            let piece = piece.unwrap_or_default();
            plan.keep_piece(context, number, piece).await?;
        }
        plan.department_count = rechecked.departments.len();
        plan.departments = rechecked.departments;
        plan.departments.truncate(PLAN_DEPARTMENTS_TOLD_MAX);
        plan.people = rechecked.people;
        // Whoever approved saw other rows.
        plan.approved_by = None;
        Ok(plan)
    }
}

/// Puts what came of rows in their places; tells which pieces are others than they were.
pub(super) fn settle(
    rechecked: &mut Rechecked,
    titles: &[String],
    columns: &Columns,
    stored: &BTreeMap<usize, Row>,
) -> BTreeSet<usize> {
    let mut changed = BTreeSet::new();
    for (index, mut row) in std::mem::take(&mut rechecked.fresh) {
        let before = &rechecked.rows[index];
        // Whoever took a row out of the plan does not want it back.
        let is_out = !before.selected && !matches!(before.kind, Kind::Wrong | Kind::Same);
        row.selected &= !is_out;
        if row.kind == Kind::Wrong && before.kind != Kind::Wrong {
            row.given = given_of(titles, columns, before);
        }
        if row != *stored.get(&index).unwrap_or(before) {
            changed.insert(index / PLAN_SLICE_ROWS);
        }
        rechecked.rows[index] = row;
    }
    changed
}

/// Puts cells into a row.
pub(super) fn mend(
    titles: &mut Vec<String>,
    rows: &mut [Row],
    columns: &Columns,
    mended: Mended,
) -> Reply<()> {
    let count = rows.len();
    let Some(row) = rows.get_mut(mended.index) else {
        let detail = sentence!(
            "a row's index is below {count}, got {index}",
            "行的序号小于 {count}，收到的是 {index}",
            index = mended.index
        );
        return Err(Fault::invalid("index", detail));
    };
    for (name, text) in mended.cells {
        let Some(key) = columns.key_of(&name) else {
            return Err(Fault::invalid(
                "cells",
                sentence!("there is no column {name}", "没有列 {name}"),
            ));
        };
        let text = text.trim().to_owned();
        if text.chars().count() > CELL_CHARS_MAX {
            let detail = sentence!(
                "a cell has at most {CELL_CHARS_MAX} characters",
                "单元格最多 {CELL_CHARS_MAX} 个字符"
            );
            return Err(Fault::invalid("cells", detail));
        }
        let is_unclear = key == cells::LEAVE && !text.is_empty() && cells::flag(&text).is_err();
        if is_unclear && row.kind != Kind::Wrong {
            // Nobody stays or leaves by what cannot be read: the row is read as it would stand in a file.
            column(titles, columns, cells::USER_ID, cells::USER_ID);
            row.given = given_of(titles, columns, row);
            row.kind = Kind::Wrong;
        }
        if row.kind == Kind::Wrong {
            let at = column(titles, columns, &key, &name);
            row.given.resize(row.given.len().max(at + 1), String::new());
            row.given[at] = text;
        } else {
            change(columns.about, row, key, text);
        }
    }
    Ok(())
}

/// Where a column stands, put at the end if the file has none.
fn column(titles: &mut Vec<String>, columns: &Columns, key: &str, name: &str) -> usize {
    let mut known = titles.iter();
    let at = known.position(|title| columns.key_of(title).as_deref() == Some(key));
    at.unwrap_or_else(|| {
        titles.push(name.to_owned());
        titles.len() - 1
    })
}

/// What a row that could be carried out changes besides or instead.
fn change(about: About, row: &mut Row, key: String, text: String) {
    if key == about.id_key() {
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
fn given_of(titles: &[String], columns: &Columns, row: &Row) -> Vec<String> {
    let cell = |title: &String| {
        let key = columns.key_of(title)?;
        if key == columns.about.id_key() {
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

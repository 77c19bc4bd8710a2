//! What a file would do: every row is carried out on a copy, by the rules of the real thing.

use super::about::{About, Columns};
use super::cells::{self, Cells, DEPARTMENTS, LEAVE, USER_ID};
use super::plan::{Difference, Kind, Outcome, Problem, Row};
use super::tree::{Tree, missing};
use super::{contacts, departments};
use crate::directory::namesakes::namesakes;
use crate::prelude::*;
use endpoint::{Context, LongLook, Progress};
use org::{Mobile, Seed};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What came of a rehearsal.
pub(super) struct Rehearsed {
    pub(super) rows: Vec<Row>,
    pub(super) departments: Vec<String>,
    pub(super) people: u64,
    /// What stands above the columns of the file.
    pub(super) titles: Vec<String>,
    /// Titles that stand above no column.
    pub(super) unknown: Vec<String>,
    /// Columns that stand twice.
    pub(super) twice: Vec<String>,
    pub(super) id: String,
    pub(super) at: i64,
}

/// Rehearses on a thread of its own, and keeps under an id how far that is.
pub(super) async fn rehearsed<T: Send + 'static>(
    context: &dyn Context,
    check: Option<&str>,
    rehearse: impl FnOnce(&View<'_>, Seed, &Progress) -> Reply<T> + Send + 'static,
) -> Reply<T> {
    // Rows go from thread to thread as they are: written as text and read again, 100,000 of them would be there several times.
    let (put, progress) = (Arc::new(Mutex::new(None)), Arc::new(Progress::default()));
    let (taken, noted) = (put.clone(), progress.clone());
    let look: LongLook = Box::new(move |view, seed| {
        let rehearsed = rehearse(view, seed, &progress);
        *put.lock().unwrap_or_else(PoisonError::into_inner) = Some(rehearsed);
        Vec::new()
    });
    match check {
        Some(id) => context.look_long_noted(look, noted, id).await?,
        None => context.look_long(look).await?,
    };
    let rehearsed = taken.lock().unwrap_or_else(PoisonError::into_inner).take();
    rehearsed.unwrap_or_else(|| Err(PLAN_STATE.into()))
}

/// A row as it is rehearsed: which line, what stands in which column, and the cells of the file.
pub(super) struct Line<'t> {
    index: usize,
    line: usize,
    pub(super) cells: Vec<(Option<&'t str>, &'t str)>,
    given: &'t [String],
}

impl<'t> Line<'t> {
    /// A row of a plan that is checked again: one that could be carried out by what it changes, another by what stands in the file.
    pub(super) fn again(about: About, row: &'t Row, keys: &'t [Option<String>]) -> Self {
        let mut cells: Vec<(Option<&str>, &str)> = Vec::new();
        if row.kind == Kind::Wrong {
            let given = keys.iter().zip(&row.given);
            cells.extend(given.map(|(key, text)| (key.as_deref(), text.as_str())));
        } else {
            cells.push((Some(about.id_key()), &row.user_id));
            if row.kind == Kind::Left {
                cells.push((Some(LEAVE), "yes"));
            } else {
                let changes = row.changes.iter();
                cells.extend(changes.map(|one| (Some(one.field.as_str()), one.to.as_str())));
            }
        }
        Self {
            index: row.index,
            line: row.line,
            cells,
            given: &row.given,
        }
    }
}

impl Rehearsed {
    fn begin(view: &View<'_>, seed: &Seed) -> Self {
        Self {
            rows: Vec::new(),
            departments: Vec::new(),
            titles: Vec::new(),
            people: view.user_count(false),
            unknown: Vec::new(),
            twice: Vec::new(),
            id: String::new(),
            at: seed.now.0,
        }
    }
}

/// Carries a file out on a copy of what the caller sees.
pub(super) fn rehearse(
    view: &View<'_>,
    seed: Seed,
    about: About,
    table: &[Vec<String>],
    progress: &Progress,
) -> Rehearsed {
    let columns = Columns::of(about, view);
    let titles = table.first().map_or(&[][..], Vec::as_slice);
    let keys: Vec<Option<String>> = titles.iter().map(|title| columns.key_of(title)).collect();
    let named = titles
        .iter()
        .zip(&keys)
        .filter(|(title, _)| !title.is_empty());
    let unknown = named.filter(|(_, key)| key.is_none());
    let unknown: Vec<String> = unknown.map(|(title, _)| title.clone()).collect();
    let mut once = BTreeSet::new();
    let twice = keys
        .iter()
        .flatten()
        .filter(|key| !once.insert(*key))
        .cloned();
    let mut rehearsed = Rehearsed {
        unknown,
        twice: twice.collect(),
        titles: titles.to_vec(),
        ..Rehearsed::begin(view, &seed)
    };
    if !rehearsed.unknown.is_empty() || !rehearsed.twice.is_empty() {
        return rehearsed;
    }
    let mut before = Tree::new(view);
    view.rehearse(seed, |draft| {
        rehearsed.id = draft.new_user_id().to_string();
        let filled = table.iter().enumerate().skip(1);
        let filled = filled.filter(|(_, given)| given.iter().any(|cell| !cell.is_empty()));
        let mut met = BTreeSet::new();
        for (line, given) in filled {
            let index = rehearsed.rows.len();
            let cells = given.iter().enumerate();
            let cells = cells.map(|(at, text)| {
                let key = keys.get(at).and_then(Option::as_deref);
                (key, text.as_str())
            });
            let line = Line {
                index,
                line: line + 1,
                cells: cells.collect(),
                given,
            };
            let row = one(about, &mut before, draft, &line, &mut met);
            rehearsed.rows.push(row);
            progress.note(line.line as u64, table.len() as u64);
        }
    });
    rehearsed.departments = missing(view, rehearsed.rows.iter());
    rehearsed
}

/// What a row does, and does it. `before` are the departments that there were before any row.
pub(super) fn one(
    about: About,
    before: &mut Tree<'_>,
    draft: &mut Draft,
    line: &Line<'_>,
    met: &mut BTreeSet<String>,
) -> Row {
    let mut row = Row {
        index: line.index,
        line: line.line,
        kind: Kind::Wrong,
        user_id: String::new(),
        name: String::new(),
        changes: Vec::new(),
        errors: Vec::new(),
        selected: false,
        outcome: Outcome::Waiting,
        note: None,
        given: Vec::new(),
        same_name: Vec::new(),
        parents: None,
    };
    let wanted = read(about, draft, &line.cells, &mut row.errors);
    row.name = wanted.get("name").cloned().unwrap_or_default();
    if row.errors.is_empty() {
        match about {
            About::People => plan(draft, &mut row, wanted),
            About::Departments => departments::plan(before, draft, &mut row, wanted),
            About::ExternalContacts => contacts::plan(draft, &mut row, wanted),
        }
    }
    if row.errors.is_empty() && !met.insert(about.met_as(&draft.view(), &row)) {
        row.errors.push(Problem::of(None, &about.twice()));
    }
    if row.errors.is_empty() && row.kind != Kind::Same {
        let done = draft.attempt(|draft| about.apply()(draft, &row));
        if let Err(refusal) = done {
            row.errors.push(Problem::of(None, &refusal.sentence()));
        }
    }
    if row.errors.is_empty() {
        row.selected = row.kind != Kind::Same;
    } else {
        row.kind = Kind::Wrong;
        row.changes.clear();
        row.parents = None;
        row.given = line.given.to_vec();
    }
    row
}

/// The cells that are filled in. An empty one says nothing.
fn read(
    about: About,
    draft: &Draft,
    given: &[(Option<&str>, &str)],
    errors: &mut Vec<Problem>,
) -> Cells {
    let mut cells = Cells::new();
    for (key, text) in given.iter().filter(|(_, text)| !text.is_empty()) {
        let Some(key) = key else {
            let untitled = sentence!("{text} stands below no title", "{text} 上面没有列名");
            errors.push(Problem::of(None, &untitled));
            continue;
        };
        match about.checked(&draft.view(), key, text) {
            Ok(text) => {
                cells.insert((*key).to_owned(), text);
            }
            Err(sentence) => errors.push(Problem::of(Some(key), &sentence)),
        }
    }
    cells
}

/// Whom a row is about, and what changes.
fn plan(draft: &mut Draft, row: &mut Row, mut wanted: Cells) {
    let leaves = wanted.remove(LEAVE).is_some_and(|leaves| leaves == "yes");
    let userid = wanted.remove(USER_ID);
    let mobile = wanted
        .get("mobile")
        .and_then(|text| Mobile::parse(text).ok());
    let view = draft.view();
    let known = match (&userid, &mobile) {
        (Some(userid), _) => view.user(userid).ok(),
        (None, Some(mobile)) => view.user_by_mobile(mobile).ok(),
        (None, None) => None,
    };
    let Some(user) = known else {
        let missing = ["name", "mobile", DEPARTMENTS];
        let missing = missing.into_iter().filter(|key| !wanted.contains_key(*key));
        for key in missing {
            let missing = sentence!("{key} is missing", "没有填");
            row.errors.push(Problem::of(Some(key), &missing));
        }
        if leaves {
            let absent = sentence!(
                "whoever is not there cannot leave",
                "不在组织里的人不能离职"
            );
            row.errors.push(Problem::of(Some(LEAVE), &absent));
        }
        let name = wanted.get("name").map_or("", String::as_str);
        row.same_name = namesakes(&view, name);
        row.kind = Kind::Created;
        row.changes = differences(&Cells::new(), wanted);
        row.user_id = userid.unwrap_or_else(|| draft.new_user_id().to_string());
        return;
    };
    let now = cells::cells_of(&view, &user);
    row.user_id = user.userid.to_owned();
    row.name = user.name.to_owned();
    if leaves {
        row.kind = Kind::Left;
        let filled = now.into_iter().filter(|(_, text)| !text.is_empty());
        row.changes = filled
            .map(|(field, from)| Difference {
                field,
                from,
                to: String::new(),
            })
            .collect();
        return;
    }
    row.changes = differences(&now, wanted);
    row.kind = match &row.changes[..] {
        [] => Kind::Same,
        changes if changes.iter().any(|change| change.field == DEPARTMENTS) => Kind::Moved,
        _ => Kind::Changed,
    };
}

pub(super) fn differences(now: &Cells, wanted: Cells) -> Vec<Difference> {
    let differ = wanted.into_iter().map(|(field, to)| {
        let from = now.get(&field).cloned().unwrap_or_default();
        Difference { field, from, to }
    });
    differ.filter(|one| one.from != one.to).collect()
}

//! A plan of changes and its rows.

use super::about::About;
use super::cells::Cells;
use super::made::{Gone, Stayed};
use super::said::Said;
use crate::directory::namesakes::Namesake;
use crate::limits::{PLAN_DEPARTMENTS_TOLD_MAX, PLAN_REMOVALS_FREE, PLAN_REMOVALS_SHARE};
use crate::prelude::*;
use org::{Language, Sentence};

/// How far a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum State {
    Ready,
    Applying,
    Applied,
    Undoing,
    Undone,
}

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum Kind {
    /// Somebody joins.
    Created,
    /// Something else than the departments changes.
    Changed,
    /// The departments change, and maybe more.
    Moved,
    /// Somebody leaves.
    Left,
    /// Nothing changes.
    Same,
    /// The row cannot be carried out.
    Wrong,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum Outcome {
    Waiting,
    Applied,
    /// It was not carried out; the note says why.
    Failed,
    Undone,
    /// It was not undone; the note says why.
    Kept,
}

/// A field that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(super) struct Difference {
    pub(super) field: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(super) struct Problem {
    /// The column, where one is to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) field: Option<String>,
    pub(super) message: Said,
}

impl Problem {
    pub(super) fn of(field: Option<&str>, sentence: &Sentence) -> Self {
        Self {
            field: field.map(str::to_owned),
            message: Said::of(sentence),
        }
    }
}

/// The ids of the parents whose paths a change of a department tells: those that are meant, whatever they are called by then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(super) struct Parents {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<i64>,
}

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    /// Its place in the plan.
    pub(super) index: usize,
    /// Its line in the file; the titles are line 1.
    pub(super) line: usize,
    pub(super) kind: Kind,
    /// Whom it is about; in plans of departments or external contacts the department's id or the contact's, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) user_id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) name: String,
    pub(super) changes: Vec<Difference>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) errors: Vec<Problem>,
    pub(super) selected: bool,
    pub(super) outcome: Outcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<Said>,
    /// What stood in the file, of a row that is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) given: Vec<String>,
    /// Others of the same name, of somebody who joins: maybe the person is there already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) same_name: Vec<Namesake>,
    /// Of a department that is made or moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parents: Option<Parents>,
}

impl Row {
    /// What the fields become.
    pub(super) fn wanted(&self) -> Cells {
        let wanted = self.changes.iter();
        wanted
            .map(|one| (one.field.clone(), one.to.clone()))
            .collect()
    }

    /// What the fields were.
    pub(super) fn before(&self) -> Cells {
        let before = self.changes.iter();
        before
            .map(|one| (one.field.clone(), one.from.clone()))
            .collect()
    }

    /// As it is told in a language.
    pub(super) fn told(mut self, language: Language) -> Self {
        let said = self.errors.iter_mut().map(|problem| &mut problem.message);
        for said in said.chain(&mut self.note) {
            *said = Said::Plain(said.told(language).to_owned());
        }
        self
    }

    /// Whether the row is to be carried out.
    pub(super) fn is_due(&self) -> bool {
        self.selected && !matches!(self.kind, Kind::Same | Kind::Wrong)
    }
}

/// A plan as it is kept; its rows are kept in pieces beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) id: String,
    #[serde(default, skip_serializing_if = "About::is_people")]
    pub(super) about: About,
    pub(super) file_name: String,
    pub(super) created_by: String,
    pub(super) created_at: i64,
    pub(super) state: State,
    /// How many people the maker administers.
    pub(super) people: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) approved_by: Option<String>,
    /// Rows that are done.
    pub(super) done: usize,
    /// Paths of departments that are made, the first of them.
    pub(super) departments: Vec<String>,
    /// How many are made in all.
    #[serde(default)]
    pub(super) department_count: usize,
    /// How many of those went when it was taken back.
    #[serde(default)]
    pub(super) departments_removed: usize,
    /// Those that stayed, the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) departments_stayed: Vec<Stayed>,
    /// How many stayed in all.
    #[serde(default)]
    pub(super) departments_stayed_count: usize,
    /// Whether departments that are made get groups.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) create_groups: bool,
    /// The titles of the file.
    pub(super) titles: Vec<String>,
    /// What the rows of each piece do.
    #[serde(default)]
    pub(super) pieces: Vec<Tally>,
    /// Whether some pieces may have been written of which `pieces` does not tell yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_unsettled: bool,
    /// The rows of a plan of the days before there were pieces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rows: Vec<Row>,
}

/// How many rows of a piece do what: of each kind, that failed, that are due, with which somebody leaves, of a name that is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally([usize; 10]);

impl Tally {
    const KINDS: usize = 6;
    const FAILED: usize = 6;
    const DUE: usize = 7;
    const LEAVING: usize = 8;
    const SAME_NAME: usize = 9;

    pub(super) fn of(rows: &[Row]) -> Self {
        let mut tally = Self::default();
        for row in rows {
            let has_failed = matches!(row.outcome, Outcome::Failed | Outcome::Kept);
            let is_leaving = row.kind == Kind::Left && row.selected;
            tally.0[row.kind as usize] += 1;
            tally.0[Self::FAILED] += usize::from(has_failed);
            tally.0[Self::DUE] += usize::from(row.is_due());
            tally.0[Self::LEAVING] += usize::from(is_leaving);
            tally.0[Self::SAME_NAME] += usize::from(!row.same_name.is_empty());
        }
        tally
    }

    /// Rows of a kind, or all.
    pub(super) fn rows(&self, kind: Option<Kind>) -> usize {
        match kind {
            Some(kind) => self.0[kind as usize],
            None => self.0[..Self::KINDS].iter().sum(),
        }
    }

    /// Whether a row cannot be carried out, or was not.
    pub(super) fn is_bad(&self) -> bool {
        self.0[Kind::Wrong as usize] + self.0[Self::FAILED] > 0
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        let mut all = Self::default();
        for tally in tallies {
            for (sum, count) in all.0.iter_mut().zip(tally.0) {
                *sum += count;
            }
        }
        all
    }
}

/// Rows of each kind.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Counts {
    created: usize,
    changed: usize,
    moved: usize,
    left: usize,
    same: usize,
    wrong: usize,
    failed: usize,
    /// People who join under a name that somebody has.
    #[serde(default)]
    same_name: usize,
}

/// A plan without its rows.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub(super) plan_id: String,
    #[serde(default)]
    pub(super) about: About,
    file_name: String,
    pub(super) created_by: String,
    /// In milliseconds.
    created_at: i64,
    state: State,
    counts: Counts,
    /// Rows that are selected.
    selected: usize,
    /// Rows that are done, of all.
    done: usize,
    total: usize,
    /// Whether more people leave than may without the approval of a second administrator.
    needs_approval: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    approved_by: Option<String>,
    /// Paths of departments that are made, the first 200.
    departments: Vec<String>,
    /// How many are made in all.
    #[serde(default)]
    department_count: usize,
    /// How many of them went when the plan was taken back.
    #[serde(default)]
    departments_removed: usize,
    /// Those that stayed then, and why: the first 200.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    departments_stayed: Vec<Stayed>,
    /// How many stayed in all.
    #[serde(default)]
    departments_stayed_count: usize,
    /// Whether departments that are made get groups.
    #[serde(default)]
    create_groups: bool,
}

/// The fault of a plan that has gone beyond looking at it.
pub(super) fn not_ready() -> Fault {
    let why = sentence!("it has been applied", "它已经应用过了");
    Fault::because(PLAN_STATE, why)
}

impl Plan {
    /// All rows together.
    pub(super) fn tally(&self) -> Tally {
        self.pieces.iter().copied().sum()
    }

    pub(super) fn total(&self) -> usize {
        self.tally().rows(None)
    }

    /// Whether more people leave than may without approval: more than 5 % or 20, the larger.
    pub(super) fn needs_approval(&self) -> bool {
        let leaving = self.tally().0[Tally::LEAVING] as u64;
        leaving > PLAN_REMOVALS_FREE.max(self.people / PLAN_REMOVALS_SHARE)
    }

    /// Notes what became of departments that were to go.
    pub(super) fn note_gone(&mut self, gone: Gone) {
        self.departments_removed += gone.removed;
        self.departments_stayed_count += gone.stayed.len();
        self.departments_stayed.extend(gone.stayed);
        self.departments_stayed.truncate(PLAN_DEPARTMENTS_TOLD_MAX);
    }

    pub(super) fn summary(&self) -> Summary {
        let tally = self.tally();
        let of = |kind| tally.rows(Some(kind));
        Summary {
            plan_id: self.id.clone(),
            about: self.about,
            file_name: self.file_name.clone(),
            created_by: self.created_by.clone(),
            created_at: self.created_at,
            state: self.state,
            counts: Counts {
                created: of(Kind::Created),
                changed: of(Kind::Changed),
                moved: of(Kind::Moved),
                left: of(Kind::Left),
                same: of(Kind::Same),
                wrong: of(Kind::Wrong),
                failed: tally.0[Tally::FAILED],
                same_name: tally.0[Tally::SAME_NAME],
            },
            selected: tally.0[Tally::DUE],
            done: self.done,
            total: tally.rows(None),
            needs_approval: self.needs_approval(),
            approved_by: self.approved_by.clone(),
            departments: self.departments.clone(),
            department_count: self.department_count.max(self.departments.len()),
            departments_removed: self.departments_removed,
            departments_stayed: self.departments_stayed.clone(),
            departments_stayed_count: self.departments_stayed_count,
            create_groups: self.create_groups,
        }
    }
}

impl Summary {
    /// As it is told in a language.
    pub(super) fn told(mut self, language: Language) -> Self {
        for stayed in &mut self.departments_stayed {
            stayed.why = Said::Plain(stayed.why.told(language).to_owned());
        }
        self
    }

    /// Whether some of its rows were carried out or taken back, and others not yet.
    pub(crate) fn is_unfinished(&self) -> bool {
        matches!(self.state, State::Applying | State::Undoing)
    }

    /// Its id and the file it came from.
    pub(crate) fn sample(&self) -> (&str, &str) {
        (&self.plan_id, &self.file_name)
    }
}

//! A plan of changes: its rows, and where it is kept.

use super::cells::Cells;
use crate::prelude::*;
use endpoint::Context;
use serde::de::DeserializeOwned;
use std::future::Future;

/// Plans of which the list tells, the newest.
const LISTED_MAX: usize = 50;
/// Where the list of an organization's plans is kept among them.
const LIST: &str = "list";
/// People who may always leave by one plan.
const REMOVALS_FREE: u64 = 20;
/// Of so many people one more may leave.
const REMOVALS_SHARE: u64 = 20;

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
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub(super) struct Difference {
    pub(super) field: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// What is wrong with a row.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub(super) struct Problem {
    /// The column, where one is to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) field: Option<String>,
    pub(super) message: String,
}

/// A row of a file.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    /// Its place in the plan.
    pub(super) index: usize,
    /// Its line in the file; the titles are line 1.
    pub(super) line: usize,
    pub(super) kind: Kind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) user_id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) name: String,
    pub(super) changes: Vec<Difference>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) errors: Vec<Problem>,
    pub(super) selected: bool,
    pub(super) outcome: Outcome,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    /// What stood in the file, of a row that is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) given: Vec<String>,
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

    /// Whether the row is to be carried out.
    pub(super) fn is_due(&self) -> bool {
        self.selected && !matches!(self.kind, Kind::Same | Kind::Wrong)
    }
}

/// A plan as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) id: String,
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
    /// Paths of departments that are made.
    pub(super) departments: Vec<String>,
    /// The titles of the file.
    pub(super) titles: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// Rows of each kind.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(super) struct Counts {
    created: usize,
    changed: usize,
    moved: usize,
    left: usize,
    same: usize,
    wrong: usize,
    failed: usize,
}

/// A plan without its rows.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub(super) plan_id: String,
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
    /// Paths of departments that are made.
    departments: Vec<String>,
}

impl Plan {
    /// Whether more people leave than may without approval: more than 5 % or 20, the larger.
    pub(super) fn needs_approval(&self) -> bool {
        let leaving = |row: &&Row| row.kind == Kind::Left && row.selected;
        let leaving = self.rows.iter().filter(leaving).count() as u64;
        leaving > REMOVALS_FREE.max(self.people / REMOVALS_SHARE)
    }

    pub(super) fn summary(&self) -> Summary {
        let mut counts = Counts::default();
        for row in &self.rows {
            *match row.kind {
                Kind::Created => &mut counts.created,
                Kind::Changed => &mut counts.changed,
                Kind::Moved => &mut counts.moved,
                Kind::Left => &mut counts.left,
                Kind::Same => &mut counts.same,
                Kind::Wrong => &mut counts.wrong,
            } += 1;
            counts.failed += usize::from(matches!(row.outcome, Outcome::Failed | Outcome::Kept));
        }
        Summary {
            plan_id: self.id.clone(),
            file_name: self.file_name.clone(),
            created_by: self.created_by.clone(),
            created_at: self.created_at,
            state: self.state,
            counts,
            selected: self.rows.iter().filter(|row| row.is_due()).count(),
            done: self.done,
            total: self.rows.len(),
            needs_approval: self.needs_approval(),
            approved_by: self.approved_by.clone(),
            departments: self.departments.clone(),
        }
    }

    /// Keeps the plan as it is now, and its place in the list.
    pub(super) async fn keep(&self, context: &dyn Context) -> Reply<()> {
        let body = serde_json::to_vec(self).expect("a plan is plain");
        context.keep_plan(&self.id, body).await?;
        let summary = self.summary();
        // The list is everybody's.
        alone(context, LIST, async move {
            let mut listed = listed(context).await?;
            match listed.iter_mut().find(|one| one.plan_id == summary.plan_id) {
                Some(known) => *known = summary,
                None => listed.insert(0, summary),
            }
            listed.truncate(LISTED_MAX);
            let body = serde_json::to_vec(&listed).expect("a list is plain");
            context.keep_plan(LIST, body).await
        })
        .await
    }
}

/// Works on a plan while nobody else does: what one has noted in it, another does not overwrite.
pub(super) async fn alone<T: Serialize + DeserializeOwned>(
    context: &dyn Context,
    id: &str,
    work: impl Future<Output = Reply<T>> + Send,
) -> Reply<T> {
    let work = async {
        let done = work.await?;
        Ok(serde_json::to_vec(&done).expect("what is told of a plan is plain"))
    };
    let done = context.alone_with_plan(id, Box::pin(work)).await?;
    let busy = || Fault::because(PLAN_STATE, "somebody else is working on it; try again");
    let done = done.ok_or_else(busy)?;
    Ok(serde_json::from_slice(&done).expect("it was written a moment ago"))
}

impl Summary {
    /// Whether some of its rows were carried out or taken back, and others not yet.
    pub(crate) fn is_unfinished(&self) -> bool {
        matches!(self.state, State::Applying | State::Undoing)
    }

    /// Its id and the file it came from.
    pub(crate) fn sample(&self) -> (&str, &str) {
        (&self.plan_id, &self.file_name)
    }
}

/// The newest plans that the caller may see.
pub(crate) async fn seen(context: &dyn Context) -> Reply<Vec<Summary>> {
    let (userid, is_whole) = caller(context);
    let mut plans = listed(context).await?;
    plans.retain(|plan| is_whole || plan.created_by == userid);
    Ok(plans)
}

/// The organization's newest plans.
async fn listed(context: &dyn Context) -> Reply<Vec<Summary>> {
    let found = context.plan(LIST).await?;
    Ok(found
        .and_then(|body| serde_json::from_slice(&body).ok())
        .unwrap_or_default())
}

/// Who calls, and whether the whole organization is administered.
pub(super) fn caller(context: &dyn Context) -> (String, bool) {
    let mut caller = (String::new(), false);
    context.look(&mut |view| {
        if let Some(admin) = view.administrator() {
            caller = (admin.userid.to_string(), admin.is_whole());
        }
    });
    caller
}

/// A plan, for who made it and for whoever administers the whole organization; nobody else is told of it.
pub(super) async fn plan(context: &dyn Context, id: &str) -> Reply<Plan> {
    let absent = || Fault::code(PLAN);
    if id == LIST {
        return Err(absent());
    }
    let body = context.plan(id).await?.ok_or_else(absent)?;
    let plan: Plan = serde_json::from_slice(&body).map_err(|_| absent())?;
    let (userid, is_whole) = caller(context);
    if !is_whole && plan.created_by != userid {
        return Err(absent());
    }
    Ok(plan)
}

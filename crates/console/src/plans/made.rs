//! Departments that a plan makes, and how they go again with it.

use super::plan::{Plan, Row};
use super::said::Said;
use super::tree::{Tree, missing};
use crate::prelude::*;
use endpoint::Context;
use org::{Department, DepartmentFields, Refusal, Sentence};
use std::collections::BTreeSet;

/// A department as the plan left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Made {
    path: String,
    /// Without heads: those come with rows, and go with them.
    left: Department,
}

/// What is kept beside a piece of a plan of the departments that it makes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Paths that were missing before the piece was carried out.
    missing: Vec<String>,
    made: Vec<Made>,
}

/// A department that stays although its plan was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Stayed {
    pub(super) dept_id: i64,
    pub(super) path: String,
    pub(super) why: Said,
}

/// What became of departments when they were to go.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Gone {
    pub(super) removed: usize,
    pub(super) stayed: Vec<Stayed>,
}

impl Plan {
    fn key_of_made(&self, number: usize) -> String {
        format!("{}.made.{number}", self.id)
    }

    /// What is kept of the departments of a piece; nothing of one that makes none.
    pub(super) async fn made(&self, context: &dyn Context, number: usize) -> Reply<Kept> {
        let body = context.plan(&self.key_of_made(number)).await?;
        let kept = body.and_then(|body| serde_json::from_slice(&body).ok());
        Ok(kept.unwrap_or_default())
    }

    async fn keep_made(&self, context: &dyn Context, number: usize, kept: &Kept) -> Reply<()> {
        let body = serde_json::to_vec(kept).expect("departments are plain");
        context.keep_plan(&self.key_of_made(number), body).await
    }

    /// Notes which departments rows of a piece are about to make. Should the node die before it has noted what was made, whoever sends the piece again
    /// finds those departments there, and knows by this that they are the plan's.
    pub(super) async fn note_missing(
        &self,
        context: &dyn Context,
        number: usize,
        rows: &[Row],
    ) -> Reply<Vec<String>> {
        let mut kept = self.made(context, number).await?;
        let known: BTreeSet<String> = kept.missing.iter().cloned().collect();
        let mut now = Vec::new();
        context.look(&mut |view| now = missing(view, rows.iter()));
        let all: BTreeSet<String> = now.into_iter().chain(known.iter().cloned()).collect();
        if all != known {
            kept.missing = all.iter().cloned().collect();
            self.keep_made(context, number, &kept).await?;
        }
        Ok(all.into_iter().collect())
    }

    /// Notes which departments a piece has made.
    pub(super) async fn note_made(
        &mut self,
        context: &dyn Context,
        number: usize,
        made: Vec<Made>,
    ) -> Reply<()> {
        if made.is_empty() {
            return Ok(());
        }
        let missing = made.iter().map(|made| made.path.clone()).collect();
        let kept = Kept { missing, made };
        self.keep_made(context, number, &kept).await
    }
}

impl Kept {
    /// The departments, those that stand below others first.
    pub(super) fn going(self) -> Vec<Made> {
        let mut made = self.made;
        made.sort_by_key(|made| std::cmp::Reverse(made.path.matches('/').count()));
        made
    }
}

/// Those of some paths that are there now, as they are.
pub(super) fn made(view: &View<'_>, paths: &[String]) -> Vec<Made> {
    let found = there(view, paths)
        .into_iter()
        .map(|(path, department)| Made {
            path: path.clone(),
            left: without_heads(department),
        });
    found.collect()
}

fn there<'a, 'p>(view: &View<'a>, paths: &'p [String]) -> Vec<(&'p String, &'a Department)> {
    let mut tree = Tree::new(view);
    let found = paths.iter().filter_map(|path| {
        let id = tree.find(&tree.parts(path))?;
        Some((path, view.department(id).ok()?))
    });
    found.collect()
}

/// Gives those of some paths groups that are there now and have none.
pub(super) fn give_groups(draft: &mut Draft, paths: &[String]) -> Result<(), Refusal> {
    let found = there(&draft.view(), paths);
    let without = found
        .iter()
        .filter(|(_, department)| !department.create_group);
    let ids: Vec<DepartmentId> = without.map(|(_, department)| department.id).collect();
    for id in ids {
        let fields = DepartmentFields {
            create_group: Some(true),
            auto_add_user: Some(true),
            ..DepartmentFields::default()
        };
        draft.update_department(id, fields)?;
    }
    Ok(())
}

fn without_heads(department: &Department) -> Department {
    Department {
        managers: Vec::new(),
        ..department.clone()
    }
}

/// Takes departments away that are as the plan left them and empty.
pub(super) fn take_away(draft: &mut Draft, going: &[Made]) -> Gone {
    let mut gone = Gone::default();
    for made in going {
        match one(draft, made) {
            Ok(was_there) => gone.removed += usize::from(was_there),
            Err(why) => gone.stayed.push(Stayed {
                dept_id: made.left.id.0,
                path: made.path.clone(),
                why: Said::of(&why),
            }),
        }
    }
    gone
}

/// Takes one away; tells whether it was there.
fn one(draft: &mut Draft, made: &Made) -> Result<bool, Sentence> {
    let id = made.left.id;
    let view = draft.view();
    let branch = match view.branch(id) {
        Ok(branch) => branch,
        Err(Refusal::DepartmentNotFound(_)) => return Ok(false),
        Err(refusal) => return Err(refusal.sentence()),
    };
    if branch.direct_member_count > 0 {
        return Err(sentence!("people are in it", "里面还有人"));
    }
    if branch.child_count > 0 {
        return Err(sentence!("departments are below it", "下面还有部门"));
    }
    if without_heads(branch.department) != made.left {
        return Err(sentence!("it has been changed since", "它后来被改过"));
    }
    let removed = draft.attempt(|draft| draft.remove_department(id).map(drop));
    removed.map_err(|refusal| refusal.sentence())?;
    Ok(true)
}

//! Where plans are kept: a head, and the rows in pieces beside it. What is done to some rows neither reads nor writes the others, however many
//! there are.

use super::about::About;
use super::plan::{Plan, Row, Summary, Tally};
use crate::limits::{PLAN_SLICE_ROWS, PLANS_LISTED_MAX};
use crate::prelude::*;
use endpoint::Context;
use serde::de::DeserializeOwned;
use std::future::Future;

/// Where the list of an organization's plans is kept among them.
const LIST: &str = "list";

impl Plan {
    /// Keeps the plan with its rows.
    pub(super) async fn begin(&mut self, context: &dyn Context, rows: &[Row]) -> Reply<()> {
        self.pieces = vec![Tally::default(); rows.len().div_ceil(PLAN_SLICE_ROWS)];
        for (number, piece) in rows.chunks(PLAN_SLICE_ROWS).enumerate() {
            self.keep_piece(context, number, piece).await?;
        }
        self.keep(context).await
    }

    fn key_of(&self, number: usize) -> String {
        format!("{}.{number}", self.id)
    }

    /// The rows of a piece.
    pub(super) async fn piece(&self, context: &dyn Context, number: usize) -> Reply<Vec<Row>> {
        if !self.rows.is_empty() {
            let piece = self.rows.chunks(PLAN_SLICE_ROWS).nth(number);
            return Ok(piece.unwrap_or_default().to_vec());
        }
        let body = context.plan(&self.key_of(number)).await?;
        let rows = body.and_then(|body| serde_json::from_slice(&body).ok());
        rows.ok_or_else(|| Fault::code(PLAN))
    }

    /// Every row.
    pub(super) async fn all_rows(&self, context: &dyn Context) -> Reply<Vec<Row>> {
        let mut rows = Vec::with_capacity(self.total());
        for number in 0..self.pieces.len() {
            rows.extend(self.piece(context, number).await?);
        }
        Ok(rows)
    }

    /// Keeps the rows of a piece. The head is to be kept afterwards.
    pub(super) async fn keep_piece(
        &mut self,
        context: &dyn Context,
        number: usize,
        rows: &[Row],
    ) -> Reply<()> {
        let body = serde_json::to_vec(rows).expect("rows are plain");
        context.keep_plan(&self.key_of(number), body).await?;
        self.pieces[number] = Tally::of(rows);
        Ok(())
    }

    /// Before several pieces are written: if that breaks off, the next who works on the plan counts again.
    pub(super) async fn unsettle(&mut self, context: &dyn Context) -> Reply<()> {
        self.is_unsettled = true;
        self.keep_head(context).await
    }

    async fn keep_head(&self, context: &dyn Context) -> Reply<()> {
        let body = serde_json::to_vec(self).expect("a plan is plain");
        context.keep_plan(&self.id, body).await
    }

    /// Keeps the plan as it is now, and its place in the list.
    pub(super) async fn keep(&mut self, context: &dyn Context) -> Reply<()> {
        self.is_unsettled = false;
        self.keep_head(context).await?;
        let summary = self.summary();
        // The list is everybody's.
        alone(context, LIST, async move {
            let mut listed = listed(context).await?;
            match listed.iter_mut().find(|one| one.plan_id == summary.plan_id) {
                Some(known) => *known = summary,
                None => listed.insert(0, summary),
            }
            listed.truncate(PLANS_LISTED_MAX);
            let body = serde_json::to_vec(&listed).expect("a list is plain");
            context.keep_plan(LIST, body).await
        })
        .await
    }
}

/// Works on a plan while nobody else does: what one has noted in it, another does not overwrite.
async fn alone<T: Serialize + DeserializeOwned>(
    context: &dyn Context,
    id: &str,
    work: impl Future<Output = Reply<T>> + Send,
) -> Reply<T> {
    let work = async {
        let done = work.await?;
        Ok(serde_json::to_vec(&done).expect("what is told of a plan is plain"))
    };
    let done = context.alone_with_plan(id, Box::pin(work)).await?;
    let busy = || {
        let why = sentence!(
            "somebody else is working on it; try again",
            "有人正在处理它，请再试一次"
        );
        Fault::because(PLAN_STATE, why)
    };
    Ok(serde_json::from_slice(&done.ok_or_else(busy)?).expect("it was written a moment ago"))
}

/// Works on a plan that the caller may see, while nobody else does; what is done to it is kept.
pub(super) async fn work_on<'c, W>(
    context: &'c dyn Context,
    id: &str,
    work: impl FnOnce(Plan) -> W + Send,
) -> Reply<Summary>
where
    W: Future<Output = Reply<Plan>> + Send + 'c,
{
    let summary: Summary = alone(context, id, async {
        let mut plan = plan(context, id).await?;
        if !plan.rows.is_empty() {
            let rows = std::mem::take(&mut plan.rows);
            plan.begin(context, &rows).await?;
        } else if plan.is_unsettled {
            for number in 0..plan.pieces.len() {
                plan.pieces[number] = Tally::of(&plan.piece(context, number).await?);
            }
        }
        let mut plan = work(plan).await?;
        plan.keep(context).await?;
        Ok(plan.summary())
    })
    .await?;
    Ok(summary.told(context.language()))
}

/// The newest plans that the caller may see.
pub(crate) async fn seen(context: &dyn Context) -> Reply<Vec<Summary>> {
    let (userid, is_whole) = caller(context);
    let mut plans = listed(context).await?;
    plans.retain(|plan| is_whole || plan.created_by == userid);
    plans.retain(|plan| check_open(context, plan.about).is_ok());
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

/// Refuses who may not work on such a plan.
pub(super) fn check_open(context: &dyn Context, about: About) -> Reply<()> {
    let mut open = Err(NOT_ALLOWED.into());
    context.look(&mut |view| open = about.check_open(view));
    open
}

/// A plan, for who made it and for whoever administers the whole organization; nobody else is told of it.
pub(super) async fn plan(context: &dyn Context, id: &str) -> Reply<Plan> {
    let absent = || Fault::code(PLAN);
    let body = context.plan(id).await?.ok_or_else(absent)?;
    let mut plan: Plan = serde_json::from_slice(&body).map_err(|_| absent())?;
    let (userid, is_whole) = caller(context);
    if !is_whole && plan.created_by != userid {
        return Err(absent());
    }
    check_open(context, plan.about).map_err(|_| absent())?;
    if !plan.rows.is_empty() {
        plan.pieces = plan.rows.chunks(PLAN_SLICE_ROWS).map(Tally::of).collect();
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::plan::Kind;

    #[test]
    fn a_plan_of_the_days_before_there_were_pieces_is_read() {
        let old = r#"{"id":"p","file_name":"a.csv","created_by":"ann","created_at":1,"state":"ready","people":3,"done":0,"departments":[],
            "titles":["Name"],"rows":[{"index":0,"line":2,"kind":"left","userId":"bob","changes":[],"selected":true,"outcome":"waiting"},
            {"index":1,"line":3,"kind":"wrong","changes":[],"errors":[{"field":"mobile","message":"no"}],"selected":false,"outcome":"failed",
            "note":"gone"}]}"#;
        let mut plan: Plan = serde_json::from_str(old).expect("as it was kept");
        assert!(plan.pieces.is_empty());
        plan.pieces = plan.rows.chunks(PLAN_SLICE_ROWS).map(Tally::of).collect();
        assert_eq!(plan.total(), 2);
        assert_eq!(plan.tally().rows(Some(Kind::Left)), 1);
        assert!(plan.tally().is_bad() && !plan.needs_approval());
        let summary = serde_json::to_value(plan.summary()).expect("plain");
        assert_eq!(
            (&summary["selected"], &summary["counts"]["failed"]),
            (&1.into(), &1.into())
        );
        let note = plan.rows[1].note.as_ref().expect("it was noted");
        assert_eq!(note.told(org::Language::Chinese), "gone");
        // The list of those days is read, too.
        let listed = r#"[{"planId":"p","fileName":"a.csv","createdBy":"ann","createdAt":1,"state":"ready","counts":{"created":1,"changed":0,
            "moved":0,"left":0,"same":0,"wrong":0,"failed":0},"selected":1,"done":0,"total":1,"needsApproval":false,"departments":["x"]}]"#;
        assert_eq!(
            serde_json::from_str::<Vec<Summary>>(listed)
                .expect("old")
                .len(),
            1
        );
    }
}

//! Carry a plan out: `POST /v1.0/orgbook/console/plans/{planId}/apply`.

use super::act::{Done, Results, Slice};
use super::kept::work_on;
use super::plan::{Outcome, Plan, Row, State, Summary, not_ready};
use crate::limits::PLAN_SLICE_ROWS;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which plan. Each call carries out the next 200 rows: call it until the plan is `applied`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/plans/{planId}/apply",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .or_module(Module::ExternalContacts)
    .scoped()
    .faults(&[PLAN, PLAN_STATE, PLAN_APPROVAL]);
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
        if !matches!(plan.state, State::Ready | State::Applying) {
            return Err(not_ready());
        }
        if plan.needs_approval() && plan.approved_by.is_none() {
            return Err(PLAN_APPROVAL.into());
        }
        let number = plan.done / PLAN_SLICE_ROWS;
        let mut piece = plan.piece(context, number).await?;
        let due = piece.iter().filter(|row| row.is_due());
        let rows: Vec<Row> = due.cloned().collect();
        let slice = Slice {
            missing: plan.note_missing(context, number, &rows).await?,
            rows,
            act: plan.about.apply(),
            create_groups: plan.create_groups,
            going: Vec::new(),
        };
        let Done { results, made, .. } = run_slice(context, slice).await?;
        note(&mut piece, results, [Outcome::Applied, Outcome::Failed]);
        plan.note_made(context, number, made).await?;
        plan.keep_piece(context, number, &piece).await?;
        plan.done = number * PLAN_SLICE_ROWS + piece.len();
        plan.state = match plan.done == plan.total() {
            true => State::Applied,
            false => State::Applying,
        };
        Ok(plan)
    }
}

/// Runs a slice as one write.
pub(super) async fn run_slice(context: &dyn Context, slice: Slice) -> Reply<Done> {
    if slice.rows.is_empty() && slice.going.is_empty() {
        return Ok(Done::default());
    }
    let done = context.write(Box::new(slice)).await?;
    Ok(serde_json::from_slice(&done).unwrap_or_default())
}

/// Notes what came of rows.
pub(super) fn note(piece: &mut [Row], results: Results, [done, not]: [Outcome; 2]) {
    for (index, why) in results {
        if let Some(row) = piece.iter_mut().find(|row| row.index == index) {
            row.outcome = if why.is_none() { done } else { not };
            row.note = why;
        }
    }
}

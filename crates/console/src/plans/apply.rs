//! Carry a plan out: `POST /v1.0/orgbook/console/plans/{planId}/apply`.

use super::act::{self, Results, SLICE_ROWS, Slice};
use super::plan::{Outcome, Plan, State, Summary, alone, plan};
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
    .scoped()
    .faults(&[PLAN, PLAN_STATE, PLAN_APPROVAL]);
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
        if !matches!(plan.state, State::Ready | State::Applying) {
            return Err(Fault::because(PLAN_STATE, "it has been applied"));
        }
        if plan.needs_approval() && plan.approved_by.is_none() {
            return Err(PLAN_APPROVAL.into());
        }
        let until = (plan.done + SLICE_ROWS).min(plan.rows.len());
        let due = plan.rows[plan.done..until].iter();
        let rows = due.filter(|row| row.is_due()).cloned().collect();
        let act = act::apply;
        let results = run_slice(context, Slice { rows, act }).await?;
        note(&mut plan, results, [Outcome::Applied, Outcome::Failed]);
        plan.done = until;
        plan.state = match until == plan.rows.len() {
            true => State::Applied,
            false => State::Applying,
        };
        plan.keep(context).await?;
        Ok(plan.summary())
    }
}

/// Runs a slice as one write.
pub(super) async fn run_slice(context: &dyn Context, slice: Slice) -> Reply<Results> {
    if slice.rows.is_empty() {
        return Ok(Results::new());
    }
    let done = context.write(Box::new(slice)).await?;
    Ok(serde_json::from_slice(&done).unwrap_or_default())
}

/// Notes what came of rows.
pub(super) fn note(plan: &mut Plan, results: Results, [done, not]: [Outcome; 2]) {
    for (index, why) in results {
        if let Some(row) = plan.rows.get_mut(index) {
            row.outcome = if why.is_none() { done } else { not };
            row.note = why.unwrap_or_default();
        }
    }
}

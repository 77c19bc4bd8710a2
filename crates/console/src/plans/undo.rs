//! Take a plan back: `POST /v1.0/orgbook/console/plans/{planId}/undo`.

use super::act::{self, SLICE_ROWS, Slice};
use super::apply::{note, run_slice};
use super::plan::{Outcome, State, Summary, alone, plan};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which plan. Each call takes 200 rows back, the last first: call it until the plan is `undone`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/plans/{planId}/undo",
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
        if matches!(plan.state, State::Ready | State::Undone) {
            return Err(Fault::because(PLAN_STATE, "there is nothing to take back"));
        }
        let from = plan.done.saturating_sub(SLICE_ROWS);
        let done = plan.rows[from..plan.done].iter().rev();
        let done = done.filter(|row| row.outcome == Outcome::Applied);
        let rows = done.cloned().collect();
        let act = act::undo;
        let results = run_slice(context, Slice { rows, act }).await?;
        note(&mut plan, results, [Outcome::Undone, Outcome::Kept]);
        plan.done = from;
        plan.state = match from {
            0 => State::Undone,
            _ => State::Undoing,
        };
        plan.keep(context).await?;
        Ok(plan.summary())
    }
}

//! Take a plan back: `POST /v1.0/orgbook/console/plans/{planId}/undo`.

use super::act::{Done, Slice};
use super::apply::{note, run_slice};
use super::kept::work_on;
use super::plan::{Outcome, Plan, State, Summary};
use crate::limits::PLAN_SLICE_ROWS;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which plan. Each call takes 200 rows back, the last first: call it until the plan is `undone`. Departments that the rows made go
/// with them where they are empty and as the plan left them.
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
        if matches!(plan.state, State::Ready | State::Undone) {
            let why = sentence!("there is nothing to take back", "没有可以撤销的");
            return Err(Fault::because(PLAN_STATE, why));
        }
        let number = plan.done.saturating_sub(1) / PLAN_SLICE_ROWS;
        let from = number * PLAN_SLICE_ROWS;
        let mut piece = plan.piece(context, number).await?;
        let done = piece.iter().rev();
        let done = done.filter(|row| row.outcome == Outcome::Applied);
        let slice = Slice {
            rows: done.cloned().collect(),
            act: plan.about.undo(),
            create_groups: false,
            missing: Vec::new(),
            going: plan.made(context, number).await?.going(),
        };
        let Done { results, gone, .. } = run_slice(context, slice).await?;
        note(&mut piece, results, [Outcome::Undone, Outcome::Kept]);
        plan.note_gone(gone);
        plan.keep_piece(context, number, &piece).await?;
        plan.done = from;
        plan.state = match from {
            0 => State::Undone,
            _ => State::Undoing,
        };
        Ok(plan)
    }
}

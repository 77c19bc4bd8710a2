//! Take rows into a plan or out of it: `PUT /v1.0/orgbook/console/plans/{planId}/rows`.

use super::get::kind;
use super::kept::work_on;
use super::plan::{Kind, Plan, State, Summary, not_ready};
use crate::limits::PLAN_SLICE_ROWS;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;
use std::collections::BTreeSet;

/// Which rows of which plan.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
    /// Places of rows.
    indexes: Option<Vec<usize>>,
    /// Every row of a kind.
    rows: Option<String>,
    /// Whether they are carried out.
    selected: bool,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/plans/{planId}/rows",
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
        let kind = self.rows.as_deref().map(kind).transpose()?;
        let indexes: BTreeSet<usize> = self.indexes.unwrap_or_default().into_iter().collect();
        let possible = |kind: Kind| !matches!(kind, Kind::Same | Kind::Wrong);
        let numbers: BTreeSet<usize> = indexes.iter().map(|at| at / PLAN_SLICE_ROWS).collect();
        let has_kind = |at: usize| kind.is_some_and(|kind| plan.pieces[at].rows(Some(kind)) > 0);
        let concerned = (0..plan.pieces.len()).filter(|at| numbers.contains(at) || has_kind(*at));
        let concerned: Vec<usize> = concerned.collect();
        plan.unsettle(context).await?;
        for number in concerned {
            let mut piece = plan.piece(context, number).await?;
            for row in piece.iter_mut().filter(|row| possible(row.kind)) {
                if indexes.contains(&row.index) || kind == Some(row.kind) {
                    row.selected = self.selected;
                }
            }
            plan.keep_piece(context, number, &piece).await?;
        }
        // Whoever approved saw other rows.
        plan.approved_by = None;
        Ok(plan)
    }
}

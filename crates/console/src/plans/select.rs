//! Take rows into a plan or out of it: `PUT /v1.0/orgbook/console/plans/{planId}/rows`.

use super::get::kind;
use super::plan::{Kind, State, Summary, alone, plan};
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
        if plan.state != State::Ready {
            return Err(Fault::because(PLAN_STATE, "it has been applied"));
        }
        let kind = self.rows.as_deref().map(kind).transpose()?;
        let indexes: BTreeSet<usize> = self.indexes.unwrap_or_default().into_iter().collect();
        let possible = |kind: Kind| !matches!(kind, Kind::Same | Kind::Wrong);
        for row in plan.rows.iter_mut().filter(|row| possible(row.kind)) {
            if indexes.contains(&row.index) || kind == Some(row.kind) {
                row.selected = self.selected;
            }
        }
        // Whoever approved saw other rows.
        plan.approved_by = None;
        plan.keep(context).await?;
        Ok(plan.summary())
    }
}

//! Let so many people leave: `POST /v1.0/orgbook/console/plans/{planId}/approve`.

use super::plan::{State, Summary, alone, caller, plan};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// By which plan.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/plans/{planId}/approve",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .faults(&[PLAN, PLAN_STATE, NOT_ALLOWED]);
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
        let (userid, _) = caller(context);
        if userid == plan.created_by {
            let why = "nobody approves a plan of his own";
            return Err(Fault::because(NOT_ALLOWED, why));
        }
        plan.approved_by = Some(userid);
        plan.keep(context).await?;
        Ok(plan.summary())
    }
}

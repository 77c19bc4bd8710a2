//! Let so many people leave: `POST /v1.0/orgbook/console/plans/{planId}/approve`.

use super::kept::{caller, work_on};
use super::plan::{Plan, State, Summary, not_ready};
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
            work_on(context, &id, |plan| self.work(context, plan)).await
        })
    }
}

impl Request {
    async fn work(self, context: &dyn Context, mut plan: Plan) -> Reply<Plan> {
        if plan.state != State::Ready {
            return Err(not_ready());
        }
        let (userid, _) = caller(context);
        if userid == plan.created_by {
            let why = sentence!(
                "nobody approves a plan of his own",
                "自己的计划要由别人批准"
            );
            return Err(Fault::because(NOT_ALLOWED, why));
        }
        plan.approved_by = Some(userid);
        Ok(plan)
    }
}

//! Give departments that a plan makes groups, or none: `PUT /v1.0/orgbook/console/plans/{planId}/groups`.

use super::kept::work_on;
use super::plan::{State, Summary, not_ready};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which plan, and whether.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
    /// Whether each department that the plan makes gets a group.
    create_groups: bool,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/plans/{planId}/groups",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .scoped()
    .faults(&[PLAN, PLAN_STATE]);
    type Response = Summary;

    fn run(self, context: &dyn Context) -> Answer<'_, Summary> {
        Box::pin(async move {
            let id = self.plan_id.clone();
            work_on(context, &id, |mut plan| async move {
                if plan.state != State::Ready {
                    return Err(not_ready());
                }
                plan.create_groups = self.create_groups;
                Ok(plan)
            })
            .await
        })
    }
}

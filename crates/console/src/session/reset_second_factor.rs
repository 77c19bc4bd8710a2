//! Take away the second factor of somebody who has lost it: `DELETE /v1.0/orgbook/console/people/{userId}/second-factor`.

use super::fields::{FAULTS, refused};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Who.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/people/{userId}/second-factor",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .scoped()
    .faults(FAULTS);
    type Response = ();

    fn run(self, context: &dyn Context) -> Answer<'_, ()> {
        Box::pin(async move {
            let reset = context.reset_second_factor(&self.user_id).await;
            reset.map_err(refused)
        })
    }
}

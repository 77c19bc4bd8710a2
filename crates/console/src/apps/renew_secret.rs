//! Give an app another secret: `POST /v1.0/orgbook/console/apps/{appKey}/secret`.

use super::fields::{FAULTS, outer};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
}

/// The new secret. The old one is none from now on; tokens that were issued live as long as they would have.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Shown here, and nowhere else.
    app_secret: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/apps/{appKey}/secret",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let renewed = context.renew_app_secret(self.app_key).await;
            Ok(Response {
                app_secret: renewed.map_err(outer)?,
            })
        })
    }
}

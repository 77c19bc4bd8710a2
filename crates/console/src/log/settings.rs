//! For how long administrators are told what was done: `GET /v1.0/orgbook/console/audit-settings`.

use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The settings.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// For how many days the organization has it told; absent: for as long as the installation does.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    /// For how many days the installation tells it, which no organization extends; absent: for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    installation_days: Option<i64>,
}

const DAY_MS: i64 = 86_400_000;

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/audit-settings",
        PARAMETER,
    )
    .administrators(Module::Audit);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        let mut days = None;
        context.look(&mut |view| days = view.organization().audit_days);
        let told_ms = context.told_since().map(|since| context.now().0 - since.0);
        let response = Response {
            days,
            installation_days: told_ms.map(|told| told / DAY_MS),
        };
        Box::pin(std::future::ready(Ok(response)))
    }
}

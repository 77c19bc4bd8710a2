//! Record an app's calls no longer: `DELETE /v1.0/orgbook/console/apps/{appKey}/recording`.

use super::fields::{FAULTS, fault};
use crate::prelude::*;
use org::Module;

/// Which app. What was recorded stays for the rest of its hour.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/apps/{appKey}/recording",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let ended = draft.record_app(&self.app_key, None);
        ended.map(drop).map_err(fault)
    }
}

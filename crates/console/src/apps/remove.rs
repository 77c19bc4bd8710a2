//! Remove an app: `DELETE /v1.0/orgbook/console/apps/{appKey}`.

use super::fields::{FAULTS, fault};
use crate::prelude::*;
use org::Module;

/// Which.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/apps/{appKey}",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        draft.remove_app(&self.app_key).map_err(fault)
    }
}

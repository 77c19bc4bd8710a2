//! What the organization is: `GET /v1.0/orgbook/console/organization`.

use super::facts::Facts;
use crate::prelude::*;
use org::Module;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/organization", PARAMETER)
        .administrators(Module::Organization);
    type Response<'a> = Facts;

    fn read(self, view: &View<'_>) -> Reply<Facts> {
        Ok(Facts::of(view))
    }
}

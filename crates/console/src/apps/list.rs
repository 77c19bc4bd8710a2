//! Every app: `GET /v1.0/orgbook/console/apps`.

use super::fields::Shown;
use crate::prelude::*;
use org::Module;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The apps, the oldest first.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    apps: Vec<Shown>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/apps", PARAMETER)
        .administrators(Module::Integrations);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let mut apps: Vec<_> = view.apps().collect();
        apps.sort_by_key(|app| (app.created_at, app.agent_id));
        Ok(Response {
            apps: apps.into_iter().map(Shown::of).collect(),
        })
    }
}

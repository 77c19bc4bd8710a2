//! Every app: `GET /v1.0/orgbook/console/apps`.

use super::fields::Shown;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The apps, the oldest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    apps: Vec<Shown>,
    /// Permission points that whoever asks gives to no app: they belong to modules that he does not have.
    beyond_points: Vec<&'static str>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/apps", PARAMETER)
        .administrators(Module::Integrations);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut told = Response {
                apps: Vec::new(),
                beyond_points: Vec::new(),
            };
            context.look(&mut |view| {
                let mut apps: Vec<_> = view.apps().collect();
                apps.sort_by_key(|app| (app.created_at, app.agent_id));
                told.apps = apps.into_iter().map(|app| Shown::of(view, app)).collect();
                let caller = view.administrator();
                let points = context.permission_points().iter().copied();
                let is_beyond = |point: &&str| caller.is_some_and(|one| !one.may_give(point));
                told.beyond_points = points.filter(is_beyond).collect();
            });
            Ok(told)
        })
    }
}

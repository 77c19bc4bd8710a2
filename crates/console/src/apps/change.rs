//! Change an app: `PUT /v1.0/orgbook/console/apps/{appKey}`.

use super::fields::{FAULTS, Scope, networks, outer, points, redirect_uris};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::{AppChange, Module, Points};

/// Which, and what changes; what is absent stays.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    app_key: String,
    name: Option<String>,
    /// Whether every permission point is granted; goes before `points`.
    all_points: Option<bool>,
    points: Option<Vec<String>>,
    scope: Option<Scope>,
    redirect_uris: Option<Vec<String>>,
    allowed_addresses: Option<Vec<String>>,
    disabled: Option<bool>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/apps/{appKey}",
        PARAMETER,
    )
    .administrators(Module::Integrations)
    .faults(FAULTS);
    type Response = ();

    fn run(self, context: &dyn Context) -> Answer<'_, ()> {
        Box::pin(async move {
            let given = self.points.map(|given| points(context, given));
            let given = given.transpose()?;
            let change = AppChange {
                name: self.name,
                points: match self.all_points {
                    Some(true) => Some(Points::All),
                    _ => given,
                },
                scope: self.scope.map(Into::into),
                redirect_uris: self.redirect_uris.map(redirect_uris).transpose()?,
                allowed_addresses: self.allowed_addresses.map(networks).transpose()?,
                disabled: self.disabled,
            };
            context
                .change_app(self.app_key, change)
                .await
                .map_err(outer)
        })
    }
}

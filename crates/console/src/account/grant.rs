//! What one organization may do with enterprise accounts of this one: `GET /v1.0/orgbook/console/account-grants/{corpId}`.

use super::wire::{Told, name};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::limits::GRANT_DEPARTMENTS_MAX;
use org::{Module, OrgId};

/// Which organization.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    corp_id: String,
}

/// With every department.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    grant: Told,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/account-grants/{corpId}",
        PARAMETER,
    )
    .administrators(Module::Accounts)
    .faults(&[GRANT]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut found = None;
            context.look(&mut |view| found = of(view, &self.corp_id));
            let mut grant = found.ok_or(GRANT)?;
            name(
                context,
                [(grant.corp_id.as_str(), &mut grant.name)].into_iter(),
            )
            .await?;
            Ok(Response { grant })
        })
    }
}

fn of(view: &View<'_>, corp_id: &str) -> Option<Told> {
    let org = OrgId::new(corp_id);
    let (grant, working) = (view.account_grant(&org), view.accounts_in(&org));
    let is_known = grant.is_some() || working > 0;
    is_known.then(|| Told::of(view, (org, grant, working), GRANT_DEPARTMENTS_MAX))
}

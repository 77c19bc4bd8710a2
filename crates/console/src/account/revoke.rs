//! Take back what another organization may do with enterprise accounts: `DELETE /v1.0/orgbook/console/account-grants/{corpId}`.

use super::wire::refused;
use crate::prelude::*;
use org::{Module, OrgId};

/// Whom. Accounts that work there stay, and what is shown of them is shown no longer.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    corp_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/account-grants/{corpId}",
        PARAMETER,
    )
    .administrators(Module::Accounts)
    .faults(&[GRANT]);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let was_there = draft.revoke_accounts(&OrgId::new(&self.corp_id));
        match was_there.map_err(refused)? {
            true => Ok(()),
            false => Err(GRANT.into()),
        }
    }
}

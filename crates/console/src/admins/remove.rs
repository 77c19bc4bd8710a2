//! Make an administrator an ordinary person again: `DELETE /v1.0/orgbook/console/admins/{userId}`.

use super::fields::{FAULTS, fault};
use crate::prelude::*;
use org::Module;

/// Whom.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/admins/{userId}",
        PARAMETER,
    )
    .administrators(Module::Organization)
    .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        draft.view().user(&self.user_id).map_err(fault)?;
        draft.remove_admin(&self.user_id).map_err(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn whoever_administered_is_an_ordinary_person() {
        let mut acme = place("acme { ann sub_admin=yes bob sub_admin=yes cid }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"null");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"null");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody"})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "founder"})), @"409 creator.stays The creator is an administrator until he hands the organization over");
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: primary administrators alone appoint administrators");
    }
}

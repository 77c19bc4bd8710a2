//! Make somebody else the creator: `PUT /v1.0/orgbook/console/creator`.

use super::fields::{FAULTS, fault};
use crate::prelude::*;
use org::Module;

/// Who comes after the one who calls.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Put, "/v1.0/orgbook/console/creator", PARAMETER)
        .administrators(Module::Organization)
        .faults(FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        draft.change_creator(&self.user_id).map_err(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn the_creator_stays_a_primary_administrator() {
        let mut acme = place("acme { ann bob sub_admin=yes }");
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: the creator alone hands the organization over");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody"})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "founder"})), @"null");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"null");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: the creator alone hands the organization over");
    }
}

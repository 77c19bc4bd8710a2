//! Delete a management group: `DELETE /v1.0/orgbook/console/management-groups/{groupId}`.

use super::fields::{GROUP_FAULTS, fault};
use crate::prelude::*;
use org::ManagementGroupId;

/// Which.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    group_id: i64,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/management-groups/{groupId}",
        PARAMETER,
    )
    .every_administrator()
    .faults(GROUP_FAULTS);
    type Response = ();

    fn write(self, draft: &mut Draft) -> Reply<()> {
        let id = ManagementGroupId(self.group_id);
        draft.remove_management_group(id).map_err(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admins::add_group;

    const ROUTE: Route = Route::write::<Request>();
    const ADD: Route = Route::write::<add_group::Request>();

    #[test]
    fn whoever_administered_by_it_is_an_ordinary_person_and_so_are_those_he_appointed() {
        let mut acme = place("acme { rd { ann bob } zoe { eve } }");
        let group = |name: &str, member: &str| {
            let scope = json!({"scopeType": "departments", "deptIds": [2]});
            json!({"name": name, "members": [{"memberId": member}], "scope": scope, "modules": ["contacts"]})
        };
        let id = |answer: String| {
            let answer: serde_json::Value = serde_json::from_str(&answer).expect("an answer");
            answer["groupId"].clone()
        };
        acme.as_admin("founder");
        let first = id(acme.call(ADD, group("First", "ann")));
        acme.as_admin("ann");
        let second = id(acme.call(ADD, group("Second", "bob")));
        assert_snapshot!(acme.call(ROUTE, json!({"groupId": first})), @"404 managementGroup.notFound There is no such management group, or it is not yours");
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"groupId": second})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: primary administrators alone appoint administrators");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"groupId": 5})), @"404 managementGroup.notFound There is no such management group, or it is not yours");
        assert_snapshot!(acme.call(ROUTE, json!({"groupId": first})), @"null");
        assert_eq!(acme.org.broken_rules(), [""; 0]);
        assert_snapshot!(acme.call(ROUTE, json!({"groupId": second})), @"404 managementGroup.notFound There is no such management group, or it is not yours");
        let view = View::new(&acme.org, &org::Eye::Operator);
        assert_eq!(view.admins().len(), 1);
    }
}

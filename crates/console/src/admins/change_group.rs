//! Change a management group: `PUT /v1.0/orgbook/console/management-groups/{groupId}`.

use super::fields::GROUP_FAULTS;
use super::group::{Given, GroupAnswer};
use crate::prelude::*;
use org::ManagementGroupId;

/// The group as it is from now on. Members follow it at once; who is left out is an ordinary person again.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    group_id: i64,
    #[serde(flatten)]
    group: Given,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/orgbook/console/management-groups/{groupId}",
        PARAMETER,
    )
    .every_administrator()
    .faults(GROUP_FAULTS);
    type Response = GroupAnswer;

    fn write(self, draft: &mut Draft) -> Reply<GroupAnswer> {
        let id = ManagementGroupId(self.group_id);
        self.group.put(draft, Some(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admins::{add_group, list, put, remove};
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();
    const ADD: Route = Route::write::<add_group::Request>();
    const PUT: Route = Route::write::<put::Request>();
    const REMOVE: Route = Route::write::<remove::Request>();
    const LIST: Route = Route::read::<list::Request>();

    fn body(id: i64, members: &[&str], depts: &[i64], modules: &[&str]) -> serde_json::Value {
        let members: Vec<_> = members.iter().map(|id| json!({"memberId": id})).collect();
        let scope = json!({"scopeType": "departments", "deptIds": depts});
        json!({"groupId": id, "name": format!("G{id}"), "members": members, "scope": scope, "modules": modules})
    }

    fn id_of(answer: &str) -> i64 {
        let answer: serde_json::Value = serde_json::from_str(answer).expect("an answer");
        answer["groupId"].as_i64().expect("an id")
    }

    /// Who administers what, short.
    fn admins(acme: &mut Place) -> String {
        acme.as_admin("founder");
        let answer: serde_json::Value =
            serde_json::from_str(&acme.call(LIST, json!({}))).expect("an answer");
        let admins = answer["admins"].as_array().expect("a list").iter().skip(1);
        let told = admins.map(|admin| {
            let depts = admin["departments"].as_array().expect("a list").iter();
            let depts: Vec<_> = depts.map(|one| one["name"].to_string()).collect();
            let modules = admin["modules"].as_array().map_or(0, Vec::len);
            format!("{} {} {modules}", admin["userId"], depts.join("+"))
        });
        told.collect::<Vec<_>>().join("\n")
    }

    /// Ann has rd and two modules; her group has bob.
    fn acme() -> (Place, i64) {
        let mut acme = place("acme { rd { lab { bob } shop { cid } ann } zoe { eve } }");
        acme.as_admin("founder");
        acme.call(PUT, json!({"userId": "ann", "kind": "sub", "deptIds": [2], "modules": ["contacts", "roles"]}));
        acme.as_admin("ann");
        let id = id_of(&acme.call(ADD, body(0, &["bob"], &[2], &["contacts", "roles"])));
        (acme, id)
    }

    #[test]
    fn members_come_go_and_follow() {
        let (mut acme, id) = acme();
        assert_snapshot!(acme.call(ROUTE, body(id, &["cid"], &[3, 4], &["roles"])), @r#"{"groupId":5718398441157181,"name":"G5718398441157181","members":[{"memberId":"cid","memberType":"user","name":"cid"}],"scope":{"scopeType":"departments","departments":[{"deptId":3,"name":"lab"},{"deptId":4,"name":"shop"}]},"modules":["roles"],"appIds":[],"maker":{"userId":"ann","name":"ann"},"changeable":true}"#);
        assert_snapshot!(admins(&mut acme), @r#"
        "ann" "rd" 2
        "cid" "lab"+"shop" 1
        "#);
        acme.as_admin("founder");
        acme.call(ROUTE, body(id, &["cid"], &[4], &["contacts"]));
        assert_snapshot!(admins(&mut acme), @r#"
        "ann" "rd" 2
        "cid" "shop" 1
        "#);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn what_its_maker_loses_it_loses_too() {
        let (mut acme, _) = acme();
        acme.as_admin("founder");
        acme.call(PUT, json!({"userId": "ann", "kind": "sub", "deptIds": [4, 5], "modules": ["roles", "audit"]}));
        assert_snapshot!(admins(&mut acme), @r#"
        "ann" "shop"+"zoe" 2
        "bob" "shop" 1
        "#);
        acme.call(PUT, json!({"userId": "ann", "kind": "primary"}));
        acme.call(REMOVE, json!({"userId": "ann"}));
        assert_snapshot!(admins(&mut acme), @r#""bob" "shop" 1"#);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn it_ends_with_its_maker() {
        let (mut acme, id) = acme();
        acme.as_admin("founder");
        acme.call(REMOVE, json!({"userId": "ann"}));
        assert_snapshot!(admins(&mut acme), @"");
        assert_snapshot!(acme.call(ROUTE, body(id, &[], &[2], &["roles"])), @"404 managementGroup.notFound There is no such management group, or it is not yours");
    }

    #[test]
    fn it_goes_over_with_its_makers_power() {
        let (mut acme, _) = acme();
        acme.operate(|draft| {
            draft.hand_over_assets("ann", &[(org::Asset::AdminRights, Some("eve".to_owned()))])?;
            draft.remove_user("ann")
        });
        assert_snapshot!(admins(&mut acme), @r#"
        "bob" "rd" 2
        "eve" "rd" 2
        "#);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn a_department_that_moves_away_is_not_kept() {
        let (mut acme, id) = acme();
        acme.call(ROUTE, body(id, &["bob"], &[3], &["roles"]));
        acme.operate(|draft| {
            let fields = org::DepartmentFields {
                parent: Some(DepartmentId(5)),
                ..org::DepartmentFields::default()
            };
            draft.update_department(DepartmentId(3), fields)
        });
        assert_snapshot!(admins(&mut acme), @r#"
        "ann" "rd" 2
        "bob"  1
        "#);
    }

    #[test]
    fn nobody_else_changes_it() {
        let (mut acme, id) = acme();
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, body(id, &["bob"], &[2], &["roles"])), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: primary administrators alone appoint administrators");
        acme.as_admin("founder");
        acme.call(PUT, json!({"userId": "eve", "kind": "sub"}));
        acme.as_admin("eve");
        assert_snapshot!(acme.call(ROUTE, body(id, &["bob"], &[2], &["roles"])), @"404 managementGroup.notFound There is no such management group, or it is not yours");
        acme.as_admin("ann");
        assert_snapshot!(acme.call(ROUTE, body(id + 1, &["bob"], &[2], &["roles"])), @"404 managementGroup.notFound There is no such management group, or it is not yours");
        acme.as_admin("founder");
        // What Ann made is made of her power, whoever changes it.
        assert_snapshot!(acme.call(ROUTE, body(id, &["bob"], &[5], &["roles"])), @"400 invalidParameter A parameter is missing or wrong: a sub-administrator grants no more than he has");
        assert_snapshot!(acme.call(ROUTE, body(id, &["bob"], &[2], &["audit"])), @"400 invalidParameter A parameter is missing or wrong: a sub-administrator grants no more than he has");
    }
}

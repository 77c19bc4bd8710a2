//! Make a management group: `POST /v1.0/orgbook/console/management-groups`.

use super::fields::GROUP_FAULTS;
use super::group::{Given, GroupAnswer};
use crate::prelude::*;

/// The group. What a sub-administrator makes is a secondary group: no power that he lacks, and it ends with his own.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    #[serde(flatten)]
    group: Given,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/console/management-groups",
        PARAMETER,
    )
    .every_administrator()
    .faults(GROUP_FAULTS);
    type Response = GroupAnswer;

    fn write(self, draft: &mut Draft) -> Reply<GroupAnswer> {
        self.group.put(draft, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::Place;

    const ROUTE: Route = Route::write::<Request>();

    fn scoped(name: &str, members: &[&str], depts: &[i64]) -> serde_json::Value {
        let members: Vec<_> = members.iter().map(|id| json!({"memberId": id})).collect();
        let scope = json!({"scopeType": "departments", "deptIds": depts});
        json!({"name": name, "members": members, "scope": scope, "modules": ["contacts"]})
    }

    fn acme() -> Place {
        place("acme { rd { lab { bob cid } ann } zoe { eve } }")
    }

    /// Ann administers people of rd.
    fn appoint_ann(acme: &mut Place) {
        acme.operate(|draft| {
            let power = org::Power {
                departments: Some([DepartmentId(2)].into()),
                modules: Some([org::Module::Contacts, org::Module::Roles].into()),
                ..org::Power::default()
            };
            draft.set_admin("ann", power)
        });
    }

    #[test]
    fn its_members_administer_what_it_says() {
        let mut acme = acme();
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, scoped(" East ", &["bob", "eve", "bob"], &[2])), @r#"{"groupId":7703303325874745,"name":"East","members":[{"memberId":"bob","memberType":"user","name":"bob"},{"memberId":"eve","memberType":"user","name":"eve"}],"scope":{"scopeType":"departments","departments":[{"deptId":2,"name":"rd"}]},"modules":["contacts"],"appIds":[],"changeable":true}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"management_group_set":{"id":7703303325874745,"name":"East","departments":[2],"modules":["contacts"]}}
        {"admin_set":{"userid":"bob","level":"sub","departments":[2],"modules":["contacts"],"group":7703303325874745}}
        {"admin_set":{"userid":"eve","level":"sub","departments":[2],"modules":["contacts"],"group":7703303325874745}}
        "#);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn sub_administrators_give_no_more_than_they_have() {
        let mut acme = acme();
        let app = acme.agent_id();
        appoint_ann(&mut acme);
        acme.as_admin("ann");
        assert_snapshot!(acme.call(ROUTE, scoped("Lab", &["bob"], &[3])), @r#"{"groupId":5718398441157181,"name":"Lab","members":[{"memberId":"bob","memberType":"user","name":"bob"}],"scope":{"scopeType":"departments","departments":[{"deptId":3,"name":"lab"}]},"modules":["contacts"],"appIds":[],"maker":{"userId":"ann","name":"ann"},"changeable":true}"#);
        assert_snapshot!(acme.call(ROUTE, scoped("All of rd", &[], &[2])), @r#"{"groupId":1354459521788619,"name":"All of rd","members":[],"scope":{"scopeType":"departments","departments":[{"deptId":2,"name":"rd"}]},"modules":["contacts"],"appIds":[],"maker":{"userId":"ann","name":"ann"},"changeable":true}"#);
        assert_snapshot!(acme.call(ROUTE, scoped("Zoe", &[], &[4])), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(acme.call(ROUTE, scoped("Root", &[], &[1])), @"400 invalidParameter A parameter is missing or wrong: a sub-administrator grants no more than he has");
        assert_snapshot!(acme.call(ROUTE, scoped("Of others", &["eve"], &[3])), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "A", "scope": {"scopeType": "organization"}, "modules": ["contacts"]})), @"400 invalidParameter A parameter is missing or wrong: a sub-administrator grants no more than he has");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "A", "scope": {"scopeType": "departments", "deptIds": [3]}})), @"400 invalidParameter A parameter is missing or wrong: a sub-administrator grants no more than he has");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "A", "scope": {"scopeType": "departments", "deptIds": [3]}, "modules": ["audit"]})), @"400 invalidParameter A parameter is missing or wrong: a sub-administrator grants no more than he has");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "A", "scope": {"scopeType": "departments", "deptIds": [3]}, "modules": ["roles"], "appIds": [app]})), @"400 invalidParameter A parameter is missing or wrong: a sub-administrator grants no more than he has");
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, scoped("Below", &["cid"], &[3])), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: primary administrators alone appoint administrators");
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut acme = acme();
        appoint_ann(&mut acme);
        acme.as_admin("founder");
        acme.call(ROUTE, scoped("East", &["bob"], &[2]));
        assert_snapshot!(acme.call(ROUTE, scoped("East", &[], &[2])), @r#"400 invalidParameter A parameter is missing or wrong: there is a management group "East" already"#);
        assert_snapshot!(acme.call(ROUTE, scoped(" ", &[], &[2])), @"400 invalidParameter A parameter is missing or wrong: the name of a management group has 1 to 64 characters");
        assert_snapshot!(acme.call(ROUTE, scoped(&"x".repeat(65), &[], &[2])), @"400 invalidParameter A parameter is missing or wrong: the name of a management group has 1 to 64 characters");
        assert_snapshot!(acme.call(ROUTE, scoped("W", &["bob"], &[2])), @"400 invalidParameter A parameter is missing or wrong: bob is an administrator already");
        assert_snapshot!(acme.call(ROUTE, scoped("W", &["ann"], &[2])), @"400 invalidParameter A parameter is missing or wrong: ann is an administrator already");
        assert_snapshot!(acme.call(ROUTE, scoped("W", &["founder"], &[2])), @"400 invalidParameter A parameter is missing or wrong: founder is an administrator already");
        assert_snapshot!(acme.call(ROUTE, scoped("W", &["nobody"], &[2])), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, scoped("W", &["eve"], &[77])), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(acme.call(ROUTE, scoped("W", &["eve"], &[])), @"400 invalidParameter A parameter is missing or wrong: at least one department");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "W"})), @"400 invalidParameter A parameter is missing or wrong: scope is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "W", "scope": {"scopeType": "all"}})), @"400 invalidParameter A parameter is missing or wrong: scopeType is organization or departments, got all");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "W", "scope": {"scopeType": "organization"}, "modules": []})), @"400 invalidParameter A parameter is missing or wrong: at least one module");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "W", "scope": {"scopeType": "organization"}, "modules": ["all"]})), @"400 invalidParameter A parameter is missing or wrong: a module is one of contacts, roles, visibility, externalContacts, accounts, partners, industry, integrations, audit, organization, got all");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "W", "scope": {"scopeType": "organization"}, "appIds": [5]})), @"400 invalidParameter A parameter is missing or wrong: no app 5");
        assert_snapshot!(acme.call(ROUTE, json!({"name": "W", "scope": {"scopeType": "organization"}, "members": [{"memberId": "eve", "memberType": "role"}]})), @"400 invalidParameter A parameter is missing or wrong: memberType is user, got role");
        let many: Vec<String> = (0..201).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_snapshot!(acme.call(ROUTE, scoped("W", &many, &[2])), @"400 invalidParameter A parameter is missing or wrong: a management group has at most 200 members, got 201");
    }
}

//! Who belongs to a department's group: `GET /v1.0/orgbook/console/departments/{deptId}/group`.

use super::fields::{Row, fault, offset};
use crate::people::paging::size;
use crate::prelude::*;
use org::Module;

/// Of which department, and which page of the people.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    dept_id: i64,
    /// People before the page; 0 when absent.
    offset: Option<i64>,
    /// People on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// The group and a page of its people.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Absent of a department that has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Group>,
    members: Vec<Row>,
    /// How many people belong to it.
    row_count: u64,
}

/// A department's group.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Group {
    chat_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Owner>,
    /// Whether whoever comes into the department comes into the group.
    auto_add_user: bool,
    /// Whether people of departments below belong to it.
    contain_sub_dept: bool,
    /// Whether also those of departments whose members are restricted.
    contain_outer_dept: bool,
    /// Whether also those of hidden departments.
    contain_hidden_dept: bool,
}

/// Who owns a group.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Owner {
    user_id: String,
    name: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/departments/{deptId}/group",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .scoped()
    .faults(&[DEPARTMENT]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let (offset, size) = (offset(self.offset)?, size(self.size)?);
        let id = DepartmentId(self.dept_id);
        let department = view.department(id).map_err(fault)?;
        let page = view.group_members(id, offset, size).map_err(fault)?;
        let owner = department.group_owner.as_ref().and_then(|id| {
            let user = view.user(id.as_str()).ok()?;
            Some(Owner {
                user_id: user.userid.to_owned(),
                name: user.name.to_owned(),
            })
        });
        let members = page.users.iter();
        Ok(Response {
            members: members.map(|user| Row::of(view, user, None)).collect(),
            row_count: page.total,
            group: department.create_group.then(|| Group {
                chat_id: department.group_chat_id.clone(),
                owner,
                auto_add_user: department.auto_add_user,
                contain_sub_dept: department.group_contain_sub,
                contain_outer_dept: department.group_contain_outer,
                contain_hidden_dept: department.group_contain_hidden,
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    /// What is set of a group, who belongs to it, and how many.
    fn told(acme: &mut Place, department: i64) -> String {
        let answer = acme.call(ROUTE, json!({"deptId": department}));
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("an answer");
        let members = answer["members"].as_array().expect("members").iter();
        let ids: Vec<&str> = members.filter_map(|one| one["userId"].as_str()).collect();
        format!("{} of {}", ids.join(" "), answer["rowCount"])
    }

    fn set(acme: &mut Place, department: i64, fields: org::DepartmentFields) {
        acme.operate(|draft| draft.update_department(DepartmentId(department), fields));
    }

    fn group(sub: bool, outer: bool, hidden: bool) -> org::DepartmentFields {
        org::DepartmentFields {
            create_group: Some(true),
            group_contain_sub: Some(sub),
            group_contain_outer: Some(outer),
            group_contain_hidden: Some(hidden),
            ..org::DepartmentFields::default()
        }
    }

    fn acme() -> Place {
        let mut acme = place(
            "acme { rd { ann lab { bob deep { cid } } secret { dan below { eve } } guests { fay } } hr { gus } }",
        );
        acme.as_admin("founder");
        acme
    }

    #[test]
    fn a_group_has_the_people_that_its_switches_say() {
        let mut acme = acme();
        let named = |acme: &Place, name: &str| {
            let view = View::new(&acme.org, &org::Eye::Operator);
            let all = view.descendants(DepartmentId::ROOT).expect("a tree");
            all.iter()
                .find(|one| one.name == name)
                .expect("it is there")
                .id
                .0
        };
        let (rd, secret, guests) = (
            named(&acme, "rd"),
            named(&acme, "secret"),
            named(&acme, "guests"),
        );
        let hide = org::DepartmentFields {
            hide: Some(true),
            ..org::DepartmentFields::default()
        };
        set(&mut acme, secret, hide);
        let outer = org::DepartmentFields {
            outer: Some(true),
            ..org::DepartmentFields::default()
        };
        set(&mut acme, guests, outer);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": rd})), @r#"{"members":[],"rowCount":0}"#);
        set(&mut acme, rd, group(false, true, true));
        assert_snapshot!(told(&mut acme, rd), @"ann of 1");
        set(&mut acme, rd, group(true, false, false));
        assert_snapshot!(told(&mut acme, rd), @"ann bob cid of 3");
        set(&mut acme, rd, group(true, true, false));
        assert_snapshot!(told(&mut acme, rd), @"ann bob cid fay of 4");
        set(&mut acme, rd, group(true, true, true));
        assert_snapshot!(told(&mut acme, rd), @"ann bob cid dan eve fay of 6");
        let owner = org::DepartmentFields {
            group_owner: Some("ann".to_owned()),
            ..org::DepartmentFields::default()
        };
        set(&mut acme, rd, owner);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": rd, "offset": 1, "size": 1})), @r#"{"group":{"chatId":"chate78f9615ceda43d86afccfc86c09e53d","owner":{"userId":"ann","name":"ann"},"autoAddUser":false,"containSubDept":true,"containOuterDept":true,"containHiddenDept":true},"members":[{"userId":"bob","name":"bob","mobile":"13800000002","departments":[{"deptId":3,"name":"lab"}],"leader":false,"active":false,"disabled":false,"protected":false,"hideMobile":false,"mirrored":false,"adminKind":"none","accountKind":"normal"}],"rowCount":6}"#);
        acme.operate(|draft| draft.remove_user("cid"));
        assert_snapshot!(told(&mut acme, rd), @"ann bob dan eve fay of 5");
    }

    #[test]
    fn nobody_is_told_of_what_he_does_not_administer() {
        let mut acme = acme();
        acme.operate(|draft| {
            let power = org::Power {
                departments: Some([DepartmentId(3)].into()),
                ..org::Power::default()
            };
            draft.set_admin("gus", power)
        });
        acme.as_admin("gus");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 99})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 3, "size": 0})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidParameter A parameter is missing or wrong: deptId is missing");
    }
}

//! A department and who is in it: `GET /v1.0/orgbook/departments/{deptId}`.

use super::fields::{Person, Step};
use super::paging;
use crate::prelude::*;
use org::Surface;

/// Which department, and which page of its people.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// 1 is the root.
    dept_id: i64,
    /// `nextCursor` of the page before; absent for the first.
    cursor: Option<String>,
    /// People on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// The department as the person who asks sees it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    dept_id: i64,
    name: String,
    /// The nearest department above that may be seen; absent at the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<i64>,
    /// From the root to the department itself.
    path: Vec<Step>,
    /// People in it and below it, each once.
    member_count: u64,
    /// Departments directly below it; on the first page alone.
    departments: Vec<Below>,
    /// People: managers first, then in the department's order.
    members: Vec<Person>,
    /// Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A department below.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Below {
    dept_id: i64,
    name: String,
    member_count: u64,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/departments/{deptId}", PARAMETER)
        .token(TokenKind::Person)
        .delegated(&["Contact.User.Read", "Contact.User.mobile"])
        .faults(&[DEPARTMENT]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(DEPARTMENT)?;
        let id = DepartmentId(self.dept_id);
        let mark = paging::mark(self.cursor.as_deref())?;
        let size = paging::size(self.size)?;
        let page = viewer.department_page(id, mark.as_ref(), size);
        let page = page.ok_or(DEPARTMENT)?;
        let below = page.branches.iter().filter(|_| mark.is_none());
        let below = below.map(|branch| Below {
            dept_id: branch.department.id.0,
            name: branch.department.name.clone(),
            member_count: branch.member_count,
        });
        let members = page.members.iter().map(|listed| {
            let mut person = Person::of(view, &viewer, &listed.user, Some(id), Surface::Tree);
            person.leader = listed.leader;
            person
        });
        Ok(Response {
            dept_id: id.0,
            name: page.department.name.clone(),
            parent_id: page.parent.map(|parent| parent.0),
            path: page.path.iter().map(|above| Step::of(above)).collect(),
            member_count: page.member_count,
            departments: below.collect(),
            members: members.collect(),
            next_cursor: page.next.as_ref().map(paging::cursor),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::DepartmentFields;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_department_has_its_place_and_its_people() {
        let mut acme = place(
            "acme { rd { zoe leader=yes title=Head ann order=5 bob email=bob@example.com lab { cid } } }",
        );
        acme.as_person("cid");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1})), @r#"{"deptId":1,"name":"acme","path":[{"deptId":1,"name":"acme"}],"memberCount":5,"departments":[{"deptId":2,"name":"rd","memberCount":4}],"members":[{"userId":"founder","name":"Founder","mobile":"13000000000","leader":false,"protected":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @r#"{"deptId":2,"name":"rd","parentId":1,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"memberCount":4,"departments":[{"deptId":3,"name":"lab","memberCount":1}],"members":[{"userId":"zoe","name":"zoe","title":"Head","mobile":"13800000001","leader":true,"protected":false},{"userId":"ann","name":"ann","mobile":"13800000002","leader":false,"protected":false},{"userId":"bob","name":"bob","email":"bob@example.com","mobile":"13800000003","leader":false,"protected":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 3})), @r#"{"deptId":3,"name":"lab","parentId":2,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"},{"deptId":3,"name":"lab"}],"memberCount":1,"departments":[],"members":[{"userId":"cid","name":"cid","mobile":"13800000004","leader":false,"protected":false}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2, "size": 1})), @r#"{"deptId":2,"name":"rd","parentId":1,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"memberCount":4,"departments":[{"deptId":3,"name":"lab","memberCount":1}],"members":[{"userId":"zoe","name":"zoe","title":"Head","mobile":"13800000001","leader":true,"protected":false}],"nextCursor":"a1.zoe"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2, "size": 1, "cursor": "a1.zoe"})), @r#"{"deptId":2,"name":"rd","parentId":1,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"memberCount":4,"departments":[],"members":[{"userId":"ann","name":"ann","mobile":"13800000002","leader":false,"protected":false}],"nextCursor":"b1.ann"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2, "size": 2, "cursor": "b1.ann"})), @r#"{"deptId":2,"name":"rd","parentId":1,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"memberCount":4,"departments":[],"members":[{"userId":"bob","name":"bob","email":"bob@example.com","mobile":"13800000003","leader":false,"protected":false}]}"#);
    }

    #[test]
    fn what_is_hidden_is_not_there() {
        let mut acme = place("acme { rd { ann lab { cid } } bob }");
        acme.operate(|draft| {
            let hide = Some(true);
            let fields = DepartmentFields {
                hide,
                ..DepartmentFields::default()
            };
            draft.update_department(DepartmentId(2), fields)
        });
        acme.as_person("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1})), @r#"{"deptId":1,"name":"acme","path":[{"deptId":1,"name":"acme"}],"memberCount":2,"departments":[],"members":[{"userId":"bob","name":"bob","mobile":"13800000003","leader":false,"protected":false},{"userId":"founder","name":"Founder","mobile":"13000000000","leader":false,"protected":false}]}"#);
        let hidden = acme.call(ROUTE, json!({"deptId": 3}));
        assert_snapshot!(hidden, @"404 department.notFound There is no such department, or you may not see it");
        assert_eq!(hidden, acme.call(ROUTE, json!({"deptId": 9})));
        acme.as_person("cid");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @r#"{"deptId":2,"name":"rd","parentId":1,"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"memberCount":2,"departments":[{"deptId":3,"name":"lab","memberCount":1}],"members":[{"userId":"ann","name":"ann","mobile":"13800000001","leader":false,"protected":false}]}"#);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let mut acme = place("acme { ann }");
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": "one"})), @r#"400 invalidParameter A parameter is missing or wrong: deptId: expected a whole number of 64 bits, got the text "one""#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "size": 201})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 201");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "size": 0})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 0");
        let mut cursor = |cursor| acme.call(ROUTE, json!({"deptId": 1, "cursor": cursor}));
        let refused = cursor("x");
        assert_snapshot!(refused, @"400 invalidParameter A parameter is missing or wrong: cursor is the nextCursor of the page before, or absent for the first page");
        for other in ["", "a", "a1", "d1.ann", "ax.ann", "é1.ann"] {
            assert_eq!(cursor(other), refused);
        }
    }
}

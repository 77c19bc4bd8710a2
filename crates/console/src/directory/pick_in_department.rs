//! What a picker lists below a department: `GET /v1.0/orgbook/console/picker/departments/{deptId}`.

use super::fields::{fault, offset, path};
use crate::people::fields::Step;
use crate::people::paging::size;
use crate::prelude::*;
use org::Branch;

/// Which department, and which page of those below it.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// 1 is the root; 0 stands above the topmost departments that are administered.
    dept_id: i64,
    /// Departments before the page; 0 when absent.
    offset: Option<i64>,
    /// Departments on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// As much of departments as somebody needs who chooses some, whatever the choice is for: whoever administers apps, rules or roles
/// grants by departments without the module of people.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Absent above the topmost ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<Step>,
    /// From the topmost department that is administered to this one.
    path: Vec<Step>,
    /// Departments directly below, in their order.
    departments: Vec<Below>,
    /// How many there are.
    row_count: usize,
}

/// A department to choose.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Below {
    dept_id: i64,
    name: String,
    /// Departments directly below.
    child_count: usize,
    /// People in it and below it, each once.
    member_count: u64,
}

impl Below {
    fn of(branch: &Branch<'_>) -> Self {
        Self {
            dept_id: branch.department.id.0,
            name: branch.department.name.clone(),
            child_count: branch.child_count,
            member_count: branch.member_count,
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/picker/departments/{deptId}",
        PARAMETER,
    )
    .every_administrator()
    .faults(&[DEPARTMENT]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let (offset, size) = (offset(self.offset)?, size(self.size)?);
        if self.dept_id == 0 {
            let top = view.top_departments();
            let shown = top.iter().skip(offset).take(size);
            let shown = shown.filter_map(|id| view.branch(*id).ok());
            return Ok(Response {
                department: None,
                path: Vec::new(),
                departments: shown.map(|branch| Below::of(&branch)).collect(),
                row_count: top.len(),
            });
        }
        let id = DepartmentId(self.dept_id);
        let branch = view.branch(id).map_err(fault)?;
        let below = view.branches(id, offset, size).map_err(fault)?;
        Ok(Response {
            department: Some(Step::of(branch.department)),
            path: path(view, id),
            departments: below.iter().map(Below::of).collect(),
            row_count: branch.child_count,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{Module, Power};

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn whoever_grants_apps_their_scope_chooses_departments_hidden_ones_too() {
        let mut acme = place("acme { rd { ann lab { bob } shop { } } hr { cid } }");
        acme.operate(|draft| {
            let fields = org::DepartmentFields {
                hide: Some(true),
                ..org::DepartmentFields::default()
            };
            draft.update_department(DepartmentId(2), fields)?;
            let power = Power {
                modules: Some([Module::Integrations].into()),
                ..Power::default()
            };
            draft.set_admin("cid", power)
        });
        acme.as_admin("cid");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 0})), @r#"{"path":[],"departments":[{"deptId":1,"name":"acme","childCount":2,"memberCount":4}],"rowCount":1}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "offset": 1, "size": 1})), @r#"{"department":{"deptId":1,"name":"acme"},"path":[{"deptId":1,"name":"acme"}],"departments":[{"deptId":5,"name":"hr","childCount":0,"memberCount":1}],"rowCount":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @r#"{"department":{"deptId":2,"name":"rd"},"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"departments":[{"deptId":3,"name":"lab","childCount":0,"memberCount":1},{"deptId":4,"name":"shop","childCount":0,"memberCount":0}],"rowCount":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 9})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "size": 201})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 201");
        // Who is in them is for those who administer people.
        let told = acme.call(ROUTE, json!({"deptId": 2}));
        assert!(!told.contains("ann") && !told.contains("bob"), "{told}");
    }

    #[test]
    fn a_sub_administrator_chooses_among_his_own() {
        let mut acme = place("acme { rd { ann lab { bob } } hr { cid } }");
        acme.operate(|draft| {
            let power = Power {
                departments: Some([DepartmentId(3)].into()),
                modules: Some([Module::Roles].into()),
                ..Power::default()
            };
            draft.set_admin("cid", power)
        });
        acme.as_admin("cid");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 0})), @r#"{"path":[],"departments":[{"deptId":3,"name":"lab","childCount":0,"memberCount":1}],"rowCount":1}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 3})), @r#"{"department":{"deptId":3,"name":"lab"},"path":[{"deptId":3,"name":"lab"}],"departments":[],"rowCount":0}"#);
        let nothing = acme.call(ROUTE, json!({"deptId": 99}));
        for id in [1, 2, 4] {
            assert_eq!(acme.call(ROUTE, json!({"deptId": id})), nothing, "{id}");
        }
    }
}

//! A department in the tree: `GET /v1.0/orgbook/console/departments/{deptId}`.

use super::fields::{Node, fault, offset, path};
use crate::people::fields::Step;
use crate::people::paging::size;
use crate::prelude::*;
use org::Module;

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

/// The department.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Absent above the topmost ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<Node>,
    /// From the topmost department that is administered to this one.
    path: Vec<Step>,
    /// Who manages it.
    leaders: Vec<Leader>,
    /// Departments directly below, in their order.
    departments: Vec<Node>,
    /// How many there are.
    row_count: usize,
}

/// Somebody who manages a department.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Leader {
    user_id: String,
    name: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/departments/{deptId}",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .scoped()
    .faults(&[DEPARTMENT]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let (offset, size) = (offset(self.offset)?, size(self.size)?);
        if self.dept_id == 0 {
            return topmost(view, offset, size);
        }
        let id = DepartmentId(self.dept_id);
        let branch = view.branch(id).map_err(fault)?;
        let below = view.branches(id, offset, size).map_err(fault)?;
        let leaders = branch.department.managers.iter().filter_map(|id| {
            let user = view.user(id.as_str()).ok()?;
            Some(Leader {
                user_id: user.userid.to_owned(),
                name: user.name.to_owned(),
            })
        });
        Ok(Response {
            leaders: leaders.collect(),
            path: path(view, id),
            departments: below.iter().map(|below| Node::of(view, below)).collect(),
            row_count: branch.child_count,
            department: Some(Node::of(view, &branch)),
        })
    }
}

fn topmost(view: &View<'_>, offset: usize, size: usize) -> Reply<Response> {
    let top = view.top_departments();
    let shown = top.iter().skip(offset).take(size);
    let shown = shown.filter_map(|id| view.branch(*id).ok());
    Ok(Response {
        department: None,
        path: Vec::new(),
        leaders: Vec::new(),
        departments: shown.map(|branch| Node::of(view, &branch)).collect(),
        row_count: top.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_department_tells_what_hangs_below_it() {
        let mut acme = place("acme { rd { ann leader=yes lab { bob } shop { } } hr { cid } }");
        acme.operate(|draft| {
            let fields = org::DepartmentFields {
                hide: Some(true),
                outer: Some(true),
                ..org::DepartmentFields::default()
            };
            draft.update_department(DepartmentId(3), fields)
        });
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 0})), @r#"{"path":[],"leaders":[],"departments":[{"deptId":1,"name":"acme","order":1,"childCount":2,"memberCount":4,"directMemberCount":1,"hidden":false,"limited":false,"hasLeaders":false,"mirrored":false}],"rowCount":1}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "size": 1})), @r#"{"department":{"deptId":1,"name":"acme","order":1,"childCount":2,"memberCount":4,"directMemberCount":1,"hidden":false,"limited":false,"hasLeaders":false,"mirrored":false},"path":[{"deptId":1,"name":"acme"}],"leaders":[],"departments":[{"deptId":2,"name":"rd","parentId":1,"order":2,"childCount":2,"memberCount":2,"directMemberCount":1,"hidden":false,"limited":false,"hasLeaders":true,"mirrored":false}],"rowCount":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @r#"{"department":{"deptId":2,"name":"rd","parentId":1,"order":2,"childCount":2,"memberCount":2,"directMemberCount":1,"hidden":false,"limited":false,"hasLeaders":true,"mirrored":false},"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"leaders":[{"userId":"ann","name":"ann"}],"departments":[{"deptId":3,"name":"lab","parentId":2,"order":3,"childCount":0,"memberCount":1,"directMemberCount":1,"hidden":true,"limited":true,"hasLeaders":false,"mirrored":false},{"deptId":4,"name":"shop","parentId":2,"order":4,"childCount":0,"memberCount":0,"directMemberCount":0,"hidden":false,"limited":false,"hasLeaders":false,"mirrored":false}],"rowCount":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2, "offset": 1})), @r#"{"department":{"deptId":2,"name":"rd","parentId":1,"order":2,"childCount":2,"memberCount":2,"directMemberCount":1,"hidden":false,"limited":false,"hasLeaders":true,"mirrored":false},"path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"rd"}],"leaders":[{"userId":"ann","name":"ann"}],"departments":[{"deptId":4,"name":"shop","parentId":2,"order":4,"childCount":0,"memberCount":0,"directMemberCount":0,"hidden":false,"limited":false,"hasLeaders":false,"mirrored":false}],"rowCount":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 9})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "size": 201})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 201");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "offset": -1})), @"400 invalidParameter A parameter is missing or wrong: offset is 0 to 10000000, got -1");
    }

    #[test]
    fn a_sub_administrator_has_a_tree_of_his_own() {
        let mut acme = place("acme { rd { ann lab { bob } } hr { cid } }");
        acme.operate(|draft| {
            let departments = Some([DepartmentId(3), DepartmentId(2)].into());
            let power = org::Power {
                departments,
                ..org::Power::default()
            };
            draft.set_admin("cid", power)
        });
        acme.as_admin("cid");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 0})), @r#"{"path":[],"leaders":[],"departments":[{"deptId":2,"name":"rd","order":2,"childCount":1,"memberCount":2,"directMemberCount":1,"hidden":false,"limited":false,"hasLeaders":false,"mirrored":false}],"rowCount":1}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 3})), @r#"{"department":{"deptId":3,"name":"lab","parentId":2,"order":3,"childCount":0,"memberCount":1,"directMemberCount":1,"hidden":false,"limited":false,"hasLeaders":false,"mirrored":false},"path":[{"deptId":2,"name":"rd"},{"deptId":3,"name":"lab"}],"leaders":[],"departments":[],"rowCount":0}"#);
        for id in [1, 4] {
            assert_snapshot!(id.to_string(), acme.call(ROUTE, json!({"deptId": id})));
        }
    }
}

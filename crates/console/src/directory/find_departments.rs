//! Find departments: `GET /v1.0/orgbook/console/departments`.

use super::fields::{offset, path, query};
use crate::people::fields::Step;
use crate::people::paging::size;
use crate::prelude::*;
use org::Module;

/// What to find.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Any part of a name, its pinyin or its initials.
    q: String,
    /// Hits before the page; 0 when absent.
    offset: Option<i64>,
    /// Hits on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// The hits, best first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    departments: Vec<Found>,
    /// How many there are.
    row_count: u64,
}

/// A department that was found.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Found {
    dept_id: i64,
    name: String,
    /// From the topmost department that is administered to this one.
    path: Vec<Step>,
}

/// A page of hits and how many there are.
pub(super) fn found(view: &View<'_>, text: &str, offset: usize, size: usize) -> (Vec<Found>, u64) {
    let (hits, total) = view.find_departments(text, offset, size);
    let hits = hits.into_iter().map(|department| Found {
        dept_id: department.id.0,
        name: department.name.clone(),
        path: path(view, department.id),
    });
    (hits.collect(), total)
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/departments", PARAMETER)
        .administrators(Module::Contacts)
        .scoped();
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let text = query(Some(&self.q))?.ok_or_else(|| Fault::missing("q"))?;
        let (departments, row_count) = found(view, text, offset(self.offset)?, size(self.size)?);
        Ok(Response {
            departments,
            row_count,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn departments_are_found_with_their_paths() {
        let mut acme = place("acme { 研发 { 研发一部 { ann } } 人事 { bob } }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yanfa"})), @r#"{"departments":[{"deptId":2,"name":"研发","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"研发"}]},{"deptId":3,"name":"研发一部","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"研发"},{"deptId":3,"name":"研发一部"}]}],"rowCount":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yanfa", "offset": 1, "size": 1})), @r#"{"departments":[{"deptId":3,"name":"研发一部","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"研发"},{"deptId":3,"name":"研发一部"}]}],"rowCount":2}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": " "})), @"400 invalidParameter A parameter is missing or wrong: q is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "x".repeat(65)})), @"400 invalidParameter A parameter is missing or wrong: q has at most 64 characters, got 65");
        acme.operate(|draft| {
            let departments = Some([DepartmentId(3)].into());
            let power = org::Power {
                departments,
                ..org::Power::default()
            };
            draft.set_admin("bob", power)
        });
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yanfa"})), @r#"{"departments":[{"deptId":3,"name":"研发一部","path":[{"deptId":3,"name":"研发一部"}]}],"rowCount":1}"#);
    }
}

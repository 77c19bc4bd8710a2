//! Departments that a picker finds: `GET /v1.0/orgbook/console/picker/departments`.

use super::fields::{offset, query};
use super::find_departments::{Found, found};
use crate::people::paging::size;
use crate::prelude::*;

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

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/picker/departments",
        PARAMETER,
    )
    .every_administrator();
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
    use org::{Module, Power};

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn departments_are_found_within_what_is_administered() {
        let mut acme = place("acme { 研发 { 研发一部 { ann } } 人事 { bob } }");
        let give = |acme: &mut testkit::Place, departments: Option<i64>| {
            acme.operate(|draft| {
                let power = Power {
                    departments: departments.map(|id| [DepartmentId(id)].into()),
                    modules: Some([Module::Integrations].into()),
                    ..Power::default()
                };
                draft.set_admin("bob", power)
            });
            acme.as_admin("bob");
        };
        give(&mut acme, None);
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yanfa", "size": 1})), @r#"{"departments":[{"deptId":2,"name":"研发","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"研发"}]}],"rowCount":2}"#);
        give(&mut acme, Some(3));
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yanfa"})), @r#"{"departments":[{"deptId":3,"name":"研发一部","path":[{"deptId":3,"name":"研发一部"}]}],"rowCount":1}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": "renshi"})), @r#"{"departments":[],"rowCount":0}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": " "})), @"400 invalidParameter A parameter is missing or wrong: q is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "x".repeat(65)})), @"400 invalidParameter A parameter is missing or wrong: q has at most 64 characters, got 65");
    }
}

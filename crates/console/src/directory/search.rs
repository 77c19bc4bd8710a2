//! The palette: `GET /v1.0/orgbook/console/search`.

use super::fields::{Row, fault, query};
use super::find_departments::{self, Found};
use crate::limits::CONSOLE_HITS_MAX;
use crate::prelude::*;
use org::{Module, Table};

/// What to find.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// As in `members` and `departments`.
    q: String,
}

/// The best hits of each kind.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    people: Vec<Row>,
    departments: Vec<Found>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/search", PARAMETER)
        .administrators(Module::Contacts)
        .scoped();
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let text = query(Some(&self.q))?.ok_or_else(|| Fault::missing("q"))?;
        let table = Table {
            text: Some(text),
            size: CONSOLE_HITS_MAX,
            ..Table::default()
        };
        let page = view.table(&table).map_err(fault)?;
        let people = page.users.iter().map(|user| Row::of(view, user, None));
        Ok(Response {
            people: people.collect(),
            departments: find_departments::found(view, text, 0, CONSOLE_HITS_MAX).0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn people_and_departments_come_together() {
        let mut acme = place("acme { anna_dept { ann } hr { bob } }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "ann"})), @r#"{"people":[{"userId":"ann","name":"ann","mobile":"13800000001","departments":[{"deptId":2,"name":"anna_dept"}],"leader":false,"active":false,"disabled":false,"protected":false,"hideMobile":false,"mirrored":false,"adminKind":"none","accountKind":"normal"}],"departments":[{"deptId":2,"name":"anna_dept","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"anna_dept"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": ""})), @"400 invalidParameter A parameter is missing or wrong: q is missing");
    }
}

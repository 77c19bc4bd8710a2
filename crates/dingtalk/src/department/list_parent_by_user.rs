//! Get all parent departments of a specified user: `POST /topapi/v2/department/listparentbyuser`.

use super::fields;
use crate::prelude::*;
use org::Refusal;

/// Of whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    userid: String,
}

/// The way from one department up to the root.
#[derive(Serialize, JsonSchema)]
pub struct Lineage {
    parent_dept_id_list: Vec<i64>,
}

/// One way for each department of the person.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    parent_list: Vec<Lineage>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/department/listparentbyuser", PARAMETER)
        .serves(&["Get all parent departments of a specified user"])
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[USERID]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let parent_list = lineages(view, &self.userid)?
            .into_iter()
            .map(|parent_dept_id_list| Lineage {
                parent_dept_id_list,
            })
            .collect();
        Ok(Response { parent_list })
    }
}

/// The way up from each department of a person. Unknown people are here malformed userids.
pub(crate) fn lineages(view: &View<'_>, userid: &str) -> Reply<Vec<Vec<i64>>> {
    let found = view.lineages_of_user(userid);
    let lineages = found.map_err(|refusal| match refusal {
        Refusal::UserNotFound(_) => Fault::because(USERID, &refusal),
        other => other.into(),
    })?;
    Ok(lineages.iter().map(|ids| fields::numbers(ids)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn each_department_leads_up_to_the_root() {
        let mut acme = place("acme { hr id=5 { } rd id=2 { lab id=3 { ann also=5 } } }");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"parent_list":[{"parent_dept_id_list":[3,2,1]},{"parent_dept_id_list":[5,1]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "founder"})), @r#"{"parent_list":[{"parent_dept_id_list":[1]}]}"#);
    }

    #[test]
    fn the_scope_does_not_limit_it() {
        let mut acme = place("acme { rd { } hr { ann } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann"})), @r#"{"parent_list":[{"parent_dept_id_list":[3,1]}]}"#);
    }

    #[test]
    fn the_person_must_be_there() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "nobody"})), @"33012 无效的USERID: no user nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": ""})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "ann".repeat(22)})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": ["ann", "bob"]})), @"400002 无效的参数: userid: expected a text, got a list");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: userid is missing");
    }
}

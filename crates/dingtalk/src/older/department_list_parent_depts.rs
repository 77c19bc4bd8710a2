//! Older form of the departments above a person's: `GET /department/list_parent_depts`.

use crate::department::list_parent_by_user::lineages;
use crate::prelude::*;

/// Of whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    #[serde(rename = "userId")]
    user_id: String,
}

/// The way from each of the person's departments up to the root.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    department: Vec<Vec<i64>>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/department/list_parent_depts", ILLEGAL)
        .needs("qyapi_get_department_list")
        .scoped()
        .faults(&[USERID]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        Ok(Response {
            department: lineages(view, &self.user_id)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn each_department_leads_up_to_the_root_whatever_the_scope() {
        let mut acme = place("acme { hr id=5 { } rd id=2 { lab id=3 { ann also=5 } } }");
        acme.with_scope(&[5], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @r#"{"department":[[3,2,1],[5,1]]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "founder"})), @r#"{"department":[[1]]}"#);
    }

    #[test]
    fn the_person_must_be_there() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody"})), @"33012 无效的USERID: no user nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": ""})), @"33012 无效的USERID: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({"userid": "founder"})), @"40035 不合法的参数: userId is missing");
    }
}

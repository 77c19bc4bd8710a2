//! Older form of the administrators: `GET /user/get_admin`.

use crate::prelude::*;
use crate::user::list_admin::{Admin, admins};

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The same list twice: half of the clients read one name, half the other.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    admin_list: Vec<Admin>,
    #[serde(rename = "adminList")]
    camel_case_admin_list: Vec<Admin>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/get_admin", ILLEGAL).needs("qyapi_get_member");
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        Ok(Response {
            admin_list: admins(view),
            camel_case_admin_list: admins(view),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn the_main_administrator_comes_first_whatever_the_scope() {
        let mut acme = place("acme { rd { } ann sub_admin=yes }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"admin_list":[{"userid":"founder","sys_level":1},{"userid":"ann","sys_level":2}],"adminList":[{"userid":"founder","sys_level":1},{"userid":"ann","sys_level":2}]}"#);
    }
}

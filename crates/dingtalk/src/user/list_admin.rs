//! Get the Admin list: `POST /topapi/user/listadmin`.

use crate::prelude::*;
use org::AdminLevel;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// An administrator.
#[derive(Serialize, JsonSchema)]
pub struct Admin {
    userid: String,
    /// 1 is a primary administrator, the main one among them, 2 a sub-administrator.
    sys_level: i64,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/user/listadmin", PARAMETER)
        .serves(&["Get the Admin list"])
        .needs("qyapi_get_member");
    type Response<'a> = Vec<Admin>;

    fn read(self, view: &View<'_>) -> Reply<Vec<Admin>> {
        Ok(admins(view))
    }
}

/// All of them, the main administrator first.
pub(crate) fn admins(view: &View<'_>) -> Vec<Admin> {
    let admins = view.admins().into_iter().map(|admin| Admin {
        userid: admin.userid.as_str().to_owned(),
        sys_level: match admin.level {
            AdminLevel::Main | AdminLevel::Primary => 1,
            AdminLevel::Sub => 2,
        },
    });
    admins.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn the_main_administrator_comes_first_whatever_the_scope() {
        let mut acme = place("acme { bob sub_admin=yes ann sub_admin=yes cid rd { } }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"[{"userid":"founder","sys_level":1},{"userid":"ann","sys_level":2},{"userid":"bob","sys_level":2}]"#);
        assert_snapshot!(acme.call(ROUTE, json!({"x": "1"})), @r#"[{"userid":"founder","sys_level":1},{"userid":"ann","sys_level":2},{"userid":"bob","sys_level":2}]"#);
    }
}

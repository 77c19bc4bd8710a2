//! Get the Contacts permission scope: `GET /auth/scopes`.

use crate::prelude::*;
use crate::user::fields::FieldPoints;

/// Fields that every app reads, in their oldest spelling.
const OPEN_FIELDS: &[&str] = &[
    "name",
    "userid",
    "department",
    "avatar",
    "position",
    "jobnumber",
    "isAdmin",
    "isLeader",
    "isHide",
    "isBoss",
    "active",
    "deviceId",
    "dingId",
    "orderInDepts",
    "tel",
    "hiredDate",
];
/// Fields of the point `fieldMobile`.
const MOBILE_FIELDS: &[&str] = &["mobile", "stateCode"];
/// Fields of the point `fieldEmail`.
const EMAIL_FIELDS: &[&str] = &["email", "workPlace", "remark", "extattr", "orgEmail"];

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The part of the organization that the app sees, as it was chosen.
#[derive(Serialize, JsonSchema)]
pub struct Scopes {
    authed_dept: Vec<i64>,
    authed_user: Vec<String>,
}

/// What the app may see. Typed clients need every list.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    auth_org_scopes: Scopes,
    auth_user_field: Vec<&'static str>,
    /// Features of third-party apps.
    condition_field: Vec<String>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/auth/scopes", ILLEGAL)
        .serves(&["Get the Contacts permission scope"])
        .needs("qyapi_base")
        .apps_only();
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let scope = view.contacts_scope();
        let points = FieldPoints::of(view);
        let mut fields = OPEN_FIELDS.to_vec();
        if points.mobile {
            fields.extend(MOBILE_FIELDS);
        }
        if points.email {
            fields.extend(EMAIL_FIELDS);
        }
        Ok(Response {
            auth_org_scopes: Scopes {
                authed_dept: scope.departments.iter().map(|id| id.0).collect(),
                authed_user: scope.users.iter().map(ToString::to_string).collect(),
            },
            auth_user_field: fields,
            condition_field: Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{ContactsScope, Points};
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();
    const DELETE_USER: Route = Route::write::<crate::user::delete::Request>();

    fn scopes(acme: &mut Place) -> String {
        let told: serde_json::Value =
            serde_json::from_str(&acme.call(ROUTE, json!({}))).expect("an answer");
        told["auth_org_scopes"].to_string()
    }

    #[test]
    fn everybody_is_department_1() {
        let mut acme = place("acme { rd { ann } }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"auth_org_scopes":{"authed_dept":[1],"authed_user":[]},"auth_user_field":["name","userid","department","avatar","position","jobnumber","isAdmin","isLeader","isHide","isBoss","active","deviceId","dingId","orderInDepts","tel","hiredDate","mobile","stateCode","email","workPlace","remark","extattr","orgEmail"],"condition_field":[]}"#);
    }

    #[test]
    fn fields_follow_the_points() {
        let mut acme = place("acme { }");
        acme.with_points(&["qyapi_get_member"]);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"auth_org_scopes":{"authed_dept":[1],"authed_user":[]},"auth_user_field":["name","userid","department","avatar","position","jobnumber","isAdmin","isLeader","isHide","isBoss","active","deviceId","dingId","orderInDepts","tel","hiredDate"],"condition_field":[]}"#);
        acme.with_points(&["fieldMobile"]);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"auth_org_scopes":{"authed_dept":[1],"authed_user":[]},"auth_user_field":["name","userid","department","avatar","position","jobnumber","isAdmin","isLeader","isHide","isBoss","active","deviceId","dingId","orderInDepts","tel","hiredDate","mobile","stateCode"],"condition_field":[]}"#);
        acme.with_points(&["fieldEmail"]);
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"auth_org_scopes":{"authed_dept":[1],"authed_user":[]},"auth_user_field":["name","userid","department","avatar","position","jobnumber","isAdmin","isLeader","isHide","isBoss","active","deviceId","dingId","orderInDepts","tel","hiredDate","email","workPlace","remark","extattr","orgEmail"],"condition_field":[]}"#);
    }

    #[test]
    fn the_scope_is_told_as_it_was_chosen() {
        let mut acme = place("acme { rd { lab { ann } } hr { bob } cid }");
        acme.with_scope(&[2, 4], &["cid", "ann"]);
        assert_snapshot!(scopes(&mut acme), @r#"{"authed_dept":[2,4],"authed_user":["ann","cid"]}"#);
        acme.call(DELETE_USER, json!({"userid": "ann"}));
        acme.operate(|draft| {
            draft.remove_user("bob")?;
            draft.remove_department(DepartmentId(4))
        });
        assert_snapshot!(scopes(&mut acme), @r#"{"authed_dept":[2],"authed_user":["cid"]}"#);
    }

    #[test]
    fn administrators_alone_are_listed_one_by_one() {
        let mut acme = place("acme { ann sub_admin=yes bob }");
        let admins = ContactsScope {
            admins: true,
            ..ContactsScope::default()
        };
        acme.app(Points::All, admins);
        assert_snapshot!(scopes(&mut acme), @r#"{"authed_dept":[],"authed_user":["ann","founder"]}"#);
        acme.app(Points::All, ContactsScope::default());
        assert_snapshot!(scopes(&mut acme), @r#"{"authed_dept":[],"authed_user":[]}"#);
    }
}

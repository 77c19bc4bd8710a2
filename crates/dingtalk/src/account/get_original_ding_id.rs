//! Query the original dingId by migrated dingId: `GET /v1.0/contact/orgAccount/getDingIdByMigrationDingIds`.

use super::fields::{filled, is_ding_id};
use crate::prelude::*;
use endpoint::Method;

/// Of which account.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    migration_ding_id: String,
}

/// What the person had before.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    ding_id: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/orgAccount/getDingIdByMigrationDingIds",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Query the original dingId by migrated dingId"])
    .needs("Contact.OrgAccountMigration.Read")
    .faults(&[NOT_MIGRATED]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let new = filled("migrationDingId", &self.migration_ding_id)?;
        if !is_ding_id(new) {
            return Err(Fault::code(MIGRATION_DING_ID));
        }
        let migration = view.migration_to_ding_id(new).ok_or(NOT_MIGRATED)?;
        Ok(Response {
            ding_id: migration.old_ding_id.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{migrated, owner};
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn it_is_kept_also_after_the_person_left() {
        let mut acme = owner();
        let old = org::ding_id(&acme.union_id("ann"));
        migrated(&mut acme, "ann");
        let request = json!({"migrationDingId": org::ding_id(&acme.union_id("ann"))});
        let answer = json!({ "dingId": old }).to_string();
        assert_eq!(acme.call(ROUTE, request.clone()), answer);
        acme.operate(|draft| draft.remove_user("ann"));
        assert_eq!(acme.call(ROUTE, request), answer);
    }

    #[test]
    fn ids_of_nobody_who_was_migrated() {
        let mut acme = owner();
        let never = org::ding_id(&acme.union_id("sam"));
        assert_snapshot!(acme.call(ROUTE, json!({ "migrationDingId": never })), @"400 invalid.userid 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationDingId": "$:LWCP_v1:$a+b/c=="})), @"400 invalid.userid 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationDingId": "%24%3ALWCP_v1%3A%24x"})), @"400 invalid.param 不合法的migrationDingId");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationDingId": "$:LWCP_v1:$"})), @"400 invalid.param 不合法的migrationDingId");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationDingId": "$:LWCP_v1:$a b"})), @"400 invalid.param 不合法的migrationDingId");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationDingId": format!("$:LWCP_v1:${}", "x".repeat(250))})), @"400 invalid.param 不合法的migrationDingId");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationDingId": ""})), @"400 invalid.param 无效参数: migrationDingId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: migrationDingId is missing");
    }
}

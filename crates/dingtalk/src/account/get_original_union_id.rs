//! Query the original unionId by migrated unionId: `GET /v1.0/contact/orgAccount/getUnionIdByMigrationUnionIds`.

use super::fields::{filled, is_union_id};
use crate::prelude::*;
use endpoint::Method;

/// Of which account.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    migration_union_id: String,
}

/// What the person had before.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    union_id: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/orgAccount/getUnionIdByMigrationUnionIds",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Query the original unionId by migrated unionId"])
    .needs("Contact.OrgAccountMigration.Read")
    .faults(&[NOT_MIGRATED, MIGRATION_UNION_ID]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let new = filled("migrationUnionId", &self.migration_union_id)?;
        if !is_union_id(new) {
            return Err(Fault::code(MIGRATION_UNION_ID));
        }
        let migration = view.migration_to_union_id(new).ok_or(NOT_MIGRATED)?;
        Ok(Response {
            union_id: migration.old_union_id.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{migrated, owner};
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn it_is_kept_also_after_the_account_became_a_person_again() {
        let mut acme = owner();
        let old = acme.union_id("ann");
        migrated(&mut acme, "ann");
        let request = json!({"migrationUnionId": acme.union_id("ann")});
        let answer = json!({ "unionId": old }).to_string();
        assert_eq!(acme.call(ROUTE, request.clone()), answer);
        acme.operate(|draft| draft.make_ordinary("ann"));
        assert_eq!(acme.union_id("ann"), old, "the number is the same");
        assert_eq!(acme.call(ROUTE, request), answer);
    }

    #[test]
    fn ids_of_nobody_who_was_migrated() {
        let mut acme = owner();
        let never = acme.union_id("sam");
        assert_snapshot!(acme.call(ROUTE, json!({ "migrationUnionId": never })), @"400 invalid.userid 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationUnionId": "newUn1on"})), @"400 invalid.userid 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationUnionId": "a b"})), @"400 illegal.migration.unionId 非法的migrationUnionId");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationUnionId": "$:LWCP_v1:$x"})), @"400 illegal.migration.unionId 非法的migrationUnionId");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationUnionId": "x".repeat(65)})), @"400 illegal.migration.unionId 非法的migrationUnionId");
        assert_snapshot!(acme.call(ROUTE, json!({"migrationUnionId": ""})), @"400 invalid.param 无效参数: migrationUnionId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: migrationUnionId is missing");
    }
}

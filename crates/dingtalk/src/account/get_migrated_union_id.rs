//! Query the migrated unionId by original unionId: `GET /v1.0/contact/orgAccount/getMigrationUnionIdByUnionIds`.

use super::fields::is_union_id;
use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task};
use org::MIGRATED_UNION_IDS;
use std::collections::BTreeMap;

/// Of which person.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    union_id: String,
}

/// What became of it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The unionId of the enterprise account, by the corpId of the organization that owns it.
    migration_union_id_list: BTreeMap<String, String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/orgAccount/getMigrationUnionIdByUnionIds",
        UNION_ID_MISSING,
    )
    .serves(&["Query the migrated unionId by original unionId"])
    .needs("Contact.OrgAccountMigration.Read")
    .faults(&[UNION_ID_EMPTY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if self.union_id.is_empty() {
                return Err(UNION_ID_EMPTY.into());
            }
            let mut found = Vec::new();
            if is_union_id(&self.union_id) {
                found = context
                    .migrations(MIGRATED_UNION_IDS, &self.union_id)
                    .await?;
            }
            let found = found.into_iter();
            Ok(Response {
                migration_union_id_list: found.map(|(org, id)| (org.to_string(), id)).collect(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{migrated, owner};
    use super::*;
    use org::{OrgId, claim_value};

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn one_of_each_organization_that_migrated_the_person() {
        let mut acme = owner();
        let old = acme.union_id("ann");
        migrated(&mut acme, "ann");
        let value = claim_value(&old, Some(&OrgId::new("dinglena")));
        acme.claim_for_other("dinglena", MIGRATED_UNION_IDS, &value, "otheriEiE");
        let longer = claim_value(&format!("{old}x"), Some(&OrgId::new("dinglena")));
        acme.claim_for_other("dinglena", MIGRATED_UNION_IDS, &longer, "strangeiEiE");
        let new = acme.union_id("ann");
        let answer = json!({"migrationUnionIdList": {"dinglena": "otheriEiE", "dingtest": new}});
        assert_eq!(
            acme.call(ROUTE, json!({ "unionId": old })),
            answer.to_string()
        );
    }

    #[test]
    fn nobody_was_migrated() {
        let mut acme = owner();
        let request = json!({"unionId": acme.union_id("ann")});
        assert_snapshot!(acme.call(ROUTE, request), @r#"{"migrationUnionIdList":{}}"#);
        migrated(&mut acme, "ann");
        let new = json!({"unionId": acme.union_id("ann")});
        assert_snapshot!(acme.call(ROUTE, new), @r#"{"migrationUnionIdList":{}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": "a b"})), @r#"{"migrationUnionIdList":{}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": "a\u{0}"})), @r#"{"migrationUnionIdList":{}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": "x".repeat(65)})), @r#"{"migrationUnionIdList":{}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": ""})), @"400 invalid.unionId 入参unionId不能为空");
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": ["x"]})), @"400 invalid.param 入参不能为空: unionId: expected a text, got a list");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 入参不能为空: unionId is missing");
    }
}

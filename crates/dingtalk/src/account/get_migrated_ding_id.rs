//! Query the migrated dingId by original dingId: `GET /v1.0/contact/orgAccount/getMigrationDingIdByDingIds`.

use super::fields::{filled, is_ding_id};
use crate::prelude::*;
use endpoint::{Answer, Context, Method, Task};
use org::MIGRATED_DING_IDS;
use std::collections::BTreeMap;

/// Of which person.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    ding_id: String,
}

/// What became of it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The dingId of the enterprise account, by the corpId of the organization that owns it.
    migration_ding_id_list: BTreeMap<String, String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/contact/orgAccount/getMigrationDingIdByDingIds",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Query the migrated dingId by original dingId"])
    .needs("Contact.OrgAccountMigration.Read");
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let old = filled("dingId", &self.ding_id)?;
            if !is_ding_id(old) {
                return Err(Fault::code(DING_ID));
            }
            let found = context.migrations(MIGRATED_DING_IDS, old).await?;
            let found = found.into_iter();
            Ok(Response {
                migration_ding_id_list: found.map(|(org, id)| (org.to_string(), id)).collect(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{migrated, owner};
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn the_newest_of_an_organization_counts() {
        let mut acme = owner();
        let old = org::ding_id(&acme.union_id("ann"));
        migrated(&mut acme, "ann");
        let first = acme.union_id("ann");
        acme.operate(|draft| draft.make_ordinary("ann"));
        migrated(&mut acme, "ann");
        let second = acme.union_id("ann");
        assert_ne!(first, second);
        let answer = json!({"migrationDingIdList": {"dingtest": org::ding_id(&second)}});
        assert_eq!(
            acme.call(ROUTE, json!({ "dingId": old })),
            answer.to_string()
        );
    }

    #[test]
    fn nobody_was_migrated_and_what_is_no_id() {
        let mut acme = owner();
        let never = org::ding_id(&acme.union_id("ann"));
        assert_snapshot!(acme.call(ROUTE, json!({ "dingId": never })), @r#"{"migrationDingIdList":{}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"dingId": "ann"})), @"400 invalid.param 不合法的dingId");
        assert_snapshot!(acme.call(ROUTE, json!({"dingId": "$:LWCP_v1:$a b"})), @"400 invalid.param 不合法的dingId");
        assert_snapshot!(acme.call(ROUTE, json!({"dingId": ""})), @"400 invalid.param 无效参数: dingId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: dingId is missing");
    }
}

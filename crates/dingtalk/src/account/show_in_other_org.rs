//! Authorize other organizations to view Enterprise Account information: `PUT /v1.0/contact/orgAccounts/mobiles/visibleInOtherOrg`.

use crate::prelude::*;
use endpoint::{Method, limits};
use org::{OrgId, Refusal};

/// Who sees what.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The other organizations.
    to_corp_ids: Vec<String>,
    /// Who does it, a person of this organization.
    opt_user_id: String,
    /// `mobile`, `status`; the number alone when absent.
    fields: Option<Vec<String>>,
}

/// That it is done.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Put,
        "/v1.0/contact/orgAccounts/mobiles/visibleInOtherOrg",
        SHOWN_PARAMETER,
    )
    .serves(&[
        "Authorize other organizations to view Enterprise Account information of this organization",
    ])
    .needs("Contact.OrgAccount.VisiblityInOtherOrg")
    .faults(&[ORGANIZATION_FULL]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let count = self.to_corp_ids.len();
        if count == 0 || count > limits::SHOWN_ORGANIZATIONS_MAX {
            return Err(Fault::invalid(
                "toCorpIds",
                sentence!(
                    "toCorpIds names 1 to {most} organizations, got {count}",
                    "toCorpIds 为 1 到 {most} 个组织，收到的是 {count} 个",
                    most = limits::SHOWN_ORGANIZATIONS_MAX
                ),
            ));
        }
        if let Err(refusal) = draft.view().own_user(&self.opt_user_id) {
            let sentence = match refusal {
                Refusal::UserMirrored(_) => refusal.sentence().of("optUserId"),
                _ => org::sentence!(
                    "optUserId: no user {id}",
                    "optUserId：没有员工 {id}",
                    id = self.opt_user_id
                ),
            };
            return Err(Fault::invalid("optUserId", sentence));
        }
        let fields = self.fields.filter(|fields| !fields.is_empty());
        let fields = fields.unwrap_or_else(|| vec!["mobile".to_owned()]);
        if let Some(other) = fields
            .iter()
            .find(|name| !matches!(name.as_str(), "mobile" | "status"))
        {
            return Err(Fault::invalid(
                "fields",
                sentence!(
                    "fields holds mobile or status, got {other}",
                    "fields 里是 mobile 或 status，收到的是 {other}"
                ),
            ));
        }
        let shows = |field: &str| fields.iter().any(|name| name == field);
        let to: Vec<OrgId> = self.to_corp_ids.iter().map(|id| OrgId::new(id)).collect();
        draft
            .show_accounts(&to, shows("mobile"), shows("status"))
            .map_err(|refusal| match refusal {
                Refusal::OrganizationFull => refusal.into(),
                other => Fault::invalid("toCorpIds", other.sentence().of("toCorpIds")),
            })?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn what_others_see_is_replaced_for_those_who_are_named() {
        let mut acme = place("acme { ann }");
        acme.with_other("dingb0b", Some("bob { }"));
        acme.with_other("dingcid", Some("cid { }"));
        let both = json!({"toCorpIds": ["dingb0b", "dingcid"], "optUserId": "ann", "fields": ["mobile", "status"]});
        assert_snapshot!(acme.call(ROUTE, both), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"account_grant_set":{"org":"dingb0b","shows_mobile":true,"shows_status":true}}
        {"account_grant_set":{"org":"dingcid","shows_mobile":true,"shows_status":true}}
        "#);
        let one = json!({"toCorpIds": ["dingb0b"], "optUserId": "ann"});
        assert_snapshot!(acme.call(ROUTE, one), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"account_grant_set":{"org":"dingb0b","shows_mobile":true}}"#);
    }

    #[test]
    fn each_parameter_is_checked() {
        let mut acme = place("acme { rd { ann } bob }");
        acme.with_other("dingb0b", Some("bob { }"));
        acme.with_other("dingnone", None);
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": [], "optUserId": "ann"})), @"400 invalid.param 参数无效: toCorpIds names 1 to 100 organizations, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": ["dingb0b", "dingnone"], "optUserId": "ann"})), @"400 invalid.param 参数无效: toCorpIds: no other organization dingnone");
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": ["dingtest"], "optUserId": "ann"})), @"400 invalid.param 参数无效: toCorpIds: no other organization dingtest");
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": ["dingb0b"], "optUserId": "cid"})), @"400 invalid.param 参数无效: optUserId: no user cid");
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": ["dingb0b"], "optUserId": "ann", "fields": ["email"]})), @"400 invalid.param 参数无效: fields holds mobile or status, got email");
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": "dingb0b", "optUserId": "ann"})), @r#"400 invalid.param 参数无效: toCorpIds: expected a list, got the text "dingb0b""#);
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": ["dingb0b"]})), @"400 invalid.param 参数无效: optUserId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"optUserId": "ann"})), @"400 invalid.param 参数无效: toCorpIds is missing");
        let many: Vec<String> = (0..101).map(|number| format!("ding{number}")).collect();
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": many, "optUserId": "ann"})), @"400 invalid.param 参数无效: toCorpIds names 1 to 100 organizations, got 101");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"toCorpIds": ["dingb0b"], "optUserId": "bob"})), @"400 invalid.param 参数无效: optUserId: no user bob");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn whoever_does_it_is_of_this_organization() {
        let (mut acme, _, dan) = crate::partner::testing::with_mirrored_person();
        acme.with_other("dingcid", Some("cid { }"));
        let told = acme.call(ROUTE, json!({"toCorpIds": ["dingcid"], "optUserId": dan}));
        assert_snapshot!(told, @"400 invalid.param 参数无效: optUserId: organization dingb0b takes part here and keeps this person; only it may change him");
        assert_eq!(acme.changes(), "");
        let told = acme.call(ROUTE, json!({"toCorpIds": ["dingcid"], "optUserId": "ann"}));
        assert_snapshot!(told, @r#"{"result":true}"#);
    }
}

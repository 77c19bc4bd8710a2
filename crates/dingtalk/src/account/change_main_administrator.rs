//! Transfer an Enterprise Account to the Super Admin: `POST /v1.0/contact/orgAccounts/mainAdministrators/change`.

use super::fields::{filled, not_creator};
use crate::prelude::*;
use endpoint::Method;
use org::{OrgId, Refusal};

/// Who hands the role of which organization's creator to whom.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Who has it; stays a member.
    source_user_id: String,
    /// Who gets it; joins the root department where the account does not work there yet.
    target_user_id: String,
    /// The organization, the caller's own or another.
    effect_corp_id: String,
}

/// That it is done.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/orgAccounts/mainAdministrators/change",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Transfer an Enterprise Account to the Super Admin (creator)"])
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .faults(&[
        CREATOR_NOT,
        CREATOR_EMPLOYEE,
        CREATOR_ACCOUNT,
        ORGANIZATION_FULL,
    ]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let source = filled("sourceUserId", &self.source_user_id)?;
        let target = filled("targetUserId", &self.target_user_id)?;
        let effect = OrgId::new(filled("effectCorpId", &self.effect_corp_id)?);
        if source == target {
            return Err(Fault::invalid(
                "targetUserId",
                sentence!(
                    "sourceUserId and targetUserId are the same",
                    "sourceUserId 与 targetUserId 相同"
                ),
            ));
        }
        let done = draft.hand_over_between(source, target, &effect);
        done.map_err(|refusal| match refusal {
            Refusal::OrganizationNotFound(_) => {
                Fault::invalid("effectCorpId", refusal.sentence().of("effectCorpId"))
            }
            Refusal::Invalid(sentence) => Fault::invalid("targetUserId", sentence),
            other => not_creator(other),
        })?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::super::list_owned_organizations;
    use super::super::testing::{founded_by_sam, named, owner};
    use super::*;

    const ROUTE: Route = Route::write::<Request>();
    const OWNED: Route = Route::read::<list_owned_organizations::Request>();

    fn change(source: &str, target: &str, effect: &str) -> serde_json::Value {
        json!({"sourceUserId": source, "targetUserId": target, "effectCorpId": effect})
    }

    #[test]
    fn another_organization_changes_hands_and_takes_the_new_creator_in() {
        let mut acme = owner();
        founded_by_sam(&mut acme);
        assert_snapshot!(acme.call(ROUTE, change("sam", "pat", "dingb0b")), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"pat","union_id":"3km5aGrod77YqgXbb3WliEiE","name":"pat","active":true,"departments":[{"d":1,"j":1767323048000,"c":1767323048000}],"account":{"kind":"sso","disabled":false,"joined":[["dingb0b","pat"]]},"created_at":1767323048000}}
        {"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","disabled":false,"joined":[["dingb0b","sam"]]},"created_at":1767323047000}}
        {"user_updated":{"userid":"pat","union_id":"3km5aGrod77YqgXbb3WliEiE","name":"pat","active":true,"departments":[{"d":1,"j":1767323048000,"c":1767323048000}],"account":{"kind":"sso","disabled":false,"created":[{"org":"dingb0b","name":"bob","created_at":1767323045000}],"joined":[["dingb0b","pat"]]},"created_at":1767323048000}}
        {"user_added":{"userid":"pat","union_id":"3km5aGrod77YqgXbb3WliEiE","name":"pat","active":true,"departments":[{"d":1,"j":1767323054000,"c":1767323054000}],"account":{"kind":"sso","owner":{"org":"dingtest","name":"acme","userid":"pat"}},"created_at":1767323054000}}
        {"organization_set":{"id":"dingb0b","name":"bob","code":"70035051","created_at":1767323045000,"main_admin":"pat","next_label_id":2603132383}}
        {"admin_removed":"sam"}
        {"admin_set":{"userid":"pat","level":"main"}}
        "#);
        assert_snapshot!(acme.call(OWNED, json!({"userId": "sam"})), @r#"{"orgList":[]}"#);
        assert_snapshot!(acme.call(OWNED, json!({"userId": "pat"})), @r#"{"orgList":[{"corpId":"dingb0b","corpName":"bob"}]}"#);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
        assert_eq!(acme.other("dingb0b").broken_rules(), [""; 0]);
        assert_snapshot!(acme.call(ROUTE, change("sam", "pat", "dingb0b")), @"400 not.main.administrator 不是主管理员(创建者)");
        assert_snapshot!(acme.call(ROUTE, change("pat", "sam", "dingb0b")), @r#"{"result":true}"#);
        assert_eq!(acme.other("dingb0b").broken_rules(), [""; 0]);
    }

    #[test]
    fn the_callers_own_organization_changes_hands() {
        let mut acme = owner();
        let own = acme.org.info().id.to_string();
        assert_snapshot!(acme.call(ROUTE, change("sam", "pat", &own)), @"400 not.main.administrator 不是主管理员(创建者)");
        acme.operate(|draft| draft.hand_over("sam"));
        assert_snapshot!(acme.call(ROUTE, change("sam", "pat", &own)), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"organization_set":{"id":"dingtest","name":"acme","code":"70035051","created_at":1767323045000,"main_admin":"pat","next_label_id":2603132383}}
        {"admin_removed":"sam"}
        {"admin_set":{"userid":"pat","level":"main"}}
        "#);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn whoever_has_the_wanted_userid_there_keeps_it() {
        let mut acme = owner();
        founded_by_sam(&mut acme);
        acme.operate_other("dingb0b", |draft| {
            draft.add_user(org::NewUser {
                userid: Some("pat".to_owned()),
                fields: org::UserFields {
                    mobile: Some("13500000000".to_owned()),
                    ..named("Patrick")
                },
                login_email: None,
            })
        });
        acme.call(ROUTE, change("sam", "pat", "dingb0b"));
        let creator = acme.other("dingb0b").info().main_admin.clone();
        assert_snapshot!(creator, @"886199857296342104");
        assert_eq!(acme.other("dingb0b").broken_rules(), [""; 0]);
    }

    #[test]
    fn what_is_refused() {
        let mut acme = owner();
        founded_by_sam(&mut acme);
        acme.with_other("dingnone", None);
        let mut refused = |source, target, effect| acme.call(ROUTE, change(source, target, effect));
        assert_snapshot!(refused("pat", "sam", "dingb0b"), @"400 not.main.administrator 不是主管理员(创建者)");
        assert_snapshot!(refused("pat", "sam", "dinglena"), @"400 not.main.administrator 不是主管理员(创建者)");
        assert_snapshot!(refused("sam", "pat", "dingnone"), @"400 invalid.param 无效参数: effectCorpId: no other organization dingnone");
        assert_snapshot!(refused("sam", "sam", "dingb0b"), @"400 invalid.param 无效参数: sourceUserId and targetUserId are the same");
        assert_snapshot!(refused("nobody", "pat", "dingb0b"), @"400 employee.not.exist 员工不存在");
        assert_snapshot!(refused("sam", "nobody", "dingb0b"), @"400 employee.not.exist 员工不存在");
        assert_snapshot!(refused("ann", "pat", "dingb0b"), @"400 exclusive.account.limit 只能操作归属该组织的专属账号");
        assert_snapshot!(refused("sam", "ann", "dingb0b"), @"400 exclusive.account.limit 只能操作归属该组织的专属账号");
        assert_snapshot!(refused("sam", "guest", "dingb0b"), @"400 exclusive.account.limit 只能操作归属该组织的专属账号");
        assert_snapshot!(refused("", "pat", "dingb0b"), @"400 invalid.param 无效参数: sourceUserId is missing");
        assert_snapshot!(refused("sam", "", "dingb0b"), @"400 invalid.param 无效参数: targetUserId is missing");
        assert_snapshot!(refused("sam", "pat", ""), @"400 invalid.param 无效参数: effectCorpId is missing");
        assert_snapshot!(acme.call(ROUTE, change(&"x".repeat(65), "pat", "dingb0b")), @"400 invalid.param 无效参数: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: sourceUserId is missing");
        assert_eq!(acme.changes(), "");
    }
}

//! Make an Enterprise Account an ordinary person again: `POST /v1.0/contact/orgAccounts/transformToNormalAccount`.

use super::fields::{filled, not_owned};
use crate::prelude::*;
use endpoint::Method;
use org::Refusal;

/// Which account.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

/// That it is done.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    success: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/orgAccounts/transformToNormalAccount",
        ACCOUNT_PARAMETER,
    )
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .scoped()
    .faults(&[ACCOUNT_USER, ACCOUNT_ONLY]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let userid = filled("userId", &self.user_id)?;
        draft
            .make_ordinary(userid)
            .map_err(|refusal| match refusal {
                Refusal::AccountInUse(_) | Refusal::MobileMissing | Refusal::MobileTaken(_) => {
                    Fault::invalid("userId", refusal.sentence().of("userId"))
                }
                other => not_owned(other),
            })?;
        Ok(Response { success: true })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{disabled, migrated, owner, with_host};
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn the_number_is_the_persons_again() {
        let mut acme = owner();
        let before = acme.union_id("ann");
        migrated(&mut acme, "ann");
        acme.operate(|draft| draft.set_dingtalk_id("ann", "maple2024"));
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @r#"{"success":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"ann","union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","name":"ann","mobile":"86-13800000001","active":true,"departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"created_at":1767323045000}}"#);
        assert_snapshot!(acme.passwords(), @"ann: ended");
        assert_eq!(acme.union_id("ann"), before);
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn accounts_that_cannot_be_anybodys() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @"400 invalid.param 无效参数: userId: a mobile is needed");
        migrated(&mut acme, "ann");
        let taken = |draft: &mut org::Draft| {
            draft.add_user(org::NewUser {
                userid: None,
                fields: org::UserFields {
                    mobile: Some("13700000000".to_owned()),
                    ..super::super::testing::named("Bob")
                },
                login_email: None,
            })
        };
        acme.operate(taken);
        acme.operate(|draft| {
            draft.update_user(
                "ann",
                org::UserFields {
                    account: org::AccountFields {
                        mobile: Some("13700000000".to_owned()),
                        ..Default::default()
                    },
                    ..Default::default()
                },
            )
        });
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 invalid.param 无效参数: userId: the mobile belongs to 303943596576690211");
        disabled(&mut acme, "pat");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "pat"})), @"400 invalid.param 无效参数: userId: the account of user pat is disabled or works in other organizations; enable it and let it leave them first");
        with_host(&mut acme);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @"400 invalid.param 无效参数: userId: the account of user sam is disabled or works in other organizations; enable it and let it leave them first");
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn only_accounts_of_the_organization() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody"})), @"400 user.not.exist 用户不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 exclusive.account.only 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "guest"})), @"400 exclusive.account.only 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": ""})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "x".repeat(65)})), @"400 invalid.param 无效参数: userId: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: userId is missing");
    }
}

//! Make an ordinary person an Enterprise Account: `POST /v1.0/contact/orgAccount/transformToExclusiveAccounts`.

use super::fields::{filled, not_owned};
use crate::prelude::*;
use crate::user::account;
use endpoint::Method;
use org::{AccountFields, AccountKind, Refusal};

/// Who becomes an account of which kind.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    /// `migrate`: the person's unionId and dingId are replaced.
    transform_type: String,
    /// Whether the account signs in here, by login id and password, and not at the organization's identity provider.
    idp_ding_talk: Option<bool>,
    /// With `idpDingTalk` only, and needed then.
    login_id: Option<String>,
    /// Likewise; 8 to 128 characters, neither letters nor digits alone.
    init_password: Option<String>,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Request {
    fn is_built_in(&self) -> bool {
        self.idp_ding_talk == Some(true)
    }
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/orgAccount/transformToExclusiveAccounts",
        ACCOUNT_PARAMETER,
    )
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .scoped()
    .faults(&[ACCOUNT_USER]);
    type Response = Response;

    fn password(&mut self) -> Reply<Option<&mut String>> {
        if !self.is_built_in() {
            return Ok(None);
        }
        match &mut self.init_password {
            Some(password) if !password.is_empty() => {
                account::check_password("initPassword", password)?;
                Ok(Some(password))
            }
            _ => Err(Fault::missing("initPassword")),
        }
    }

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let userid = filled("userId", &self.user_id)?;
        if self.transform_type != "migrate" {
            return Err(Fault::invalid(
                "transformType",
                sentence!(
                    "transformType is migrate, got {got}",
                    "transformType 为 migrate，收到的是 {got}",
                    got = self.transform_type
                ),
            ));
        }
        let kind = if self.is_built_in() {
            filled("loginId", self.login_id.as_deref().unwrap_or_default())?;
            AccountKind::BuiltIn
        } else {
            AccountKind::Sso
        };
        let fields = AccountFields {
            login_id: self.login_id,
            password_hash: self.init_password,
            ..AccountFields::default()
        };
        draft
            .make_account(userid, kind, &fields)
            .map_err(|refusal| match refusal {
                Refusal::AccountHeld(_) | Refusal::UserMirrored(_) => {
                    Fault::invalid("userId", refusal.sentence().of("userId"))
                }
                Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) | Refusal::UserIdInvalid => {
                    not_owned(refusal)
                }
                other => Fault::invalid("loginId", other.sentence().of("loginId")),
            })?;
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::owner;
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn the_person_stays_and_the_ids_are_new() {
        let mut acme = owner();
        let ann = org::UserId::new("ann");
        let before = acme.org.session_mark(&ann);
        let request = json!({"userId": "ann", "transformType": "migrate"});
        assert_snapshot!(acme.call(ROUTE, request), @"{}");
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"ann","union_id":"3KwwpXjBZN3LAuflAxbeiEiE","name":"ann","active":true,"departments":[{"d":1,"j":1767323045000,"c":1767323045000}],"account":{"kind":"sso","mobile":"86-13800000001","disabled":false,"session_mark":14021136295465405935},"created_at":1767323045000}}
        {"account_migrated":{"userid":"ann","old_union_id":"YHB7IH1DSY5h3OHCkj1SiEiE","new_union_id":"3KwwpXjBZN3LAuflAxbeiEiE","old_ding_id":"$:LWCP_v1:$bTPKU0eZeZ4eA8kuTrSyEV4r","new_ding_id":"$:LWCP_v1:$7upRSndHABSnqoNvXQCm7aWx","at":1767323051000}}
        "#);
        assert_snapshot!(acme.passwords(), @"ann: ended");
        let after = acme.org.session_mark(&ann);
        assert!(before.is_some() && after.is_some());
        assert_ne!(before, after, "sessions of before have ended");
        assert_eq!(acme.org.broken_rules(), [""; 0]);
    }

    #[test]
    fn a_built_in_account_signs_in_with_what_is_given() {
        let mut acme = owner();
        let request = json!({
            "userId": "ann", "transformType": "migrate", "idpDingTalk": true, "loginId": "ann01", "initPassword": "start2026"
        });
        assert_snapshot!(acme.call(ROUTE, request), @"{}");
        assert_snapshot!(acme.passwords(), @r"
        ann: ended
        ann: hash of start2026
        ");
        let found = View::new(&acme.org, &org::Eye::Operator).user_by_login_id("ANN01");
        assert_eq!(found.map(|user| user.userid), Ok("ann"));
    }

    #[test]
    fn what_is_refused() {
        let mut acme = owner();
        let mut refused = |request| acme.call(ROUTE, request);
        assert_snapshot!(refused(json!({"userId": "nobody", "transformType": "migrate"})), @"400 user.not.exist 用户不存在");
        assert_snapshot!(refused(json!({"userId": "sam", "transformType": "migrate"})), @"400 invalid.param 无效参数: userId: user sam has an enterprise account already");
        assert_snapshot!(refused(json!({"userId": "guest", "transformType": "migrate"})), @"400 invalid.param 无效参数: userId: user guest has an enterprise account already");
        assert_snapshot!(refused(json!({"userId": "ann", "transformType": "copy"})), @"400 invalid.param 无效参数: transformType is migrate, got copy");
        assert_snapshot!(refused(json!({"userId": "ann"})), @"400 invalid.param 无效参数: transformType is missing");
        assert_snapshot!(refused(json!({"userId": "", "transformType": "migrate"})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(refused(json!({"transformType": "migrate"})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(refused(json!({"userId": "ann", "transformType": "migrate", "loginId": "ann01"})), @"400 invalid.param 无效参数: loginId: an SSO account has no login id and no password here");
        let built_in = |login_id: &str, password: &str| {
            json!({
                "userId": "ann", "transformType": "migrate", "idpDingTalk": true, "loginId": login_id, "initPassword": password
            })
        };
        assert_snapshot!(refused(built_in("", "start2026")), @"400 invalid.param 无效参数: loginId is missing");
        assert_snapshot!(refused(built_in("a b", "start2026")), @"400 invalid.param 无效参数: loginId: a login id has 1 to 64 characters without blanks");
        assert_snapshot!(refused(built_in("ann01", "")), @"400 invalid.param 无效参数: initPassword is missing");
        assert_snapshot!(refused(built_in("ann01", "weak")), @"400 invalid.param 无效参数: initPassword: a first password has 8 to 128 characters, not letters alone and not digits alone");
        acme.with_scope(&[], &["sam"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "transformType": "migrate"})), @"400 user.not.exist 用户不存在");
        assert_eq!(acme.changes(), "");
    }
}

//! Force sign-out of an Enterprise Account: `POST /v1.0/contact/orgAccounts/signOut`.

use super::fields::{filled, not_owned};
use crate::prelude::*;
use endpoint::Method;
use org::Refusal;
use std::collections::BTreeMap;

/// Which account, and why.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    /// For audit; at most 500 characters.
    reason: Option<String>,
    /// What the person is told, by language such as `zh_CN`; at most 500 characters each.
    #[serde(rename = "reasonI18nForEmployee")]
    reason_i18n_for_employee: Option<BTreeMap<String, String>>,
    #[expect(
        dead_code,
        reason = "known to the SDK alone, which does not say what it does"
    )]
    permission_code: Option<String>,
}

/// That its sessions have ended.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/orgAccounts/signOut",
        ACCOUNT_PARAMETER,
    )
    .serves(&["Force sign-out of an Enterprise Account"])
    .needs("Contact.OrgAccountSecurity.ReadWrite")
    .scoped()
    .faults(&[ACCOUNT_USER, ACCOUNT_ONLY]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let userid = filled("userId", &self.user_id)?;
        let reason = self.reason.as_deref().unwrap_or_default();
        let notices = self.reason_i18n_for_employee.unwrap_or_default();
        draft
            .sign_out_account(userid, reason, notices.into_iter().collect())
            .map_err(|refusal| match refusal {
                Refusal::Invalid(sentence) if sentence.english().starts_with("reason ") => {
                    Fault::invalid("reason", sentence)
                }
                Refusal::Invalid(sentence) => Fault::invalid("reasonI18nForEmployee", sentence),
                other => not_owned(other),
            })?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{disabled, owner, with_host};
    use super::*;
    use org::UserId;

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn sessions_end_everywhere_and_new_ones_count() {
        let mut acme = owner();
        with_host(&mut acme);
        let sam = UserId::new("sam");
        let before = [&acme.org, acme.other("dingb0b")].map(|org| org.session_mark(&sam));
        let told = json!({"zh_CN": "已退出", "en_US": "An administrator signed you out."});
        let request =
            json!({"userId": "sam", "reason": "lost phone", "reasonI18nForEmployee": told});
        assert_snapshot!(acme.call(ROUTE, request), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","disabled":false,"session_mark":13303943596576690211,"reason":"lost phone","notices":[["en_US","An administrator signed you out."],["zh_CN","已退出"]],"joined":[["dingb0b","sam"]]},"created_at":1767323047000}}
        {"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323052000,"c":1767323052000}],"account":{"kind":"sso","session_mark":13303943596576690211,"owner":{"org":"dingtest","name":"acme","userid":"sam"}},"created_at":1767323052000}}
        "#);
        for (org, before) in [&acme.org, acme.other("dingb0b")].into_iter().zip(before) {
            assert!(before.is_some_and(|mark| !org.may_enter(&sam, mark)));
        }
        let here = acme.operate(|draft| draft.sign_in("sam"));
        let there = acme.operate_other("dingb0b", |draft| draft.sign_in("sam"));
        assert!(acme.org.may_enter(&sam, here) && acme.other("dingb0b").may_enter(&sam, there));
        acme.call(ROUTE, json!({"userId": "sam"}));
        assert!(!acme.org.may_enter(&sam, here), "a second time");
    }

    #[test]
    fn a_disabled_account_stays_disabled() {
        let mut acme = owner();
        disabled(&mut acme, "sam");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"{"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","disabled":true,"barred":true,"session_mark":14510411323378487982,"reason":"contract ended"},"created_at":1767323047000}}"#);
    }

    #[test]
    fn only_accounts_of_the_organization_and_known_languages() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody"})), @"400 user.not.exist 用户不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 exclusive.account.only 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "guest"})), @"400 exclusive.account.only 只能操作归属该组织的专属账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": ""})), @"400 invalid.param 无效参数: userId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "x".repeat(65)})), @"400 invalid.param 无效参数: userId: a userid has 1 to 64 characters, no blanks around them and no control characters");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalid.param 无效参数: userId is missing");
        let mut told = |told| {
            acme.call(
                ROUTE,
                json!({"userId": "sam", "reasonI18nForEmployee": told}),
            )
        };
        assert_snapshot!(told(json!({"de_DE": "Abgemeldet"})), @"400 invalid.param 无效参数: a language is one of zh_CN, zh_HK, zh_TW, en_US, ja_JP, vi_VN, fr_FR, ru_RU, ko_KR, es_LA, tr_TR, pt_BR, ms_MY, id_ID, th_TH, got de_DE");
        assert_snapshot!(told(json!({"en_US": "x".repeat(501)})), @"400 invalid.param 无效参数: en_US has at most 500 characters, got 501");
        assert_snapshot!(told(json!({"en_US": {"text": "x"}})), @"400 invalid.param 无效参数: reasonI18nForEmployee.en_US: expected a text, got an object");
        assert_snapshot!(told(json!(["en_US"])), @"400 invalid.param 无效参数: reasonI18nForEmployee: expected an object, got a list");
        acme.with_scope(&[], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam"})), @"400 user.not.exist 用户不存在");
        assert_eq!(acme.changes(), "");
    }
}

//! Change the DingTalk ID of an Enterprise Account: `POST /v1.0/contact/orgAccounts/dingTalkIds/change`.

use crate::prelude::*;
use endpoint::Method;
use org::Refusal;

/// Which account gets which ID.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    /// 6 to 20 letters and digits, a letter first; unique over the installation, whatever its case.
    ding_talk_id: String,
}

/// That it is done.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/orgAccounts/dingTalkIds/change",
        DINGTALK_ID_FORMAT,
    )
    .serves(&["Change the DingTalk ID of an Enterprise Account"])
    .needs("qyapi_manage_addresslist")
    .scoped()
    .on(&[
        On::Missing("userId", EMPLOYEE),
        On::Invalid("userId", EMPLOYEE),
    ])
    .faults(&[
        EMPLOYEE,
        EMPLOYEE_ACCOUNT,
        DINGTALK_ID_LENGTH,
        DINGTALK_ID_SET,
        DINGTALK_ID_TAKEN,
    ]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        draft
            .set_dingtalk_id(&self.user_id, &self.ding_talk_id)
            .map_err(|refusal| match refusal {
                Refusal::UserNotFound(_) | Refusal::UserOutOfScope(_) | Refusal::UserIdInvalid => {
                    Fault::code(EMPLOYEE)
                }
                Refusal::AccountOnly(_) | Refusal::AccountForeign(_) => {
                    Fault::code(EMPLOYEE_ACCOUNT)
                }
                Refusal::DingTalkIdFormat => Fault::code(DINGTALK_ID_FORMAT),
                Refusal::DingTalkIdLength => Fault::code(DINGTALK_ID_LENGTH),
                Refusal::DingTalkIdSet => Fault::code(DINGTALK_ID_SET),
                other => other.into(),
            })?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{owner, with_host};
    use super::*;

    const ROUTE: Route = Route::write::<Request>();
    const FIND: Route = Route::read::<crate::user::get_by_dingtalk_id::Request>();

    #[test]
    fn it_is_the_same_wherever_the_account_works() {
        let mut acme = owner();
        with_host(&mut acme);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "dingTalkId": "Maple2024"})), @r#"{"result":true}"#);
        assert_snapshot!(acme.changes(), @r#"
        {"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323047000,"c":1767323047000}],"account":{"kind":"sso","disabled":false,"dingtalk_id":"Maple2024","dingtalk_id_set_at":1767323053000,"joined":[["dingb0b","sam"]]},"created_at":1767323047000}}
        {"user_updated":{"userid":"sam","union_id":"Zpi1f87aEJjDmypZzPlViEiE","name":"sam","active":true,"departments":[{"d":1,"j":1767323052000,"c":1767323052000}],"account":{"kind":"sso","dingtalk_id":"Maple2024","owner":{"org":"dingtest","name":"acme","userid":"sam"}},"created_at":1767323052000}}
        "#);
        assert_snapshot!(acme.call(FIND, json!({"dingtalkId": "mAPLE2024"})), @r#"{"userId":"sam"}"#);
        let there = org::View::new(acme.other("dingb0b"), &org::Eye::Operator);
        assert_eq!(
            there
                .user_by_dingtalk_id("maple2024")
                .map(|user| user.userid),
            Ok("sam")
        );
    }

    #[test]
    fn once_a_year_and_nobody_has_anothers() {
        let mut acme = owner();
        acme.call(ROUTE, json!({"userId": "sam", "dingTalkId": "maple2024"}));
        let mut set =
            |userid, id: &str| acme.call(ROUTE, json!({"userId": userid, "dingTalkId": id}));
        assert_snapshot!(set("sam", "maple2025"), @"400 have.been.set 你已经设置过钉钉号，无法修改");
        assert_snapshot!(set("pat", "MAPLE2024"), @"400 incorrect.reserved 该钉钉号已被占用，请重新输入: another account has this DingTalk ID");
        assert_snapshot!(set("sam", "x"), @"400 incorrect.length 钉钉号格式不正确，请重新输入");
        acme.later(365 * 86_400_000 - 60_000);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "dingTalkId": "maple2025"})), @"400 have.been.set 你已经设置过钉钉号，无法修改");
        acme.later(60_000);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "dingTalkId": "maple2025"})), @r#"{"result":true}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "pat", "dingTalkId": "maple2024"})), @r#"{"result":true}"#);
    }

    #[test]
    fn characters_and_length() {
        let mut acme = owner();
        let mut set =
            |id: serde_json::Value| acme.call(ROUTE, json!({"userId": "sam", "dingTalkId": id}));
        assert_snapshot!(set(json!("1maple")), @"400 incorrect.format 钉钉号格式不正确，请重新输入");
        assert_snapshot!(set(json!("maple_24")), @"400 incorrect.format 钉钉号格式不正确，请重新输入");
        assert_snapshot!(set(json!("mapłe2024")), @"400 incorrect.format 钉钉号格式不正确，请重新输入");
        assert_snapshot!(set(json!("")), @"400 incorrect.format 钉钉号格式不正确，请重新输入");
        assert_snapshot!(set(json!("maple")), @"400 incorrect.length 钉钉号格式不正确，请重新输入");
        assert_snapshot!(set(json!("m".repeat(21))), @"400 incorrect.length 钉钉号格式不正确，请重新输入");
        assert_snapshot!(set(json!(["maple2024"])), @"400 incorrect.format 钉钉号格式不正确，请重新输入: dingTalkId: expected a text, got a list");
        assert_snapshot!(set(json!("m".repeat(20))), @r#"{"result":true}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "pat"})), @"400 incorrect.format 钉钉号格式不正确，请重新输入: dingTalkId is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "pat", "dingTalkId": "mapl24"})), @r#"{"result":true}"#);
    }

    #[test]
    fn only_accounts_of_the_organization_and_that_before_all_else() {
        let mut acme = owner();
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody", "dingTalkId": "x"})), @"400 emp.not.exist 员工不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "dingTalkId": "x"})), @"400 internalenterpriseaccount.limit 仅限处理归属本企业的企业账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "guest", "dingTalkId": "x"})), @"400 internalenterpriseaccount.limit 仅限处理归属本企业的企业账号");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "", "dingTalkId": "x"})), @"400 emp.not.exist 员工不存在");
        assert_snapshot!(acme.call(ROUTE, json!({"dingTalkId": "maple2024"})), @"400 emp.not.exist 员工不存在");
        acme.with_scope(&[], &["ann"]);
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "sam", "dingTalkId": "maple2024"})), @"400 emp.not.exist 员工不存在");
        assert_eq!(acme.changes(), "");
    }
}

//! Query users by phone number: `POST /topapi/v2/user/getbymobile`.

use crate::prelude::*;
use org::Mobile;

/// Whose number.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    mobile: String,
    /// Whether to look for enterprise accounts with this number too.
    support_exclusive_account_search: Option<bool>,
}

/// Who has it.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// The ordinary person with the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    userid: Option<String>,
    /// Enterprise accounts with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_account_userid_list: Option<Vec<String>>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/v2/user/getbymobile", PARAMETER)
        .serves(&[
            "Query users by phone number",
            "Query Enterprise Account users by phone number",
        ])
        .needs("qyapi_get_member_by_mobile")
        .scoped()
        .on(&[On::Invalid("mobile", PHONE)])
        .faults(&[USER_NOT_FOUND, USER_SCOPE]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        if self.mobile.trim().is_empty() {
            return Err(Fault::missing("mobile"));
        }
        let mobile =
            Mobile::parse(&self.mobile).map_err(|refusal| Fault::invalid("mobile", &refusal))?;
        let accounts = (self.support_exclusive_account_search == Some(true)).then(|| {
            let accounts = view.accounts_by_mobile(&mobile);
            let userids = accounts.iter().map(|user| user.userid.to_owned());
            userids.collect::<Vec<String>>()
        });
        let userid = match view.user_by_mobile(&mobile) {
            Ok(user) => Some(user.userid.to_owned()),
            Err(_) if accounts.as_ref().is_some_and(|found| !found.is_empty()) => None,
            Err(refusal) => return Err(refusal.into()),
        };
        Ok(Response {
            userid,
            exclusive_account_userid_list: accounts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn every_spelling_of_a_number_finds_its_holder() {
        let mut acme = place("acme { ann mobile=13900000000 bob mobile=+1-5551234567 }");
        acme.with_points(&["qyapi_get_member_by_mobile"]);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "13900000000"})), @r#"{"userid":"ann"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": 13_900_000_000_i64})), @r#"{"userid":"ann"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "+86-13900000000"})), @r#"{"userid":"ann"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "+1-5551234567"})), @r#"{"userid":"bob"}"#);
        let both = json!({"mobile": "13900000000", "support_exclusive_account_search": "true"});
        assert_snapshot!(acme.call(ROUTE, both), @r#"{"userid":"ann","exclusive_account_userid_list":[]}"#);
    }

    #[test]
    fn unknown_numbers_are_told_from_no_numbers() {
        let mut acme = place("acme { ann mobile=13900000000 }");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "13900000001"})), @"60121 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "+852-13900000000"})), @"60121 找不到该用户");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "139"})), @"40104 电话号码无效: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": {"x": 1}})), @"40104 电话号码无效: mobile: expected a text, got an object");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": ""})), @"400002 无效的参数: mobile is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: mobile is missing");
    }

    #[test]
    fn the_scope_narrows_it() {
        let mut acme = place("acme { rd { ann mobile=13900000000 } bob mobile=13900000001 }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "13900000000"})), @r#"{"userid":"ann"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "13900000001"})), @"50002 请求的员工userid不在授权范围内");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "13900000002"})), @"60121 找不到该用户");
    }
}

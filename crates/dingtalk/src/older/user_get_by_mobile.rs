//! Older form of finding a person by phone number: `GET /user/get_by_mobile`.

use crate::prelude::*;
use org::Mobile;

/// Whose number.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    mobile: String,
}

/// Who has it.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    userid: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/get_by_mobile", ILLEGAL)
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
        Ok(Response {
            userid: view.user_by_mobile(&mobile)?.userid.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_number_leads_to_its_person() {
        let mut acme = place("acme { rd { ann } hr { bob mobile=+852-51234567 } }");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": 13_800_000_001_i64})), @r#"{"userid":"ann"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "+852-51234567"})), @r#"{"userid":"bob"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "13900000000"})), @"60121 找不到该用户");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "+852-51234567"})), @"50002 请求的员工userid不在授权范围内");
    }

    #[test]
    fn a_number_must_be_one() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "ann"})), @"40104 电话号码无效: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": ""})), @"40035 不合法的参数: mobile is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: mobile is missing");
    }
}

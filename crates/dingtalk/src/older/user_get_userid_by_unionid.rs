//! Older form of the userid of a unionId: `GET /user/getUseridByUnionid`.

use crate::prelude::*;
use crate::user::get_by_union_id::EMPLOYEE;

/// Whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    unionid: String,
}

/// Who that is here.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// 0 is somebody of the organization, 1 an external contact.
    #[serde(rename = "contactType")]
    contact_type: i64,
    userid: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/user/getUseridByUnionid", ILLEGAL)
        .needs("qyapi_get_member")
        .faults(&[UNION_ID_NOT_FOUND]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        if self.unionid.is_empty() {
            return Err(Fault::missing("unionid"));
        }
        let userid = view
            .userid_by_union_id(&self.unionid)
            .ok_or(UNION_ID_NOT_FOUND)?;
        Ok(Response {
            contact_type: EMPLOYEE,
            userid: userid.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn a_union_id_leads_to_its_person_whatever_the_scope() {
        let mut acme = place("acme { rd { } ann }");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"unionid": "YHB7IH1DSY5h3OHCkj1SiEiE"})), @r#"{"contactType":0,"userid":"ann"}"#);
    }

    #[test]
    fn somebody_must_have_it() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"unionid": "nobody"})), @"60121 未找到对应员工");
        assert_snapshot!(acme.call(ROUTE, json!({"unionid": ""})), @"40035 不合法的参数: unionid is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"40035 不合法的参数: unionid is missing");
    }
}

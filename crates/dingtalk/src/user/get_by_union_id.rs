//! Get the user ID by unionId: `POST /topapi/user/getbyunionid`.

use crate::prelude::*;

/// `contact_type` of somebody of the organization.
pub(crate) const EMPLOYEE: i64 = 0;

/// Whom.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    unionid: String,
}

/// Who that is here.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// 0 is somebody of the organization, 1 an external contact.
    contact_type: i64,
    userid: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/user/getbyunionid", PARAMETER)
        .serves(&["Get the user ID by unionId"])
        .needs("qyapi_get_member")
        .faults(&[UNION_ID_NOT_FOUND]);
    type Response = Response;

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
    fn the_scope_does_not_narrow_it() {
        let mut acme = place("acme { rd { ann } hr { } }");
        acme.with_scope(&[3], &[]);
        let unionid = "YHB7IH1DSY5h3OHCkj1SiEiE";
        assert_snapshot!(acme.call(ROUTE, json!({"unionid": unionid})), @r#"{"contact_type":0,"userid":"ann"}"#);
    }

    #[test]
    fn unknown_people_are_refused() {
        let mut acme = place("acme { ann }");
        assert_snapshot!(acme.call(ROUTE, json!({"unionid": "x".repeat(100)})), @"60121 未找到对应员工");
        assert_snapshot!(acme.call(ROUTE, json!({"unionid": "yhb7ih1dsy5h3ohckj1sieie"})), @"60121 未找到对应员工");
        assert_snapshot!(acme.call(ROUTE, json!({"unionid": "ann"})), @"60121 未找到对应员工");
        assert_snapshot!(acme.call(ROUTE, json!({"unionid": ""})), @"400002 无效的参数: unionid is missing");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400002 无效的参数: unionid is missing");
    }
}

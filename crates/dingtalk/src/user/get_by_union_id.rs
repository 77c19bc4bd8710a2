//! Get the user ID by unionId: `POST /topapi/user/getbyunionid`.

use crate::prelude::*;

/// `contact_type` of somebody of the organization.
pub(crate) const EMPLOYEE: i64 = 0;

/// `contact_type` of an external contact.
const EXTERNAL: i64 = 1;

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
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        if self.unionid.is_empty() {
            return Err(Fault::missing("unionid"));
        }
        let employee = view.userid_by_union_id(&self.unionid);
        let (contact_type, userid) = match employee {
            Some(userid) => (EMPLOYEE, userid),
            None => view
                .external_contact_by_union_id(&self.unionid)
                .map(|userid| (EXTERNAL, userid))
                .ok_or(UNION_ID_NOT_FOUND)?,
        };
        Ok(Response {
            contact_type,
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
    fn external_contacts_are_found_where_nobody_of_the_organization_is() {
        let mut acme = place("acme { ann }");
        let contact = json!({
            "name": "Zed", "mobile": "13600000000", "state_code": "86", "follower_user_id": "ann",
            "label_ids": [acme.first_label()]
        });
        acme.call(
            Route::write::<crate::external_contact::create::Request>(),
            json!({"contact": contact}),
        );
        let contacts = View::new(&acme.org, &org::Eye::Operator).external_contacts(0, 1);
        let request = json!({"unionid": contacts[0].union_id});
        assert_snapshot!(acme.call(ROUTE, request.clone()), @r#"{"contact_type":1,"userid":"500286904204129263"}"#);
        acme.call(
            Route::write::<super::super::create::Request>(),
            json!({"userid": "zed", "name": "Zed", "mobile": "13600000000", "dept_id_list": "1"}),
        );
        assert_snapshot!(acme.call(ROUTE, request), @r#"{"contact_type":0,"userid":"zed"}"#);
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

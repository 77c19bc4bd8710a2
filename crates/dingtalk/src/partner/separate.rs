//! Remove the Association with an organization: `POST /v1.0/contact/cooperateCorps/separate`.

use crate::prelude::*;
use endpoint::Method;
use org::Refusal;

/// Which.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The department at which it hangs.
    attach_dept_id: i64,
}

/// `true`.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    result: bool,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/cooperateCorps/separate",
        PARTNER_RELATION,
    )
    .serves(&["Remove the Association with an organization"])
    .needs("Contact.CooperateCorp.Write")
    .on(&[On::Missing("attachDeptId", PARTNER_BLANK)]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let separated = draft.separate_guest(DepartmentId(self.attach_dept_id));
        separated.map_err(|refusal| match refusal {
            Refusal::OrganizationNeeded(_) => refusal.into(),
            other => Fault::because(PARTNER_RELATION, &other),
        })?;
        Ok(Response { result: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::testing::{joined, mount};

    const ROUTE: Route = Route::write::<Request>();
    const PARTNERS: Route = Route::read::<super::super::list_partners::Request>();

    #[test]
    fn nothing_of_the_guest_stays() {
        let mut acme = joined();
        let mount = mount(&mut acme);
        assert_snapshot!(acme.call(ROUTE, json!({"attachDeptId": mount})), @r#"{"result":true}"#);
        assert_snapshot!(acme.call(PARTNERS, json!({"status": 1})), @r#"{"success":true,"result":[]}"#);
        assert_eq!(acme.other("dingb0b").info().name, "bob");
        assert_snapshot!(acme.call(ROUTE, json!({"attachDeptId": mount})).replace(&mount.to_string(), "MOUNT"), @"400 parameter.error 参数不合法，请确认关联关系: no organization hangs at department MOUNT");
    }

    #[test]
    fn only_where_a_guest_hangs() {
        let mut acme = joined();
        for id in [1, 2, 77, mount(&mut acme) + 1, i64::MIN] {
            let told = acme.call(ROUTE, json!({"attachDeptId": id}));
            assert_eq!(
                told,
                format!(
                    "400 parameter.error 参数不合法，请确认关联关系: no organization hangs at department {id}"
                )
            );
        }
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 parameter.blank 参数为空");
        assert_snapshot!(acme.call(ROUTE, json!({"attachDeptId": "x"})), @r#"400 parameter.error 参数不合法，请确认关联关系: attachDeptId: expected a whole number of 64 bits, got the text "x""#);
        assert_eq!(acme.changes(), "");
    }
}

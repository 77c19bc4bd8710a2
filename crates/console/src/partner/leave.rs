//! Take part in another organization no longer, or no longer ask to: `DELETE /v1.0/orgbook/console/hosts/{corpId}`.

use super::reject::{Response, refused};
use crate::prelude::*;
use org::{Module, OrgId};

/// Which: a trunk or an upstream-downstream organization. What appears there of this organization goes.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    corp_id: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/console/hosts/{corpId}",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist")
    .module(Module::Partners)
    .faults(&[PARTNER]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let left = draft.leave_host(&OrgId::new(&self.corp_id));
        left.map_err(refused)?;
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::reject;
    use org::{GuestPlace, Share};
    use std::collections::BTreeSet;
    use testkit::Place;

    const LEAVE: Route = Route::write::<Request>();
    const REJECT: Route = Route::write::<reject::Request>();

    /// An organization to which another has applied, or in which it takes part.
    fn with_guest(joined: bool) -> Place {
        let mut acme = place("acme { ann }");
        acme.with_other("dingguest", Some("guest { bob }"));
        let host = OrgId::new("dingtest");
        acme.operate_other("dingguest", |draft| {
            draft.apply_to_host(&host, Share::Everybody, BTreeSet::new())
        });
        if joined {
            acme.operate_beside(|draft| {
                draft.approve_guests(vec![GuestPlace {
                    org: OrgId::new("dingguest"),
                    alias: None,
                    parent: DepartmentId::ROOT,
                }])
            });
        }
        acme
    }

    #[test]
    fn an_application_is_rejected() {
        let mut acme = with_guest(false);
        assert_snapshot!(acme.call(REJECT, json!({"corpId": "dingguest"})), @"{}");
        assert_snapshot!(acme.changes(), @r#"
        {"guest_removed":"dingguest"}
        {"host_removed":"dingtest"}
        "#);
        assert_snapshot!(acme.call(REJECT, json!({"corpId": "dingguest"})), @"404 partner.notFound No such organization takes part or has asked to");
        let mut acme = with_guest(true);
        assert_snapshot!(acme.call(REJECT, json!({"corpId": "dingguest"})), @"404 partner.notFound No such organization takes part or has asked to");
    }

    #[test]
    fn a_guest_withdraws_or_leaves_and_takes_its_people_with_it() {
        for joined in [false, true] {
            let mut acme = place("acme { ann }");
            acme.with_other("dinghost", Some("host { hal }"));
            let host = OrgId::new("dinghost");
            acme.operate_beside(|draft| {
                draft.apply_to_host(&host, Share::Everybody, BTreeSet::new())
            });
            let count = |acme: &Place| acme.other("dinghost").counts();
            let before = count(&acme);
            if joined {
                acme.operate_other("dinghost", |draft| {
                    draft.approve_guests(vec![GuestPlace {
                        org: OrgId::new("dingtest"),
                        alias: None,
                        parent: DepartmentId::ROOT,
                    }])
                });
                assert!(count(&acme) > before);
            }
            assert_eq!(acme.call(LEAVE, json!({"corpId": "dinghost"})), "{}");
            assert_eq!(count(&acme), before);
            assert_eq!(acme.other("dinghost").broken_rules(), [""; 0]);
            assert_eq!(acme.org.broken_rules(), [""; 0]);
            let again = acme.call(LEAVE, json!({"corpId": "dinghost"}));
            assert!(again.starts_with("404 partner.notFound"), "{again}");
        }
    }
}

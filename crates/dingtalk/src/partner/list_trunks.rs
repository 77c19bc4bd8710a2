//! Get the trunk organization list: `POST /topapi/org/union/trunk/get`.

use crate::prelude::*;
use endpoint::Envelope;
use org::LinkState;

/// Of the caller's organization.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The trunks.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    success: bool,
    result: Vec<Trunk>,
}

/// A trunk of which the caller's organization is a branch.
#[derive(Serialize, JsonSchema)]
pub struct Trunk {
    org_name: String,
    corpid: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/org/union/trunk/get", PARAMETER)
        .serves(&["Get the trunk organization list"])
        .needs("qyapi_related_org_read")
        .envelope(Envelope::Flat);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let hosts = view.hosts(LinkState::Joined);
        let trunks = hosts.filter(|host| host.owner.is_none());
        let trunks = trunks.map(|host| Trunk {
            org_name: host.name.clone(),
            corpid: host.org.to_string(),
        });
        Ok(Response {
            success: true,
            result: trunks.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{GuestPlace, Share};

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn only_trunks_that_agreed_are_told() {
        let mut acme = place("acme { }");
        acme.with_other("dingb0b", Some("bob { }"));
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"success":true,"result":[]}"#);
        acme.operate(|draft| {
            draft.apply_to_host(&"dingb0b".into(), Share::Everybody, Default::default())
        });
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"success":true,"result":[]}"#);
        let here = org::OrgId::new(acme.corp_id());
        acme.operate_other("dingb0b", |draft| {
            draft.approve_guests(vec![GuestPlace {
                org: here.clone(),
                alias: None,
                parent: DepartmentId::ROOT,
            }])
        });
        assert_snapshot!(acme.call(ROUTE, json!({"ignored": 1})), @r#"{"success":true,"result":[{"org_name":"bob","corpid":"dingb0b"}]}"#);
    }
}

//! Get joined upstream-downstream organizations: `POST /topapi/union/cooperate/joined/list`.

use super::fields;
use crate::prelude::*;
use endpoint::Envelope;

/// Which.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// 0 for applications, 1 for those joined.
    status: i64,
}

/// The organizations.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    success: bool,
    result: Vec<Joined>,
}

/// An upstream-downstream organization.
#[derive(Serialize, JsonSchema)]
pub struct Joined {
    corp_id: String,
    org_name: String,
    belong_corp_id: String,
    belong_org_name: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/union/cooperate/joined/list", PARAMETER)
        .serves(&["Get information about upstream-downstream organizations the Organization has joined or applied to join"])
        .needs("qyapi_related_org_read")
        .envelope(Envelope::Flat);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let state = fields::state(self.status)?;
        let hosts = view.hosts(state).filter_map(|host| {
            let owner = host.owner.as_ref()?;
            Some(Joined {
                corp_id: host.org.to_string(),
                org_name: host.name.clone(),
                belong_corp_id: owner.org.to_string(),
                belong_org_name: owner.name.clone(),
            })
        });
        Ok(Response {
            success: true,
            result: hosts.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::Share;

    const ROUTE: Route = Route::read::<Request>();
    const CREATE: Route = Route::write::<super::super::create::Request>();

    #[test]
    fn applications_are_told_apart() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"status": 1})), @r#"{"success":true,"result":[]}"#);
        let created: serde_json::Value =
            serde_json::from_str(&acme.call(CREATE, json!({"orgName": "Circle"})))
                .expect("it is created");
        let id = created["cooperateCorpId"]
            .as_str()
            .expect("an id")
            .to_owned();
        acme.operate(|draft| {
            draft.apply_to_host(&id.as_str().into(), Share::Everybody, Default::default())
        });
        assert_snapshot!(acme.call(ROUTE, json!({"status": "0"})).replace(&id, "ID"), @r#"{"success":true,"result":[{"corp_id":"ID","org_name":"Circle","belong_corp_id":"dingtest","belong_org_name":"acme"}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"status": 1})), @r#"{"success":true,"result":[]}"#);
    }

    #[test]
    fn the_state_is_needed() {
        let mut acme = place("acme { }");
        for status in [json!(2), json!(-1), json!(null), json!("x")] {
            let told = acme.call(ROUTE, json!({"status": status}));
            assert!(told.starts_with("400002 无效的参数"), "{told}");
        }
    }
}

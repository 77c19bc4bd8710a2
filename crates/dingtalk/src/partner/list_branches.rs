//! Get the branch organization list: `POST /topapi/org/union/branch/get`.

use crate::prelude::*;
use endpoint::Envelope;
use org::LinkState;

/// Of the caller's organization.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The branches.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    success: bool,
    result: Vec<Branch>,
}

/// A branch that hangs below the caller's organization, not one that hangs below another branch.
#[derive(Serialize, JsonSchema)]
pub struct Branch {
    union_org_name: String,
    union_corpid: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/org/union/branch/get", PARAMETER)
        .serves(&["Get the branch organization list"])
        .needs("qyapi_related_org_read")
        .envelope(Envelope::Flat);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let is_trunk = view.organization().linking.owner.is_none();
        let guests = view.guests(LinkState::Joined).filter(|_| is_trunk);
        let branches = guests.map(|guest| Branch {
            union_org_name: guest.name.clone(),
            union_corpid: guest.org.to_string(),
        });
        Ok(Response {
            success: true,
            result: branches.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::testing::{applied, joined};

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn only_branches_that_joined_are_told() {
        assert_snapshot!(applied().call(ROUTE, json!({})), @r#"{"success":true,"result":[]}"#);
        assert_snapshot!(joined().call(ROUTE, json!({})), @r#"{"success":true,"result":[{"union_org_name":"bob","union_corpid":"dingb0b"}]}"#);
    }
}

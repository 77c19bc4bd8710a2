//! Recall an invitation, beyond the description: `POST /v1.0/contact/invites/recall`.

use crate::prelude::*;
use endpoint::Method;

/// Whose invitations.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The number that was invited.
    mobile: String,
    /// Who recalls.
    opt_user_id: Option<String>,
}

/// Nothing.
#[derive(Serialize, JsonSchema)]
pub struct Response {}

impl Write for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/contact/invites/recall", PARAMETER)
        .needs("qyapi_manage_addresslist");
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        if let Some(id) = self.opt_user_id.as_deref().filter(|id| !id.is_empty()) {
            let user = draft.view().user(id).map(drop);
            user.map_err(|refusal| Fault::invalid("optUserId", &refusal))?;
        }
        let recalled = draft.recall_invites(&self.mobile);
        let count = recalled.map_err(|refusal| Fault::invalid("mobile", &refusal))?;
        if count == 0 {
            let detail = sentence!(
                "this number has no invitation that leads in",
                "这个号码没有有效的邀请"
            );
            return Err(Fault::invalid("mobile", detail));
        }
        Ok(Response {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{JoiningFields, NewInvite};

    const ROUTE: Route = Route::write::<Request>();

    #[test]
    fn an_invited_number_is_invited_no_more() {
        let mut acme = place("acme { ann }");
        acme.operate(|draft| {
            draft.set_joining(JoiningFields {
                invitations: Some(true),
                by_link: Some(true),
                ..JoiningFields::default()
            })?;
            for mobile in ["13900000001", "13900000001", "13900000002"] {
                draft.make_invite(NewInvite {
                    department: None,
                    mobile: Some(mobile.to_owned()),
                    valid_ms: 1_000_000,
                    inviter: None,
                })?;
            }
            Ok(())
        });
        let request = json!({"mobile": "13900000001", "optUserId": "ann"});
        assert_snapshot!(acme.call(ROUTE, request.clone()), @"{}");
        assert_eq!(acme.changes().lines().count(), 2);
        assert_snapshot!(acme.call(ROUTE, request), @"400 parameter.error 无效的参数: this number has no invitation that leads in");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "12"})), @"400 parameter.error 无效的参数: a mobile is 11 digits beginning with 1, or +code-number outside mainland China");
        assert_snapshot!(acme.call(ROUTE, json!({"mobile": "13900000002", "optUserId": "nobody"})), @"400 parameter.error 无效的参数: no user nobody");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 parameter.error 无效的参数: mobile is missing");
        acme.later(1_000_000);
        assert!(
            acme.call(ROUTE, json!({"mobile": "13900000002"}))
                .starts_with("400")
        );
    }
}

//! Invite, as anybody may where it is allowed: `POST /v1.0/orgbook/me/invitations`.

use super::make::{Response, made};
use super::wire::valid_ms;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::{NewInvite, UserId};

/// Into what, and for how long.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The root when absent.
    dept_id: Option<i64>,
    /// Days for which it leads in: 1 to 365, 30 when absent.
    valid_days: Option<i64>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/me/invitations", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON, CLOSED, MAY_NOT_INVITE, DEPARTMENT, INVITATION]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut inviter = None;
            context.look(&mut |view| {
                inviter = view
                    .viewer()
                    .map(|viewer| UserId::new(viewer.user().userid));
            });
            let new = NewInvite {
                department: self.dept_id.map(DepartmentId),
                mobile: None,
                valid_ms: valid_ms(self.valid_days),
                inviter: Some(inviter.ok_or(PERSON)?),
            };
            let invitation = made(context, new).await?;
            Ok(Response::of(invitation))
        })
    }
}

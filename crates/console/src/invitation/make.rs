//! Invite: `POST /v1.0/orgbook/console/invitations`.

use super::wire::{InviteAnswer, Writing, decoded, encoded, refused, valid_ms};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::NewInvite;

/// Into what, and for how long.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The root when absent.
    dept_id: Option<i64>,
    /// The only number that may apply with it.
    mobile: Option<String>,
    /// Days for which it leads in: 1 to 365, 30 when absent.
    valid_days: Option<i64>,
}

/// The invitation.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    invitation: InviteAnswer,
}

impl Response {
    pub(super) fn of(invitation: InviteAnswer) -> Self {
        Self { invitation }
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/console/invitations", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .scoped()
        .faults(&[CLOSED, DEPARTMENT, INVITATION]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let new = NewInvite {
                department: self.dept_id.map(DepartmentId),
                mobile: self.mobile.filter(|text| !text.is_empty()),
                valid_ms: valid_ms(self.valid_days),
                inviter: None,
            };
            let invitation = made(context, new).await?;
            Ok(Response::of(invitation))
        })
    }
}

/// Where no department is named the whole organization is meant, which a caller with a narrower scope does not reach.
fn check_reach(draft: &Draft, new: &NewInvite) -> Reply<()> {
    let named = new.department.is_some() || new.inviter.is_some();
    if named || draft.view().department(DepartmentId::ROOT).is_ok() {
        return Ok(());
    }
    Err(Fault::invalid(
        "deptId",
        sentence!(
            "deptId is one of the departments that you administer",
            "deptId 应为你管理的一个部门"
        ),
    ))
}

/// Makes an invitation in the caller's organization.
pub(super) async fn made(context: &dyn Context, new: NewInvite) -> Reply<InviteAnswer> {
    let write = Writing(move |draft: &mut Draft| {
        check_reach(draft, &new)?;
        let invite = draft.make_invite(new.clone());
        Ok(encoded(&invite.map_err(refused)?))
    });
    let written = context.write(Box::new(write)).await?;
    let invite: org::Invite = decoded(&written)?;
    let mut answer = None;
    let own = context.address();
    context.look(&mut |view| answer = Some(InviteAnswer::of(view, own, &invite)));
    answer.ok_or_else(|| INVITATION.into())
}

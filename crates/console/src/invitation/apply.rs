//! Ask to become a member: `POST /v1.0/orgbook/invitations/{code}/applications`.

use super::wire::{Writing, refused, way};
use crate::prelude::*;
use endpoint::{Answer, Context, Task, Visit};
use org::NewApplication;

/// Who asks. Whoever is signed in calls `POST me/applications` instead and is known.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    code: String,
    name: String,
    mobile: String,
    /// A few words to the administrators, at most 200 characters.
    greeting: Option<String>,
}

/// The same for everybody: whether somebody is a member, has applied or is blocked is not told.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// `waiting`.
    state: &'static str,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/orgbook/invitations/{code}/applications",
        PARAMETER,
    )
    .token(TokenKind::None)
    .faults(&[INVITATION, CLOSED, APPLICATIONS_FULL, TOO_MANY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if !context.may_visit(Visit::Apply) {
                return Err(TOO_MANY.into());
            }
            let (org, way) = way(context, &self.code).await?;
            let new = NewApplication {
                way,
                name: self.name,
                mobile: self.mobile,
                greeting: self.greeting.unwrap_or_default(),
                applicant: None,
            };
            let write = Writing(move |draft: &mut Draft| {
                draft.apply_to_join(new.clone()).map_err(refused)?;
                Ok(Vec::new())
            });
            context.write_in(&org, Box::new(write)).await?;
            Ok(Response { state: "waiting" })
        })
    }
}

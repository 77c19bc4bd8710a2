//! Ask to become a member of another organization, as whoever is signed in: `POST /v1.0/orgbook/me/applications`.

use super::wire::{Writing, decoded, encoded, refused, way};
use crate::prelude::*;
use endpoint::{Answer, Context, Task, Visit};
use org::{Applicant, Applied, NewApplication, UserId};

/// Where to.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// What a link ends with, or the organization's code.
    code: String,
    /// A few words to the administrators, at most 200 characters.
    greeting: Option<String>,
}

/// What came of it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// `waiting` for an administrator, `joined`, or `member` for who was one before.
    state: String,
    corp_id: String,
    /// Of a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/me/applications", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[
            PERSON,
            INVITATION,
            CLOSED,
            APPLICATIONS_FULL,
            TOO_MANY,
            ACCOUNT_APPLIES,
        ]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if !context.may_visit(Visit::Apply) {
                return Err(TOO_MANY.into());
            }
            let mut me = None;
            context.look(&mut |view| me = person(view));
            let (applicant, name, mobile) = me.ok_or(PERSON)?;
            let mobile = mobile.ok_or(ACCOUNT_APPLIES)?;
            let (org, way) = way(context, &self.code).await?;
            let new = NewApplication {
                way,
                name,
                mobile,
                greeting: self.greeting.unwrap_or_default(),
                applicant: Some(applicant),
            };
            let write = Writing(move |draft: &mut Draft| {
                let applied = draft.apply_to_join(new.clone()).map_err(refused)?;
                let told: (&str, Option<UserId>) = match applied {
                    Applied::Waiting => ("waiting", None),
                    Applied::Joined(id) => ("joined", Some(id)),
                    Applied::Member(id) => ("member", Some(id)),
                };
                Ok(encoded(&told))
            });
            let written = context.write_in(&org, Box::new(write)).await?;
            let (state, user_id): (String, Option<UserId>) = decoded(&written)?;
            Ok(Response {
                state,
                corp_id: org.to_string(),
                user_id: user_id.map(|id| id.to_string()),
            })
        })
    }
}

/// Who asks: the name, and the number, which an enterprise account has none of for this.
fn person(view: &View<'_>) -> Option<(Applicant, String, Option<String>)> {
    let viewer = view.viewer()?;
    let user = viewer.user();
    let applicant = Applicant {
        org: view.organization().id.clone(),
        userid: UserId::new(user.userid),
    };
    let mobile = user.mobile.filter(|_| user.account.is_none());
    let mobile = mobile.map(crate::people::fields::number);
    Some((applicant, user.name.to_owned(), mobile))
}

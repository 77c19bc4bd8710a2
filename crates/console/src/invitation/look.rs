//! Where a link or a code leads: `GET /v1.0/orgbook/invitations/{code}`.

use super::wire::way;
use crate::prelude::*;
use endpoint::{Answer, Context, Task, Visit};

/// What a link ends with, or the organization's code.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    code: String,
}

/// As much as somebody needs who means to apply.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    organization_name: String,
    /// The department into which it leads; absent for the whole organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    department_name: Option<String>,
    /// Whether an administrator has to agree to everybody; otherwise whoever is signed in becomes a member at once.
    audit: bool,
    /// What whoever comes is spoken to whose browser asks for none of our languages, where the organization has chosen one.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// The organization's picture as a `data:` address, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/invitations/{code}", PARAMETER)
        .token(TokenKind::None)
        .faults(&[INVITATION, CLOSED, TOO_MANY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if !context.may_visit(Visit::Look) {
                return Err(TOO_MANY.into());
            }
            let (org, way) = way(context, &self.code).await?;
            let mut response = None;
            let mut look = |view: &View<'_>| {
                let info = view.organization();
                response = Some(Response {
                    organization_name: info.name.clone(),
                    department_name: view.way_name(&way).map(str::to_owned),
                    audit: view.needs_approval(way.department),
                    language: info.language.map(org::Language::name),
                    logo: info.logo.as_ref().map(|logo| logo.address().to_owned()),
                });
            };
            context.visit(&org, &mut look).await?;
            response.ok_or_else(|| INVITATION.into())
        })
    }
}

//! Find organizations that let themselves be found: `GET /v1.0/orgbook/invitations`.

use crate::limits::FOUND_NAME_CHARS_MAX;
use crate::prelude::*;
use endpoint::{Answer, Context, Task, Visit};
use org::{ORGANIZATION_NAMES, name_claim};

/// By which name.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// The whole name; case and width do not matter.
    name: String,
}

/// Those of that name.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    organizations: Vec<Found>,
}

/// An organization.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Found {
    organization_name: String,
    /// What to apply with.
    code: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/invitations", PARAMETER)
        .token(TokenKind::None)
        .faults(&[TOO_MANY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if !context.may_visit(Visit::Look) {
                return Err(TOO_MANY.into());
            }
            let length = self.name.trim().chars().count();
            if length == 0 || length > FOUND_NAME_CHARS_MAX {
                let detail = sentence!(
                    "name has 1 to {FOUND_NAME_CHARS_MAX} characters, got {length}",
                    "名称长度为 1 到 {FOUND_NAME_CHARS_MAX} 个字符，现有 {length} 个"
                );
                return Err(Fault::invalid("name", detail));
            }
            let name = name_claim(&self.name);
            let mut organizations = Vec::new();
            for (org, _) in context.migrations(ORGANIZATION_NAMES, &name).await? {
                let mut look = |view: &View<'_>| {
                    let info = view.organization();
                    // It may have closed since.
                    if info.joining.by_name && info.joining.invitations {
                        organizations.push(Found {
                            organization_name: info.name.clone(),
                            code: view.name_code(),
                        });
                    }
                };
                context.visit(&org, &mut look).await?;
            }
            Ok(Response { organizations })
        })
    }
}

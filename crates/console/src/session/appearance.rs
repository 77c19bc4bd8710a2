//! How an organization shows itself to whoever is about to sign in: `GET /v1.0/orgbook/sign-in/organization`.

use crate::prelude::*;
use endpoint::{Answer, Context, Task, Visit};

/// Of which organization.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// What people type to find it.
    code: String,
}

/// Nothing is told of a code that no organization has, as of an organization that has chosen nothing.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// `zh-CN` or `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// A small picture as a `data:` address.
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/sign-in/organization", PARAMETER)
        .token(TokenKind::None)
        .faults(&[TOO_MANY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if !context.may_visit(Visit::Look) {
                return Err(TOO_MANY.into());
            }
            let mut response = Response::default();
            if let Some(org) = context.organization_by_code(self.code.trim()).await? {
                let mut look = |view: &View<'_>| {
                    let info = view.organization();
                    response.language = info.language.map(org::Language::name);
                    response.logo = info.logo.as_ref().map(|logo| logo.address().to_owned());
                };
                context.visit(&org, &mut look).await?;
            }
            Ok(response)
        })
    }
}

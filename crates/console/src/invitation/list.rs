//! Invitations that lead in: `GET /v1.0/orgbook/console/invitations`.

use super::wire::InviteAnswer;
use crate::people::paging;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};

/// Which part of the list.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    cursor: Option<String>,
    size: Option<i64>,
}

/// Newest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    invitations: Vec<InviteAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/invitations", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .scoped();
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let offset = paging::offset(self.cursor.as_deref())?;
            let size = paging::size(self.size)?;
            let (now, own) = (context.now(), context.address());
            let mut response = Response {
                invitations: Vec::new(),
                next_cursor: None,
            };
            context.look(&mut |view| {
                let all = view.invites(now);
                let page = all.iter().skip(offset).take(size);
                let page = page.map(|invite| InviteAnswer::of(view, own, invite));
                response.invitations = page.collect();
                let end = offset.saturating_add(size);
                response.next_cursor = (all.len() > end).then(|| end.to_string());
            });
            Ok(response)
        })
    }
}

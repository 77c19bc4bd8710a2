//! Take my invitation back: `DELETE /v1.0/orgbook/me/invitations/{code}`.

use super::delete::Response;
use super::wire::refused;
use crate::prelude::*;
use org::{UserId, split_code};

/// Which: its code as it was answered.
#[derive(Clone, Deserialize, JsonSchema)]
pub struct Request {
    code: String,
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Delete,
        "/v1.0/orgbook/me/invitations/{code}",
        PARAMETER,
    )
    .token(TokenKind::Person)
    .faults(&[PERSON, INVITATION]);
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        let viewer = draft.view().viewer().ok_or(PERSON)?;
        let me = UserId::new(viewer.user().userid);
        let (_, code) = split_code(&self.code).ok_or(INVITATION)?;
        draft.remove_invite(code, Some(&me)).map_err(refused)?;
        Ok(Response {})
    }
}

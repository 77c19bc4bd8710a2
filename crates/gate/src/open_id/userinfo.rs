//! Who the person is that a token stands for.

use super::{Refusal, busy};
use crate::{Gate, limits};
use engine::Holder;
use http::StatusCode;
use http::request::Parts;
use serde_json::{Map, Value};

const INVALID_TOKEN: Refusal = Refusal {
    status: StatusCode::UNAUTHORIZED,
    error: "invalid_token",
    description: "the token is unknown, has ended, or is none of an app for a person",
};

impl Gate {
    pub(super) async fn user_info(
        &self,
        head: &Parts,
        form: &Map<String, Value>,
        own_address: &str,
    ) -> Result<Value, Refusal> {
        let header = head.headers.get(http::header::AUTHORIZATION);
        let header = header.and_then(|value| value.to_str().ok());
        let bearer = header.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        let text = bearer.or_else(|| form.get("access_token").and_then(Value::as_str));
        let text = text.filter(|text| text.len() <= limits::TOKEN_BYTES_MAX);
        let text = text.ok_or(INVALID_TOKEN)?;
        let token = match self.engine.known_token(text) {
            Some(token) => Some(token),
            None => self.engine.token(text).await.map_err(busy)?,
        };
        let token = token.ok_or(INVALID_TOKEN)?;
        let (Holder::Person(person), Some(delegation)) = (&token.holder, &token.delegation) else {
            return Err(INVALID_TOKEN);
        };
        let org = self.engine.org(&token.org).await.map_err(busy)?;
        let app = org.app(delegation.app.as_str());
        let may = app.is_some_and(|app| !app.disabled)
            && org.may_enter(person, token.session_mark)
            && delegation.holds(sso::OPENID);
        if !may {
            return Err(INVALID_TOKEN);
        }
        let scopes = &delegation.scopes;
        let who = (&delegation.app, person.as_str());
        let claims = sso::claims(&org, own_address, who, scopes);
        claims.map(Value::Object).ok_or(INVALID_TOKEN)
    }
}

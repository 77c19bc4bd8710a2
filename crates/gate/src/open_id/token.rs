//! The token endpoint of OAuth 2.0, and its counterpart that ends what was issued.

use super::{Refusal, busy};
use crate::Gate;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use endpoint::TokenRefusal;
use engine::{CodePurpose, Renewing, Taken, UserTokens};
use http::header::AUTHORIZATION;
use http::request::Parts;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

const INVALID_GRANT: Refusal = Refusal::bad(
    "invalid_grant",
    "what was shown is unknown, used, expired, or not for this app, address or proof",
);

fn text<'f>(form: &'f Map<String, Value>, name: &str) -> Option<&'f str> {
    let text = form.get(name).and_then(Value::as_str);
    text.filter(|text| !text.is_empty())
}

/// What a client says it is, in the header or in the form.
fn credentials(head: &Parts, form: &Map<String, Value>) -> Result<(String, String), Refusal> {
    let Some(header) = head.headers.get(AUTHORIZATION) else {
        let id = text(form, "client_id").ok_or(Refusal::INVALID_CLIENT)?;
        let secret = text(form, "client_secret").ok_or(Refusal::INVALID_CLIENT)?;
        return Ok((id.to_owned(), secret.to_owned()));
    };
    let read = || {
        let (scheme, encoded) = header.to_str().ok()?.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let decoded = BASE64_STANDARD.decode(encoded.trim()).ok()?;
        let decoded = String::from_utf8(decoded).ok()?;
        let (id, secret) = decoded.split_once(':')?;
        let plain = |text: &str| {
            let text = text.replace('+', " ");
            let decoded = percent_decode_str(&text).decode_utf8().ok()?;
            Some(decoded.into_owned())
        };
        Some((plain(id)?, plain(secret)?))
    };
    let (id, secret) = read().ok_or(Refusal::INVALID_CLIENT)?;
    if text(form, "client_id").is_some_and(|other| other != id) {
        return Err(Refusal::INVALID_CLIENT);
    }
    Ok((id, secret))
}

impl Gate {
    async fn open_id_client(
        &self,
        head: &Parts,
        form: &Map<String, Value>,
    ) -> Result<String, Refusal> {
        let (id, secret) = credentials(head, form)?;
        match self.engine.client(&id, &secret).await {
            Ok(_) => Ok(id),
            Err(TokenRefusal::Busy) => Err(Refusal::BUSY),
            Err(_) => Err(Refusal::INVALID_CLIENT),
        }
    }

    pub(super) async fn issue_tokens(
        &self,
        head: &Parts,
        form: &Map<String, Value>,
        issuer: &str,
    ) -> Result<Value, Refusal> {
        let client = self.open_id_client(head, form).await?;
        let (tokens, nonce) = match text(form, "grant_type") {
            Some("authorization_code") => self.by_code(&client, form).await?,
            Some("refresh_token") => {
                let shown = text(form, "refresh_token").ok_or(MISSING)?;
                let renewed = self
                    .engine
                    .renew_grant(shown, &client, Renewing::Rotates)
                    .await;
                (renewed.map_err(busy)?.ok_or(INVALID_GRANT)?, None)
            }
            Some(_) => {
                return Err(Refusal::bad(
                    "unsupported_grant_type",
                    "grant_type is authorization_code or refresh_token",
                ));
            }
            None => return Err(MISSING),
        };
        let org = self.engine.org(&tokens.org).await.map_err(busy)?;
        let said = (&tokens, nonce.as_deref());
        let now = self.engine.now();
        let id_token = sso::id_token(&self.open_id_keys, issuer, &org, said, now).await;
        let id_token = id_token.map_err(busy)?.ok_or(INVALID_GRANT)?;
        Ok(json!({
            "access_token": tokens.access_token,
            "token_type": "Bearer",
            "expires_in": tokens.expires_in,
            "refresh_token": tokens.refresh_token,
            "id_token": id_token,
            "scope": tokens.grant.scopes.join(" "),
        }))
    }

    async fn by_code(
        &self,
        client: &str,
        form: &Map<String, Value>,
    ) -> Result<(UserTokens, Option<String>), Refusal> {
        let shown = text(form, "code").ok_or(MISSING)?;
        let code = self.engine.code(shown).await.map_err(busy)?;
        let code = code.ok_or(INVALID_GRANT)?;
        let fits = code.purpose == CodePurpose::Authorization
            && code.app.as_str() == client
            && code.redirect_uri.as_deref() == text(form, "redirect_uri")
            && sso::proves(code.challenge.as_deref(), text(form, "code_verifier"));
        if !fits {
            return Err(INVALID_GRANT);
        }
        let org = self.engine.org(&code.org).await.map_err(busy)?;
        if !org.may_enter(&code.person, code.session_mark) {
            return Err(INVALID_GRANT);
        }
        let grant = engine::own_grant();
        let taken = self.engine.take_code(shown, &code, &grant).await;
        match taken.map_err(busy)? {
            Taken::First => {
                let begun = self.engine.begin_grant(&code, &grant).await;
                Ok((begun.map_err(busy)?, code.nonce))
            }
            // Two have the code: what the first got may be the thief's.
            Taken::Again(grant) => {
                self.engine.end_grant(&grant).await.map_err(busy)?;
                Err(INVALID_GRANT)
            }
        }
    }

    /// Ends what an app gives back (RFC 7009): with a refresh token its whole grant, with an access token that alone. Nothing happens to
    /// what is unknown or another app's, and nobody is told which it was.
    pub(super) async fn revoke(
        &self,
        head: &Parts,
        form: &Map<String, Value>,
    ) -> Result<Value, Refusal> {
        let client = self.open_id_client(head, form).await?;
        let shown = text(form, "token").ok_or(MISSING)?;
        let found = self.engine.grant_of_refresh_token(shown).await;
        match found.map_err(busy)? {
            Some((id, grant)) if grant.app.as_str() == client => {
                self.engine.end_grant(&id).await.map_err(busy)?;
            }
            Some(_) => {}
            None => {
                let ended = self.engine.end_user_token(shown, &client).await;
                ended.map_err(busy)?;
            }
        }
        Ok(json!({}))
    }
}

const MISSING: Refusal = Refusal::bad("invalid_request", "a parameter is missing");

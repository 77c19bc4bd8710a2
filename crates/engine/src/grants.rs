//! Grants: what a person lets an app do, with a token for the moment and the right to renew it.

use crate::model::{Holder, Token};
use crate::tokens::{body, parse};
use crate::{Code, Engine, chance, limits};
use endpoint::Delegation;
use org::{AppKey, Millis, OrgId, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Secret, SecretKind, StoreError};

/// A grant, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The app.
    pub app: AppKey,
    /// The person.
    pub person: UserId,
    /// What the person's session held; see [`org::Org::may_enter`].
    pub session_mark: u64,
    /// What the person agreed to.
    pub scopes: Vec<String>,
    /// When the person agreed.
    pub at: Millis,
    /// From which the current token is made.
    nonce: String,
    /// When the current token ends.
    token_expires_at: Millis,
}

/// What renews a token.
#[derive(Serialize, Deserialize)]
struct Renewal {
    grant: String,
}

/// What an app gets for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserTokens {
    /// Opens what was granted.
    pub access_token: String,
    /// Renews it.
    pub refresh_token: String,
    /// Seconds that the first has left.
    pub expires_in: u64,
    /// The organization.
    pub org: OrgId,
    /// What they stand for.
    pub grant: Grant,
}

/// What happens to a refresh token that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewing {
    /// It stays good until it expires, as DingTalk's clients expect.
    Keeps,
    /// It is good once; shown again, everything that came of the grant ends.
    Rotates,
}

/// The one grant of a person to an app for a set of scopes: while its token lives, everybody who asks gets the same.
pub fn shared_grant(code: &Code) -> String {
    let mark = code.session_mark.to_string();
    let scopes = code.scopes.join(" ");
    let (org, app, person) = (code.org.as_str(), code.app.as_str(), code.person.as_str());
    chance::digest(&json_of(&[org, app, person, &mark, &scopes]))
}

/// A grant of its own.
pub fn own_grant() -> String {
    chance::hex(&chance::bytes::<32>())
}

/// Texts that cannot run into each other.
fn json_of(texts: &[&str]) -> String {
    serde_json::to_string(texts).expect("texts are JSON")
}

fn grant_key(id: &str) -> String {
    format!("grant:{id}")
}

impl Engine {
    /// Issues tokens for a code that was taken for a grant.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn begin_grant(&self, code: &Code, id: &str) -> Result<UserTokens, StoreError> {
        let _one_at_a_time = self.inner.tokens.issuing.lock().await;
        let grant = match self.grant(id).await? {
            Some((_, grant)) => grant,
            None => Grant {
                app: code.app.clone(),
                person: code.person.clone(),
                session_mark: code.session_mark,
                scopes: code.scopes.clone(),
                at: code.at,
                nonce: String::new(),
                token_expires_at: Millis(0),
            },
        };
        let grant = Grant {
            at: code.at,
            ..grant
        };
        self.issue_user_tokens(&code.org, id, grant).await
    }

    /// Issues tokens to an app that shows a refresh token. `None` when it is none of the app's, or the person may no longer enter.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn renew_grant(
        &self,
        text: &str,
        app: &str,
        renewing: Renewing,
    ) -> Result<Option<UserTokens>, StoreError> {
        let digest = chance::digest(text);
        let (store, now) = (&self.inner.store, self.now());
        let key = format!("refresh:{digest}");
        let Some(held) = store.secret(SecretKind::Grant, &key, now).await? else {
            return Ok(None);
        };
        let Renewal { grant: id } = parse(&held)?;
        let Some((org, grant)) = self.grant(&id).await? else {
            return Ok(None);
        };
        if grant.app.as_str() != app {
            return Ok(None);
        }
        let may_enter = match self.org(&org).await {
            Ok(org) => org.may_enter(&grant.person, grant.session_mark),
            Err(crate::WriteError::Store(error)) => return Err(error),
            Err(_) => false,
        };
        let spent = Secret {
            kind: SecretKind::Grant,
            key: format!("spent:{digest}"),
            body: b"{}".to_vec(),
            ..held.clone()
        };
        let is_first = match renewing {
            Renewing::Rotates => store.create_secret(spent).await?,
            Renewing::Keeps => (store.secret(spent.kind, &spent.key, now).await?).is_none(),
        };
        if !is_first || !may_enter {
            self.end_grant(&id).await?;
            return Ok(None);
        }
        let _one_at_a_time = self.inner.tokens.issuing.lock().await;
        // What it was a moment ago may have been renewed or ended since.
        let Some((org, grant)) = self.grant(&id).await? else {
            return Ok(None);
        };
        self.issue_user_tokens(&org, &id, grant).await.map(Some)
    }

    /// The grant that a refresh token renews, for an app that gives it back.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn grant_of_refresh_token(
        &self,
        text: &str,
    ) -> Result<Option<(String, Grant)>, StoreError> {
        let key = format!("refresh:{}", chance::digest(text));
        let store = &self.inner.store;
        let Some(held) = store.secret(SecretKind::Grant, &key, self.now()).await? else {
            return Ok(None);
        };
        let Renewal { grant: id } = parse(&held)?;
        Ok(self.grant(&id).await?.map(|(_, grant)| (id, grant)))
    }

    /// Ends a token that an app gives back, on other nodes within a second. What renews it stays good and gives another one. Tokens of
    /// other apps, and such as no app has for a person, go on.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn end_user_token(&self, text: &str, app: &str) -> Result<(), StoreError> {
        let (store, tokens, now) = (&self.inner.store, &self.inner.tokens, self.now());
        let Some((holder, id)) = tokens.grant_of(text, now).await? else {
            return Ok(());
        };
        if holder.as_str() != app {
            return Ok(());
        }
        let _one_at_a_time = tokens.issuing.lock().await;
        if let Some((org, mut grant)) = self.grant(&id).await? {
            // The grant makes the same token for as long as that lives.
            if tokens.user_token(&id, &grant.nonce) == text {
                grant.token_expires_at = Millis(0);
                let renewable_until = Millis(now.0 + limits::REFRESH_MS);
                let ended = Secret {
                    kind: SecretKind::Grant,
                    key: grant_key(&id),
                    org,
                    body: body(&grant),
                    expires_at: Some(renewable_until),
                };
                store.put_secret(ended).await?;
            }
        }
        let digest = chance::digest(text);
        store.delete_secret(SecretKind::Token, &digest).await?;
        tokens.forget(text);
        Ok(())
    }

    /// Ends a grant: its token and all that renew it open nothing from now on, on other nodes within a second.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn end_grant(&self, id: &str) -> Result<(), StoreError> {
        let Some((_, grant)) = self.grant(id).await? else {
            return Ok(());
        };
        let store = &self.inner.store;
        let text = self.inner.tokens.user_token(id, &grant.nonce);
        store
            .delete_secret(SecretKind::Grant, &grant_key(id))
            .await?;
        let digest = chance::digest(&text);
        store.delete_secret(SecretKind::Token, &digest).await?;
        self.inner.tokens.forget(&text);
        Ok(())
    }

    async fn grant(&self, id: &str) -> Result<Option<(OrgId, Grant)>, StoreError> {
        let store = &self.inner.store;
        let held = store
            .secret(SecretKind::Grant, &grant_key(id), self.now())
            .await?;
        held.map(|held| Ok((held.org.clone(), parse(&held)?)))
            .transpose()
    }

    /// Issues or renews a grant's token, and a further right to renew it.
    async fn issue_user_tokens(
        &self,
        org: &OrgId,
        id: &str,
        mut grant: Grant,
    ) -> Result<UserTokens, StoreError> {
        let (store, tokens, now) = (&self.inner.store, &self.inner.tokens, self.now());
        if grant.token_expires_at <= now {
            grant.nonce = chance::hex(&chance::bytes::<16>());
        }
        let expires_at = Millis(now.0 + limits::TOKEN_SECONDS as i64 * 1_000);
        let renewable_until = Some(Millis(now.0 + limits::REFRESH_MS));
        grant.token_expires_at = expires_at;
        let access_token = tokens.user_token(id, &grant.nonce);
        let refresh_token = chance::hex(&chance::bytes::<24>());
        let secret = |key: String, body: Vec<u8>| Secret {
            kind: SecretKind::Grant,
            key,
            org: org.clone(),
            body,
            expires_at: renewable_until,
        };
        let renewal = Renewal {
            grant: id.to_owned(),
        };
        let refresh_key = format!("refresh:{}", chance::digest(&refresh_token));
        // The grant first: what it ends can only be found through it.
        store
            .put_secret(secret(grant_key(id), body(&grant)))
            .await?;
        store
            .put_secret(secret(refresh_key, body(&renewal)))
            .await?;
        let token = Token {
            org: org.clone(),
            holder: Holder::Person(grant.person.clone()),
            session_mark: grant.session_mark,
            delegation: Some(Arc::new(Delegation {
                app: grant.app.clone(),
                scopes: grant.scopes.clone(),
            })),
            expires_at,
        };
        tokens.keep(&access_token, &token, Some(id)).await?;
        tokens.remember(&access_token, &token, now);
        Ok(UserTokens {
            access_token,
            refresh_token,
            expires_in: limits::TOKEN_SECONDS,
            org: org.clone(),
            grant,
        })
    }
}

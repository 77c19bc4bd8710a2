//! Codes: what a sign-in hands to an app, to be exchanged once and soon.

use crate::{Engine, chance, limits};
use org::{AppKey, Millis, OrgId, UserId};
use serde::{Deserialize, Serialize};
use store::{Secret, SecretKind, StoreError};

/// What a code may be exchanged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePurpose {
    /// A person agreed on the page: tokens, or who it is.
    Authorization,
    /// A page inside an app asks who is there.
    LoginFree,
    /// An administrator opens an app's own console.
    Console,
}

/// A code: everything that it is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What it may be exchanged for.
    pub purpose: CodePurpose,
    /// The organization.
    pub org: OrgId,
    /// The app that may exchange it.
    pub app: AppKey,
    /// Who signed in.
    pub person: UserId,
    /// What the person's session held; see [`org::Org::may_enter`].
    pub session_mark: u64,
    /// When the person agreed.
    pub at: Millis,
    /// Where it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_uri: Option<String>,
    /// What the person agreed to, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// The digest of the secret that whoever exchanges it has to show (PKCE).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
    /// Goes into the ID token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
}

/// What became of taking a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is the caller's.
    First,
    /// Somebody was first, and got this grant.
    Again(String),
}

/// What is kept of a code that was taken.
#[derive(Serialize, Deserialize)]
struct Used {
    grant: String,
}

impl Engine {
    /// Issues a code. Its text is stored nowhere.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn issue_code(&self, code: &Code) -> Result<String, StoreError> {
        let text = chance::hex(&chance::bytes::<24>());
        let secret = Secret {
            kind: SecretKind::Code,
            key: chance::digest(&text),
            org: code.org.clone(),
            body: serde_json::to_vec(code).expect("it is a plain struct"),
            expires_at: Some(Millis(self.now().0 + limits::CODE_MS)),
        };
        self.inner.store.put_secret(secret).await?;
        Ok(text)
    }

    /// What a code is bound to, taken or not. Looking does not take it: who is not meant cannot spoil it.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn code(&self, text: &str) -> Result<Option<Code>, StoreError> {
        let digest = chance::digest(text);
        let store = &self.inner.store;
        let held = store.secret(SecretKind::Code, &digest, self.now()).await?;
        held.map(|held| {
            serde_json::from_slice(&held.body)
                .map_err(|error| StoreError::Corrupt(format!("a code: {error}")))
        })
        .transpose()
    }

    /// Takes a code for a grant. Of several who try, on whichever nodes, one is first.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn take_code(
        &self,
        text: &str,
        code: &Code,
        grant: &str,
    ) -> Result<Taken, StoreError> {
        let store = &self.inner.store;
        let key = format!("used:{}", chance::digest(text));
        let used = Used {
            grant: grant.to_owned(),
        };
        let secret = Secret {
            kind: SecretKind::Code,
            key: key.clone(),
            org: code.org.clone(),
            body: serde_json::to_vec(&used).expect("it is a plain struct"),
            // Longer than the code itself, whichever clock issued that.
            expires_at: Some(Millis(self.now().0 + 2 * limits::CODE_MS)),
        };
        if store.create_secret(secret).await? {
            return Ok(Taken::First);
        }
        let held = store.secret(SecretKind::Code, &key, self.now()).await?;
        let used = held.and_then(|held| serde_json::from_slice(&held.body).ok());
        Ok(Taken::Again(
            used.map_or_else(String::new, |used: Used| used.grant),
        ))
    }
}

//! Sign-in through an organization's own provider: what Orgbook shows there, and sign-ins that were sent there and are not back yet.

use crate::model::{Origin, WriteError};
use crate::tokens::{body, parse};
use crate::{Engine, chance, limits};
use org::{Draft, Eye, Millis, ORGANIZATION_CODE, OrgId, SignInProvider};
use serde::{Deserialize, Serialize};
use store::{Secret, SecretKind, StoreError};

/// What a provider's secret is sealed for.
const SEALED_FOR: &str = "provider";

fn secret_key(org: &OrgId) -> String {
    format!("provider:{org}")
}

#[derive(Serialize, Deserialize)]
struct ProviderSecret {
    sealed: Option<String>,
}

/// A sign-in that was sent to a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingSignIn {
    /// The organization.
    pub org: OrgId,
    /// What the ID token has to hold.
    pub nonce: String,
    /// The secret whose digest went along.
    pub verifier: String,
    /// What the browser shows that was sent there.
    pub browser: String,
    /// Where the browser goes afterwards.
    pub next: String,
}

impl Engine {
    /// Says which provider signs in an organization's SSO enterprise accounts, and what Orgbook shows there; `None` is none.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn set_sign_in_provider(
        &self,
        id: &OrgId,
        (provider, secret): (Option<SignInProvider>, Option<String>),
        (origin, eye): (Origin, Eye),
    ) -> Result<(), WriteError> {
        let sealed = secret.map(|secret| self.seal(SEALED_FOR, &secret));
        let stored = Secret {
            kind: SecretKind::App,
            key: secret_key(id),
            org: id.clone(),
            body: body(&ProviderSecret { sealed }),
            expires_at: None,
        };
        let change = move |draft: &mut Draft| {
            draft.set_sign_in_provider(provider.clone())?;
            Ok(stored.clone())
        };
        let secrets = |stored: &Secret| vec![stored.clone()];
        let written = self.act(id, origin, eye, change, secrets);
        written.await.map(drop)
    }

    /// What Orgbook shows an organization's provider.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn provider_secret(&self, org: &OrgId) -> Result<Option<String>, StoreError> {
        let store = &self.inner.store;
        let key = secret_key(org);
        let Some(found) = store.secret(SecretKind::App, &key, self.now()).await? else {
            return Ok(None);
        };
        let stored: ProviderSecret = parse(&found)?;
        let sealed = stored.sealed.as_deref();
        Ok(sealed.and_then(|sealed| self.unseal(SEALED_FOR, sealed)))
    }

    /// The organization that people name by this code when they sign in.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn org_by_code(&self, code: &str) -> Result<Option<OrgId>, StoreError> {
        // Some stores fail on letters that no code has.
        if !code.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(None);
        }
        let held = self.inner.store.claim(ORGANIZATION_CODE, code).await?;
        Ok(held.map(|(org, _)| org))
    }

    /// A text that nobody can guess, for one sign-in.
    pub fn draw_text(&self) -> String {
        chance::hex(&chance::bytes::<32>())
    }

    /// Keeps a sign-in until the browser is back, under a text that comes along.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn keep_pending_sign_in(
        &self,
        state: &str,
        pending: &PendingSignIn,
    ) -> Result<(), StoreError> {
        let secret = Secret {
            kind: SecretKind::Code,
            key: format!("state:{}", chance::digest(state)),
            org: pending.org.clone(),
            body: body(pending),
            expires_at: Some(Millis(self.now().0 + limits::PENDING_SIGN_IN_MS)),
        };
        self.inner.store.put_secret(secret).await
    }

    /// Takes a sign-in whose browser is back. It is good once.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn take_pending_sign_in(
        &self,
        state: &str,
    ) -> Result<Option<PendingSignIn>, StoreError> {
        let store = &self.inner.store;
        let key = format!("state:{}", chance::digest(state));
        let Some(held) = store.secret(SecretKind::Code, &key, self.now()).await? else {
            return Ok(None);
        };
        let pending = parse(&held)?;
        let used = Secret {
            key: format!("used:{key}"),
            body: b"{}".to_vec(),
            ..held
        };
        if !store.create_secret(used).await? {
            return Ok(None);
        }
        store.delete_secret(SecretKind::Code, &key).await?;
        Ok(Some(pending))
    }
}

//! Tokens of the oldest kinds of sign-in, each of which opens one thing; and the secret that an organization has for its apps' consoles.

use crate::tokens::{body, parse};
use crate::{Engine, WriteError, chance, limits};
use endpoint::{Issued, TokenRefusal};
use org::{Millis, OrgId};
use serde::{Deserialize, Serialize};
use store::{Secret, SecretKind, StoreError};
use subtle::ConstantTimeEq;

/// Of an organization's secret, kept beside its apps' under a name that no app has.
fn sso_key(org: &OrgId) -> String {
    format!("sso:{org}")
}

#[derive(Serialize, Deserialize)]
struct SsoSecret {
    /// SHA-256 of the secret, which is long and random.
    secret: String,
}

#[derive(Serialize, Deserialize)]
struct Nothing {}

fn busy(error: StoreError) -> TokenRefusal {
    tracing::warn!(%error, "no token could be issued");
    TokenRefusal::Busy
}

impl Engine {
    /// Gives an organization a new secret for its apps' consoles; the one before is worthless from now on.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn reset_sso_secret(&self, org: &OrgId) -> Result<String, WriteError> {
        self.org(org).await?;
        let secret = chance::hex(&chance::bytes::<32>());
        let stored = SsoSecret {
            secret: chance::digest(&secret),
        };
        let stored = Secret {
            kind: SecretKind::App,
            key: sso_key(org),
            org: org.clone(),
            body: body(&stored),
            expires_at: None,
        };
        self.inner.store.put_secret(stored).await?;
        Ok(secret)
    }

    /// Issues a token that opens [`Engine::sso_token`] alone.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub async fn issue_sso_token(&self, org: &str, secret: &str) -> Result<Issued, TokenRefusal> {
        if !org.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(TokenRefusal::WrongSecret);
        }
        let org = OrgId::new(org);
        let store = &self.inner.store;
        let key = sso_key(&org);
        let found = store.secret(SecretKind::App, &key, self.now()).await;
        let found = found.map_err(busy)?.ok_or(TokenRefusal::WrongSecret)?;
        let stored: SsoSecret = parse(&found).map_err(busy)?;
        let given = chance::digest(secret);
        if !bool::from(given.as_bytes().ct_eq(stored.secret.as_bytes())) {
            return Err(TokenRefusal::WrongSecret);
        }
        let issued = self.issue_narrow("sso", &org, limits::SSO_TOKEN_SECONDS);
        issued.await.map_err(busy)
    }

    /// Issues a token of an app of the oldest kind, which opens nothing that Orgbook has.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub async fn issue_sns_token(&self, key: &str, secret: &str) -> Result<Issued, TokenRefusal> {
        let org = self.client(key, secret).await?;
        let issued = self.issue_narrow("sns", &org, limits::TOKEN_SECONDS);
        issued.await.map_err(busy)
    }

    async fn issue_narrow(
        &self,
        kind: &str,
        org: &OrgId,
        seconds: u64,
    ) -> Result<Issued, StoreError> {
        let text = chance::hex(&chance::bytes::<16>());
        let secret = Secret {
            kind: SecretKind::Grant,
            key: format!("{kind}:{}", chance::digest(&text)),
            org: org.clone(),
            body: body(&Nothing {}),
            expires_at: Some(Millis(self.now().0 + seconds as i64 * 1_000)),
        };
        self.inner.store.put_secret(secret).await?;
        Ok(Issued {
            token: text,
            expires_in: seconds,
            org: org.clone(),
        })
    }

    /// The organization whose secret a token was issued for.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn sso_token(&self, text: &str) -> Result<Option<OrgId>, StoreError> {
        let key = format!("sso:{}", chance::digest(text));
        let store = &self.inner.store;
        let found = store.secret(SecretKind::Grant, &key, self.now()).await?;
        Ok(found.map(|found| found.org))
    }

    /// The organization of an app that shows its secret and is not switched off.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub async fn client(&self, key: &str, secret: &str) -> Result<OrgId, TokenRefusal> {
        let tokens = &self.inner.tokens;
        let found = tokens.checked_app(key, secret, self.now()).await;
        let org = found.map_err(busy)?.ok_or(TokenRefusal::WrongSecret)?;
        let value = self.org(&org).await.map_err(|_| TokenRefusal::Busy)?;
        match value.app(key) {
            Some(app) if app.disabled => Err(TokenRefusal::Disabled),
            Some(_) => Ok(org),
            None => Err(TokenRefusal::WrongSecret),
        }
    }

    /// The organization of an app by its key alone.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn org_of_app(&self, key: &str) -> Result<Option<OrgId>, StoreError> {
        let found = self.inner.tokens.clear_app_secret(key, self.now()).await?;
        Ok(found.map(|(org, _)| org))
    }

    /// Whether a text was signed with an app's secret by HMAC-SHA-256: one of several forms of the text, as a function of the
    /// secret. `None` where there is no such app.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn is_signed_by_app(
        &self,
        key: &str,
        forms: &(dyn Fn(&str) -> Vec<String> + Sync),
        signature: &[u8],
    ) -> Result<Option<bool>, StoreError> {
        let found = self.inner.tokens.clear_app_secret(key, self.now()).await?;
        let Some((_, clear)) = found else {
            return Ok(None);
        };
        // Of an app from before secrets were kept sealed nobody can check a signature.
        let Some(clear) = clear else {
            return Ok(Some(false));
        };
        let forms = forms(&clear);
        let matches = |form: &String| {
            let right = chance::hmac(clear.as_bytes(), form.as_bytes());
            bool::from(right.ct_eq(signature))
        };
        Ok(Some(forms.iter().any(matches)))
    }
}

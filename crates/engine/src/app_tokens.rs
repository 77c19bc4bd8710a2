//! How apps come to be, and get their tokens.

use crate::{Engine, WriteError, chance, tokens};
use endpoint::{Issued, TokenRefusal};
use org::{App, Draft, NewApp, OrgId};

impl Engine {
    /// Creates an app and its secret.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn create_app(&self, id: &OrgId, new: NewApp) -> Result<(App, String), WriteError> {
        let secret = chance::hex(&chance::bytes::<32>());
        let sealed = self.inner.tokens.seal.seal(tokens::SEALED_FOR_APP, &secret);
        let org = id.clone();
        let change = move |draft: &mut Draft| {
            let app = draft.add_app(new.clone())?;
            Ok((app, secret.clone(), sealed.clone(), org.clone()))
        };
        let secrets = |(app, secret, sealed, org): &(App, String, String, OrgId)| {
            tokens::app_secrets(org, &app.key, (secret, sealed)).into()
        };
        let (app, secret, ..) = self
            .operate_with_secrets(id, "app new", self.seed(), change, secrets)
            .await?;
        Ok((app, secret))
    }

    /// Issues an app's token or renews the valid one. `org` is the organization the caller names, if any.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub async fn issue_app_token(
        &self,
        key: &str,
        secret: &str,
        org: Option<&str>,
    ) -> Result<Issued, TokenRefusal> {
        let now = self.inner.clock.now();
        let issued = self.inner.tokens.issue_for_app(key, secret, now).await?;
        if org.is_some_and(|org| org != issued.org.as_str()) {
            return Err(TokenRefusal::NotInstalled);
        }
        let value = self
            .org(&issued.org)
            .await
            .map_err(|_| TokenRefusal::Busy)?;
        match value.app(key) {
            Some(app) if app.disabled => Err(TokenRefusal::Disabled),
            Some(_) => Ok(issued),
            None => Err(TokenRefusal::WrongSecret),
        }
    }

    /// The same for the historic form, which names an organization and the secret of one of its apps.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub async fn issue_app_token_by_secret(
        &self,
        id: &OrgId,
        secret: &str,
    ) -> Result<Issued, TokenRefusal> {
        let org = match self.org(id).await {
            Ok(org) => org,
            Err(WriteError::NoSuchOrganization(_)) => return Err(TokenRefusal::WrongSecret),
            Err(_) => return Err(TokenRefusal::Busy),
        };
        let now = self.inner.clock.now();
        match self.inner.tokens.app_by_secret(secret, now).await? {
            Some(key) if org.app(key.as_str()).is_some() => {
                self.issue_app_token(key.as_str(), secret, Some(id.as_str()))
                    .await
            }
            _ => Err(TokenRefusal::WrongSecret),
        }
    }
}

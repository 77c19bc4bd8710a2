//! Apps as administrators make and change them, and how far each has been told what happened.

use crate::job::Operation;
use crate::model::{Origin, WriteError};
use crate::{Engine, chance, tokens};
use endpoint::Number;
use org::{App, AppChange, AppKey, Draft, Eye, NewApp, OrgId, Refusal};
use store::{Secret, StoreError};
use tokio::sync::oneshot;

/// Who asks, with what eyes, and for whose organization.
#[derive(Clone, Debug)]
pub struct Asker {
    /// The organization.
    pub org: OrgId,
    /// For its log.
    pub origin: Origin,
    /// How far he sees.
    pub eye: Eye,
}

impl Engine {
    async fn operate_for<T: Send + 'static>(
        &self,
        asker: Asker,
        change: impl Fn(&mut Draft) -> Result<T, Refusal> + Send + Sync + 'static,
        secrets: fn(&T) -> Vec<Secret>,
    ) -> Result<T, WriteError> {
        let (reply, answer) = oneshot::channel();
        let run = Box::new(Operation {
            change,
            secrets,
            result: None,
            reply,
        });
        let Asker { org, origin, eye } = asker;
        self.run(&org, origin, eye, self.seed(), run, answer).await
    }

    /// A new secret, and the same as only this installation reads it.
    fn new_app_secret(&self) -> (String, String) {
        let secret = chance::hex(&chance::bytes::<32>());
        let sealed = self.inner.tokens.seal.seal(tokens::SEALED_FOR_APP, &secret);
        (secret, sealed)
    }

    /// Creates an app and its secret, within what the asker sees.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn create_app_for(
        &self,
        asker: Asker,
        new: NewApp,
    ) -> Result<(App, String), WriteError> {
        let (secret, sealed) = self.new_app_secret();
        let org = asker.org.clone();
        let change = move |draft: &mut Draft| {
            let app = draft.add_app(new.clone())?;
            Ok((app, secret.clone(), sealed.clone(), org.clone()))
        };
        let secrets = |(app, secret, sealed, org): &(App, String, String, OrgId)| {
            tokens::app_secrets(org, &app.key, (secret, sealed)).into()
        };
        let (app, secret, ..) = self.operate_for(asker, change, secrets).await?;
        Ok((app, secret))
    }

    /// Changes what an app is and may.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn change_app_for(
        &self,
        asker: Asker,
        key: String,
        change: AppChange,
    ) -> Result<(), WriteError> {
        let change = move |draft: &mut Draft| draft.change_app(&key, change.clone());
        self.operate_for(asker, change, |()| Vec::new()).await
    }

    /// Gives an app another secret; the one it had is none from then on. Tokens that were issued live as long as they would have.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn renew_app_secret_for(
        &self,
        asker: Asker,
        key: String,
    ) -> Result<String, WriteError> {
        let (secret, sealed) = self.new_app_secret();
        let org = asker.org.clone();
        let change = move |draft: &mut Draft| {
            draft.renew_app_secret(&key)?;
            Ok((
                AppKey::new(&key),
                secret.clone(),
                sealed.clone(),
                org.clone(),
            ))
        };
        let secrets = |(key, secret, sealed, org): &(AppKey, String, String, OrgId)| {
            tokens::app_secrets(org, key, (secret, sealed)).into()
        };
        let (_, secret, ..) = self.operate_for(asker, change, secrets).await?;
        Ok(secret)
    }

    /// Up to which entry a consumer has been told, and the last entry that there is.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn told_until(
        &self,
        org: &OrgId,
        consumer: &str,
    ) -> Result<(Number, Number), StoreError> {
        let told = self.inner.store.cursor(consumer, org).await?;
        let head = self.loaded_head(org).unwrap_or(told);
        Ok((told, head))
    }
}

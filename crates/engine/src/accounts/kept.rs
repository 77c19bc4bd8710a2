//! What people keep for themselves: a row each, beside the organization, and forgotten when they do not come back.

use crate::{Engine, limits};
use org::{Millis, OrgId, UserId};
use std::future::Future;
use store::{Secret, SecretKind, StoreError};

fn key_of(org: &OrgId, userid: &UserId) -> String {
    format!("{org}/{userid}")
}

impl Engine {
    /// Works on what a person keeps while no other node does; `None` when another one is at it for too long. Calls of this node are to
    /// come one after another.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn alone_with_kept<T>(
        &self,
        org: &OrgId,
        userid: &UserId,
        work: impl Future<Output = T>,
    ) -> Result<Option<T>, StoreError> {
        let name = format!("kept:{}", key_of(org, userid));
        self.alone(org, &name, work).await
    }

    /// Keeps something of a person, instead of what was kept.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn keep(
        &self,
        org: &OrgId,
        userid: &UserId,
        body: Vec<u8>,
    ) -> Result<(), StoreError> {
        let secret = Secret {
            kind: SecretKind::Kept,
            key: key_of(org, userid),
            org: org.clone(),
            body,
            expires_at: Some(Millis(self.now().0 + limits::KEPT_MS)),
        };
        self.inner.store.put_secret(secret).await
    }

    /// What a person keeps.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn kept(&self, org: &OrgId, userid: &UserId) -> Result<Option<Vec<u8>>, StoreError> {
        let (store, key) = (&self.inner.store, key_of(org, userid));
        let found = store.secret(SecretKind::Kept, &key, self.now()).await?;
        Ok(found.map(|secret| secret.body))
    }
}

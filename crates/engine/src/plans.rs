//! Plans of changes, kept beside the organization until they are forgotten.

use crate::{Engine, limits};
use org::{Millis, OrgId, Seed};
use std::future::Future;
use store::{Secret, SecretKind, StoreError};

/// How long a plan is kept after it was last touched: 30 days.
const PLAN_KEPT_MS: i64 = 30 * 86_400_000;

fn key_of(org: &OrgId, id: &str) -> String {
    format!("{org}/{id}")
}

impl Engine {
    /// Works on a plan while no other node does, and waits for one that is at it; `None` when it takes too long, or
    /// this node was away for so long that another may work on it. Calls of this node are to
    /// come one after another.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn alone_with_plan<T>(
        &self,
        org: &OrgId,
        id: &str,
        work: impl Future<Output = T>,
    ) -> Result<Option<T>, StoreError> {
        let name = format!("plan:{}", key_of(org, id));
        self.alone(org, &name, work).await
    }

    /// The same for whatever has this name.
    pub(crate) async fn alone<T>(
        &self,
        org: &OrgId,
        name: &str,
        work: impl Future<Output = T>,
    ) -> Result<Option<T>, StoreError> {
        if !self.is_shared() {
            return Ok(Some(work.await));
        }
        for _ in 0..limits::PLAN_TRIES {
            if let Some(lease) = self.take_lease(org, name).await? {
                return Ok(self.under_lease(&lease, work).await);
            }
            tokio::time::sleep(limits::PLAN_PAUSE).await;
        }
        Ok(None)
    }

    /// Keeps a plan, instead of what was kept under its id.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn keep_plan(&self, org: &OrgId, id: &str, body: Vec<u8>) -> Result<(), StoreError> {
        let secret = Secret {
            kind: SecretKind::Plan,
            key: key_of(org, id),
            org: org.clone(),
            body,
            expires_at: Some(Millis(self.now().0 + PLAN_KEPT_MS)),
        };
        self.inner.store.put_secret(secret).await
    }

    /// A plan that is kept.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn plan(&self, org: &OrgId, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let (store, key) = (&self.inner.store, key_of(org, id));
        let found = store.secret(SecretKind::Plan, &key, self.now()).await?;
        Ok(found.map(|secret| secret.body))
    }

    /// Time and chance for a change that is rehearsed.
    pub fn seed_of_rehearsal(&self) -> Seed {
        self.seed()
    }
}

//! Rights to do something alone among all nodes, for a while. They are taken in the store, renewed before they run out, and end with the
//! node that holds them.

use crate::{Engine, limits};
use endpoint::Millis;
use org::OrgId;
use std::future::Future;
use store::{Secret, SecretKind, StoreError};

fn lease(org: &OrgId, name: &str, now: Millis) -> Secret {
    Secret {
        kind: SecretKind::Lease,
        key: name.to_owned(),
        org: org.clone(),
        body: b"{}".to_vec(),
        expires_at: Some(Millis(now.0 + limits::LEASE_MS)),
    }
}

impl Engine {
    /// Takes a lease that nobody holds; tells whether it did.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn take_lease(&self, org: &OrgId, name: &str) -> Result<bool, StoreError> {
        let (store, now) = (&self.inner.store, self.now());
        if store.secret(SecretKind::Lease, name, now).await?.is_some() {
            return Ok(false);
        }
        // The lease of a node that ended is in the way until it is swept.
        store.sweep_secrets(now, limits::SECRETS_SWEPT).await?;
        store.create_secret(lease(org, name, now)).await
    }

    /// Works under a lease that was taken: renews it meanwhile, and gives it up at the end.
    pub async fn under_lease<T>(
        &self,
        org: &OrgId,
        name: &str,
        work: impl Future<Output = T>,
    ) -> T {
        let told = |result: Result<(), StoreError>, sentence: &'static str| {
            if let Err(error) = result {
                tracing::warn!(%error, name, "{sentence}");
            }
        };
        let store = self.inner.store.clone();
        let mut work = std::pin::pin!(work);
        let mut renewal = tokio::time::interval(limits::LEASE_RENEWAL);
        renewal.tick().await;
        let result = loop {
            tokio::select! {
                result = work.as_mut() => break result,
                _ = renewal.tick() => {
                    let renewed = store.put_secret(lease(org, name, self.now())).await;
                    told(renewed, "a lease was not renewed");
                }
            }
        };
        told(
            store.delete_secret(SecretKind::Lease, name).await,
            "a lease was not given up",
        );
        result
    }

    /// Whether other nodes may work on the same store, so that leases are needed.
    pub fn is_shared(&self) -> bool {
        self.inner.store.bell().is_some()
    }
}

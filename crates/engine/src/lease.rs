//! Rights to do something alone among all nodes, for a while. They are taken in the store, renewed before they run out, and end with the
//! node that holds them. A node that was away for longer than its lease has lost it: it learns so before it does anything more, and the store
//! refuses what it would change.

use crate::model::Clock;
use crate::{Engine, chance, limits};
use endpoint::{Millis, Number};
use org::OrgId;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{Secret, SecretKind, StoreError};
use tokio::time::Instant;

/// Until when a lease is held: by the clock that all nodes share, and by one that nobody sets.
#[derive(Clone, Copy)]
struct Until {
    at: Millis,
    instant: Instant,
}

impl Until {
    /// From now on. The store is asked after this was called, so that nobody else may think that it is free before.
    fn from(now: Millis) -> Self {
        let lasts = Duration::from_millis(limits::LEASE_MS.unsigned_abs());
        Self {
            at: Millis(now.0 + limits::LEASE_MS),
            instant: Instant::now() + lasts,
        }
    }
}

/// A lease that this node took. Clones are the same.
#[derive(Clone)]
pub struct Lease(Arc<Taken>);

struct Taken {
    clock: Arc<dyn Clock>,
    name: String,
    /// What nobody else writes: who holds it.
    body: Vec<u8>,
    until: Mutex<Until>,
}

impl Lease {
    fn until(&self) -> Until {
        *self.0.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nobody else can hold it at this moment.
    pub fn is_held(&self) -> bool {
        let until = self.until();
        Instant::now() < until.instant && self.0.clock.now() < until.at
    }
}

impl Engine {
    /// Takes a lease that nobody holds; `None` when somebody does.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn take_lease(&self, org: &OrgId, name: &str) -> Result<Option<Lease>, StoreError> {
        let (store, now) = (&self.inner.store, self.now());
        if store.secret(SecretKind::Lease, name, now).await?.is_some() {
            return Ok(None);
        }
        // The lease of a node that ended is in the way until it is swept.
        store.sweep_secrets(now, limits::SECRETS_SWEPT).await?;
        let holder = u128::from_be_bytes(chance::bytes());
        let body = format!("{{\"holder\":\"{holder:032x}\"}}").into_bytes();
        let until = Until::from(self.now());
        let secret = Secret {
            kind: SecretKind::Lease,
            key: name.to_owned(),
            org: org.clone(),
            body: body.clone(),
            expires_at: Some(until.at),
        };
        let is_taken = store.create_secret(secret).await?;
        Ok(is_taken.then(|| {
            Lease(Arc::new(Taken {
                clock: self.inner.clock.clone(),
                name: name.to_owned(),
                body,
                until: Mutex::new(until),
            }))
        }))
    }

    /// Works under a lease that was taken: renews it meanwhile, and gives it up at the end. `None` when it was lost: the work was
    /// dropped where it stood.
    pub async fn under_lease<T>(&self, lease: &Lease, work: impl Future<Output = T>) -> Option<T> {
        let name = lease.0.name.as_str();
        let result = tokio::select! {
            // Whoever was away hears of it before anything else is done.
            biased;
            () = self.renew(lease) => {
                tracing::warn!(name, "a lease was lost; another node goes on");
                None
            }
            result = work => Some(result),
        };
        let store = &self.inner.store;
        let ended = store.delete_secret_with(SecretKind::Lease, name, &lease.0.body);
        if let Err(error) = ended.await {
            tracing::warn!(%error, name, "a lease was not given up");
        }
        result
    }

    /// Renews a lease until it is lost.
    async fn renew(&self, lease: &Lease) {
        let Taken { name, body, .. } = &*lease.0;
        loop {
            tokio::time::sleep(limits::LEASE_RENEWAL).await;
            if !lease.is_held() {
                return;
            }
            let until = Until::from(self.now());
            let store = &self.inner.store;
            let renewed = store.renew_secret(SecretKind::Lease, name, body, until.at);
            match tokio::time::timeout_at(lease.until().instant, renewed).await {
                Ok(Ok(true)) => {
                    *lease.0.until.lock().unwrap_or_else(PoisonError::into_inner) = until;
                }
                Ok(Ok(false)) | Err(_) => return,
                Ok(Err(error)) => tracing::warn!(%error, name, "a lease was not renewed"),
            }
        }
    }

    /// Moves a consumer's cursor forward; under a lease only as long as nobody else has taken it. Tells whether that is so.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn move_cursor(
        &self,
        lease: Option<&Lease>,
        consumer: &str,
        org: &OrgId,
        to: Number,
    ) -> Result<bool, StoreError> {
        let store = &self.inner.store;
        match lease {
            Some(lease) => {
                let Taken { name, body, .. } = &*lease.0;
                store
                    .move_cursor_under((name, body), consumer, org, to)
                    .await
            }
            None => store.move_cursor(consumer, org, to).await.map(|()| true),
        }
    }

    /// Whether other nodes may work on the same store, so that leases are needed.
    pub fn is_shared(&self) -> bool {
        self.inner.store.bell().is_some()
    }
}

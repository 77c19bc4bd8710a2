//! Where lanes say that organizations which somebody follows have a new value.

use org::OrgId;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;

/// Organizations that have changed since they were last taken.
#[derive(Default)]
pub(crate) struct Changed {
    organizations: Mutex<BTreeSet<OrgId>>,
    bell: Notify,
}

impl Changed {
    /// Tells of a new value.
    pub(crate) fn note(&self, id: &OrgId) {
        let mut changed = self.lock();
        if changed.insert(id.clone()) {
            self.bell.notify_one();
        }
    }

    pub(crate) fn take(&self) -> BTreeSet<OrgId> {
        std::mem::take(&mut *self.lock())
    }

    /// Waits until something may have changed.
    pub(crate) async fn notified(&self) {
        self.bell.notified().await;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeSet<OrgId>> {
        self.organizations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// What lanes tell of every value that they publish.
#[derive(Default)]
pub(crate) struct Followers {
    /// Organizations that are linked with others.
    pub(crate) linked: Changed,
    /// Organizations whose apps are told of events.
    pub(crate) pushed: Changed,
}

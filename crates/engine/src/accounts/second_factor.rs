//! The second factor: a code that an authenticator makes anew each half minute, or one of the codes for the day it is lost.

use crate::{Engine, password};
use org::{OrgId, UserId};
use store::{SecretKind, StoreError};

/// Where second factors are stored.
pub(crate) const KIND: SecretKind = SecretKind::SecondFactor;

impl Engine {
    /// Whether somebody's sign-in takes a second factor.
    pub(crate) async fn has_second_factor(
        &self,
        (org, userid): &(OrgId, UserId),
    ) -> Result<bool, StoreError> {
        let key = password::key_of(org, userid);
        let stored = self.inner.store.secret(KIND, &key, self.now()).await?;
        Ok(stored.is_some())
    }
}

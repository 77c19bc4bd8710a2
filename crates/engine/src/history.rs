//! What organizations have left behind beside their values.

use crate::Engine;
use endpoint::Past;
use org::{Millis, OrgId};
use store::StoreError;

impl Engine {
    /// History of one kind with `from <= (at, key)` and `at < until`, in that order, at most `limit`.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn past(
        &self,
        id: &OrgId,
        kind: &str,
        from: (Millis, &str),
        until: Millis,
        limit: u32,
    ) -> Result<Vec<Past>, StoreError> {
        let rows = self.inner.store.history(id, kind, from, until, limit);
        let rows = rows.await?.into_iter();
        Ok(rows
            .map(|row| Past {
                at: row.at,
                key: row.key,
                body: row.body,
            })
            .collect())
    }

    /// Whether there is an organization of this id; it is not loaded for that.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn is_organization(&self, id: &OrgId) -> Result<bool, StoreError> {
        if !id.as_str().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(false);
        }
        let heads = self.inner.store.heads(std::slice::from_ref(id)).await?;
        Ok(!heads.is_empty())
    }
}

//! What became of the ids of people who were given enterprise accounts: kept for ever, so that others can re-key their data.

use crate::draft::{keyed_text, letters};
use crate::{Millis, OrgId, UserId};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The name space of unionIds that were replaced, over the installation. Values are those of [`claim_value`], held by the
/// new unionId.
pub const MIGRATED_UNION_IDS: &str = "migrated_union_id";

/// The same of dingIds.
pub const MIGRATED_DING_IDS: &str = "migrated_ding_id";

/// How every dingId begins.
pub const DING_ID_PREFIX: &str = "$:LWCP_v1:$";

const DING_ID_CHARS: usize = 24;

/// The dingId of an account, which follows from its unionId.
pub fn ding_id(union_id: &str) -> String {
    let hash = keyed_text("ding_id", &[union_id]);
    format!("{DING_ID_PREFIX}{}", letters(&hash, DING_ID_CHARS))
}

/// A replaced id and who replaced it, as they stand in the name spaces of replaced ids. All values of one id follow each
/// other: neither has a blank.
pub fn claim_value(id: &str, owner: Option<&OrgId>) -> String {
    format!("{id} {}", owner.map_or("", OrgId::as_str))
}

/// An ordinary person became an enterprise account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// Who; it stayed the same.
    pub userid: UserId,
    /// Before.
    pub old_union_id: String,
    /// Of the account.
    pub new_union_id: String,
    /// Before.
    pub old_ding_id: String,
    /// Of the account.
    pub new_ding_id: String,
    /// When.
    pub at: Millis,
}

/// All migrations of an organization.
#[derive(Clone, Debug, Default)]
pub(crate) struct Migrations {
    by_union_id: OrdMap<String, Arc<Migration>>,
    by_ding_id: OrdMap<String, Arc<Migration>>,
}

impl Migrations {
    pub(crate) fn add(&mut self, migration: Migration) {
        let migration = Arc::new(migration);
        let by = |id: &String| (id.clone(), migration.clone());
        let (union_id, of_union_id) = by(&migration.new_union_id);
        let (ding_id, of_ding_id) = by(&migration.new_ding_id);
        self.by_union_id.insert(union_id, of_union_id);
        self.by_ding_id.insert(ding_id, of_ding_id);
    }

    pub(crate) fn by_union_id(&self, new: &str) -> Option<&Migration> {
        self.by_union_id.get(new).map(|found| &**found)
    }

    pub(crate) fn by_ding_id(&self, new: &str) -> Option<&Migration> {
        self.by_ding_id.get(new).map(|found| &**found)
    }

    /// New unionIds.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &String> {
        self.by_union_id.keys()
    }

    pub(crate) fn len(&self) -> usize {
        self.by_union_id.len()
    }
}

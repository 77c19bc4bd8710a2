//! What an entry did to each record as a whole, however many changes it took.

use super::EntryBody;
use crate::DepartmentId;
use crate::change::{Change, RecordKey};
use serde_json::Value;
use std::collections::BTreeMap;

/// What became of one record by an entry. At least one of the two is there.
#[derive(Clone, Debug, PartialEq)]
pub struct NetChange {
    /// Which record.
    pub key: RecordKey,
    /// Its state before; `None` when there was none.
    pub before: Option<Value>,
    /// Its state after; `None` when it is gone.
    pub after: Option<Value>,
}

impl Change {
    /// The whole state that a record has by this change; `None` when it is removed.
    pub fn state(&self) -> Option<Value> {
        fn told(state: &impl serde::Serialize) -> Option<Value> {
            serde_json::to_value(state).ok()
        }
        match self {
            Self::OrganizationSet(state) => told(state),
            Self::UserAdded(state) | Self::UserUpdated(state) => told(state),
            Self::DepartmentAdded(state) | Self::DepartmentUpdated(state) => told(state),
            Self::RoleGroupSet(state) => told(state),
            Self::RoleSet(state) => told(state),
            Self::AdminSet(state) => told(state),
            Self::AppSet(state) => told(state),
            Self::LabelGroupSet(state) => told(state),
            Self::ExternalContactAdded(state) | Self::ExternalContactUpdated(state) => told(state),
            Self::AccountGrantSet(state) => told(state),
            Self::GuestSet(state) => told(state),
            Self::HostSet(state) => told(state),
            Self::SharedDataSet(state) => told(state),
            Self::AccountMigrated(state) => told(state),
            Self::IndustrySet(state) => told(state),
            Self::CredentialSet(state) => told(state),
            Self::FieldsSet(state) => told(state),
            Self::ContactFieldsSet(state) => told(state),
            Self::InviteSet(state) => told(state),
            Self::ApplicationSet(state) => told(state),
            Self::ApplicantBlocked(state) => told(state),
            Self::ManagementGroupSet(state) => told(state),
            Self::PhotoSet(state) => told(state),
            Self::IndustryDepartmentSet(state) => told(state),
            Self::IndustryUserSet(state) => told(state),
            Self::SettingSet(state) => told(state),
            Self::ExecutiveSet(state) => told(state),
            Self::TranslationStarted(state) | Self::TranslationEnded(state) => told(state),
            Self::UserRemoved(_)
            | Self::DepartmentRemoved(_)
            | Self::RoleGroupRemoved(_)
            | Self::RoleRemoved(_)
            | Self::AdminRemoved(_)
            | Self::AppRemoved(_)
            | Self::ExternalContactRemoved(_)
            | Self::AccountGrantRemoved(_)
            | Self::GuestRemoved(_)
            | Self::HostRemoved(_)
            | Self::SharedDataRemoved(_)
            | Self::IndustryDepartmentRemoved(_)
            | Self::IndustryUserRemoved(_)
            | Self::SettingRemoved(_)
            | Self::ExecutiveRemoved(_)
            | Self::CredentialRemoved(_)
            | Self::TranslationForgotten(_)
            | Self::LabelGroupRemoved(_)
            | Self::InviteRemoved(_)
            | Self::ApplicationRemoved(_)
            | Self::ManagementGroupRemoved(_)
            | Self::PhotoRemoved(_) => None,
        }
    }
}

impl EntryBody {
    /// What became of each record, in the order in which they were first touched. What came and went within the entry is left out.
    pub fn net_changes(&self) -> Vec<NetChange> {
        let mut places: BTreeMap<RecordKey, usize> = BTreeMap::new();
        let mut last: Vec<(RecordKey, &Change)> = Vec::new();
        for change in &self.changes {
            let key = change.record();
            match places.get(&key) {
                Some(place) => last[*place].1 = change,
                None => {
                    places.insert(key.clone(), last.len());
                    last.push((key, change));
                }
            }
        }
        let net = last.into_iter().map(|(key, change)| NetChange {
            before: self.before.get(&key).cloned(),
            after: change.state(),
            key,
        });
        net.filter(|net| net.before.is_some() || net.after.is_some())
            .collect()
    }

    /// A department and all above it as they were before the entry, as far as it tells.
    pub fn lineage_before(&self, id: DepartmentId) -> impl Iterator<Item = DepartmentId> + '_ {
        std::iter::successors(Some(id), |id| {
            match self.before.get(&RecordKey::Department(*id)) {
                Some(department) => department["parent"].as_i64().map(DepartmentId),
                None => self.above.get(id).copied(),
            }
        })
    }
}

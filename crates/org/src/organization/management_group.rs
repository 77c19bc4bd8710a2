//! Administrators who have one power together.

use super::{Admin, Module};
use crate::org::Org;
use crate::{DepartmentId, ManagementGroupId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A power with a name. Who belongs to it says so himself: [`Admin::group`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagementGroup {
    /// Its id.
    pub id: ManagementGroupId,
    /// Its name, unique in the organization.
    pub name: String,
    /// Departments that are administered, each with all below; `None` is the whole organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departments: Option<BTreeSet<DepartmentId>>,
    /// Agent ids of apps that are managed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub apps: BTreeSet<i64>,
    /// What of the console is open; `None` is everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modules: Option<BTreeSet<Module>>,
    /// The sub-administrator who made it out of his own power, of a secondary group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maker: Option<UserId>,
}

impl ManagementGroup {
    /// Somebody as this group lets him administer.
    pub(crate) fn admin(&self, userid: UserId) -> Admin {
        Admin {
            userid,
            level: super::AdminLevel::Sub,
            departments: self.departments.clone(),
            apps: self.apps.clone(),
            modules: self.modules.clone(),
            group: Some(self.id),
        }
    }

    /// Which of its powers goes beyond somebody's: the field's name.
    pub(crate) fn beyond(&self, org: &Org, admin: &Admin) -> Option<&'static str> {
        let cut = self.within(org, admin);
        if cut.departments != self.departments {
            return Some("deptIds");
        }
        if cut.modules != self.modules {
            return Some("modules");
        }
        (cut.apps != self.apps).then_some("appIds")
    }

    /// What of it somebody has, too.
    pub(crate) fn within(&self, org: &Org, admin: &Admin) -> Self {
        if admin.is_primary() {
            return self.clone();
        }
        let departments = match (&self.departments, &admin.departments) {
            (own, None) => own.clone(),
            (None, Some(theirs)) => Some(theirs.clone()),
            (Some(own), Some(theirs)) => Some(common(org, own, theirs)),
        };
        let modules = match (&self.modules, &admin.modules) {
            (own, None) => own.clone(),
            (None, Some(theirs)) => Some(theirs.clone()),
            (Some(own), Some(theirs)) => Some(own.intersection(theirs).copied().collect()),
        };
        Self {
            departments,
            modules,
            apps: self.apps.intersection(&admin.apps).copied().collect(),
            ..self.clone()
        }
    }
}

impl Org {
    /// Who administers by a group, by userid.
    pub(crate) fn admins_of_group(&self, id: ManagementGroupId) -> impl Iterator<Item = &Admin> {
        let admins = self.admins.values().map(|admin| &**admin);
        admins.filter(move |admin| admin.group == Some(id))
    }
}

/// Departments that lie below some of both, as far up as they do.
fn common(
    org: &Org,
    own: &BTreeSet<DepartmentId>,
    theirs: &BTreeSet<DepartmentId>,
) -> BTreeSet<DepartmentId> {
    let is_below = |id: &DepartmentId, of: &BTreeSet<DepartmentId>| {
        org.lineage(*id).iter().any(|above| of.contains(above))
    };
    let mut common: BTreeSet<DepartmentId> = own
        .iter()
        .filter(|id| is_below(id, theirs))
        .copied()
        .collect();
    let narrower = theirs.iter().filter(|id| is_below(id, own));
    let narrower: Vec<DepartmentId> = narrower
        .filter(|id| !is_below(id, &common))
        .copied()
        .collect();
    common.extend(narrower);
    common
}

//! An organization as simple as it can be: sets and maps without an index.

use std::collections::{BTreeMap, BTreeSet};

/// A department as far as the rules look at it.
#[derive(Clone, Debug, Default)]
pub struct NaiveDepartment {
    pub parent: Option<i64>,
    pub managers: BTreeSet<String>,
    pub permits: BTreeSet<String>,
}

/// A person as far as the rules look at it.
#[derive(Clone, Debug, Default)]
pub struct NaiveUser {
    pub departments: BTreeSet<i64>,
    pub manager: Option<String>,
}

/// An external contact as far as the rules look at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NaiveContact {
    pub mobile: String,
    pub follower: String,
    pub users: BTreeSet<String>,
    pub departments: BTreeSet<i64>,
}

/// The whole organization.
#[derive(Clone, Debug, Default)]
pub struct Naive {
    pub departments: BTreeMap<i64, NaiveDepartment>,
    pub users: BTreeMap<String, NaiveUser>,
    pub admins: BTreeMap<String, BTreeSet<i64>>,
    pub held: crate::roles::Held,
    pub scopes: BTreeMap<String, (BTreeSet<String>, BTreeSet<i64>)>,
    /// In the order in which they came.
    pub contacts: Vec<(String, NaiveContact)>,
    pub industry: crate::industry::NaiveIndustry,
    /// Whom the field is shown to, once that was said: people and departments.
    pub shown: Option<(BTreeSet<String>, BTreeSet<i64>)>,
    pub invites: crate::invites::NaiveInvites,
    /// What people have in the field.
    pub hobbies: BTreeMap<String, String>,
}

impl Naive {
    pub fn is_below(&self, id: i64, top: i64) -> bool {
        let mut next = Some(id);
        while let Some(id) = next {
            if id == top {
                return true;
            }
            next = self.departments[&id].parent;
        }
        false
    }

    pub fn subtree(&self, top: i64) -> BTreeSet<String> {
        self.users
            .iter()
            .filter(|(_, user)| user.departments.iter().any(|id| self.is_below(*id, top)))
            .map(|(id, _)| id.clone())
            .collect()
    }
}

//! Records as they are stored, for whoever keeps a copy of the organization.

use super::View;
use crate::index::row_set::RowSet;
use crate::{ContactsScope, DepartmentId, RecordKey, UserId};
use serde_json::Value;
use std::collections::BTreeSet;

impl<'a> View<'a> {
    /// The departments, with all below, and the people that the caller sees, without what no longer exists; `None` where nothing
    /// narrows it.
    pub fn narrowed_to(&self) -> Option<ContactsScope> {
        let scope = self.scope?;
        let org = self.org;
        let users = scope.users.iter();
        let users = users.filter(|id| org.people.row(id.as_str()).is_some());
        let admins = org.admins.keys().filter(|_| scope.admins);
        let departments = scope.departments.iter();
        let departments = departments.filter(|id| org.departments.contains_key(*id));
        Some(ContactsScope {
            departments: departments.copied().collect(),
            users: users.chain(admins).cloned().collect(),
            admins: false,
        })
    }

    /// Tells callers apart, for what is given to one and not to others.
    pub fn caller_name(&self) -> String {
        format!("{:?}", self.eye())
    }

    /// What an app is called, for whoever sees everything and for the app itself.
    pub fn app_name(&self, key: &str) -> Option<&'a str> {
        let is_own = self.app().is_some_and(|app| app.key.as_str() == key);
        let app = self.org.app(key).filter(|_| is_own || self.scope.is_none());
        app.map(|app| app.name.as_str())
    }

    /// Every record that the caller sees, in the shape in which it is stored. With a scope these are people and departments alone.
    pub fn records(&self) -> impl Iterator<Item = (RecordKey, Value)> + use<'a> {
        let org = self.org;
        self.record_keys().filter_map(move |key| {
            let body = org.record_body(&key)?;
            Some((key, serde_json::from_slice(&body).ok()?))
        })
    }

    fn record_keys(&self) -> Box<dyn Iterator<Item = RecordKey> + 'a> {
        let org = self.org;
        let Some(scope) = self.narrowed_to() else {
            return Box::new(org.record_keys());
        };
        let mut rows = RowSet::default();
        for id in &scope.departments {
            if let Some(node) = org.departments.get(id) {
                rows.union_with(&node.subtree);
            }
        }
        for id in &scope.users {
            if let Some(row) = org.people.row(id.as_str()) {
                rows.insert(row);
            }
        }
        let mut departments = BTreeSet::new();
        let mut waiting: Vec<DepartmentId> = scope.departments.into_iter().collect();
        while let Some(id) = waiting.pop() {
            if let Some(node) = org.departments.get(&id)
                && departments.insert(id)
            {
                waiting.extend(&node.children);
            }
        }
        let rows: Vec<u32> = rows.iter().collect();
        let departments = departments.into_iter().map(RecordKey::Department);
        let people = rows
            .into_iter()
            .map(move |row| RecordKey::User(UserId::new(org.people.userid(row))));
        Box::new(departments.chain(people))
    }
}

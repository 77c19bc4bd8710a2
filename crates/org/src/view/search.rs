//! Finding people and departments by name.

use super::View;
use crate::DepartmentId;
use crate::index::search::matches;
use crate::user::UserRef;

/// A page of hits, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPage<T> {
    /// The hits of this page.
    pub hits: Vec<T>,
    /// How many hits there are in all.
    pub total: u64,
}

impl<'a> View<'a> {
    /// People whose name holds the query: any part, pinyin, initials, mixed and half-typed; with `full_match` the whole
    /// name alone.
    pub fn search_users(
        &self,
        query: &str,
        full_match: bool,
        offset: usize,
        size: usize,
    ) -> SearchPage<UserRef<'a>> {
        let people = &self.org.people;
        let allowed = |row: u32| self.scope.is_none() || self.sees_user(&people.get(row));
        let key = |row: u32, found: &mut dyn FnMut(&str)| found(people.userid(row));
        let hits = self
            .org
            .search
            .search(query, full_match, &allowed, &key, offset, size);
        SearchPage {
            hits: hits.rows.into_iter().map(|row| people.get(row)).collect(),
            total: hits.total,
        }
    }

    /// Departments whose name holds the query, likewise.
    pub fn search_departments(
        &self,
        query: &str,
        offset: usize,
        size: usize,
    ) -> SearchPage<DepartmentId> {
        let mut hits: Vec<_> = self
            .org
            .departments
            .values()
            .filter_map(|node| {
                let department = &node.department;
                let rank = matches(&department.name, query)?;
                self.sees_department(department.id)
                    .then_some((rank, department.id))
            })
            .collect();
        hits.sort_unstable();
        SearchPage {
            total: hits.len() as u64,
            hits: hits
                .into_iter()
                .skip(offset)
                .take(size)
                .map(|(_, id)| id)
                .collect(),
        }
    }
}

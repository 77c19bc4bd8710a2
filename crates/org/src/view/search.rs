//! Finding people and departments by name.

use super::View;
use crate::index::pinyin::{Kind, sort_key};
use crate::index::row_set::RowSet;
use crate::index::search::{Query, Search, matches};
use crate::user::UserRef;
use crate::{DepartmentId, Org};

/// A page of hits, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPage<T> {
    /// The hits of this page.
    pub hits: Vec<T>,
    /// How many hits there are in all.
    pub total: u64,
}

impl<T> Default for SearchPage<T> {
    /// No hit.
    fn default() -> Self {
        Self {
            hits: Vec::new(),
            total: 0,
        }
    }
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
        if !self.org.fields.is_searchable("name") {
            return SearchPage::default();
        }
        let seen = self.seen_rows();
        name_search(
            self.org,
            &Query::new(query),
            full_match,
            seen.as_ref(),
            offset,
            size,
        )
    }

    /// Rows of the people whom the caller sees; `None` is everybody.
    pub(super) fn seen_rows(&self) -> Option<RowSet> {
        let scope = self.scope?;
        let mut rows = RowSet::default();
        for id in scope.departments {
            if let Some(node) = self.org.departments.get(id) {
                rows.union_with(&node.subtree);
            }
        }
        let admins = self.org.admins.keys().filter(|_| scope.admins);
        for userid in scope.users.iter().chain(admins) {
            if let Some(row) = self.org.people.row(userid.as_str()) {
                rows.insert(row);
            }
        }
        Some(rows)
    }

    /// Departments whose name holds the query, likewise.
    pub fn search_departments(
        &self,
        query: &str,
        offset: usize,
        size: usize,
    ) -> SearchPage<DepartmentId> {
        if !self.org.fields.is_searchable("department") {
            return SearchPage::default();
        }
        department_search(self.org, query, offset, size, &|id| {
            self.sees_department(id)
        })
    }
}

/// People of the allowed rows by name; `None` allows everybody.
pub(crate) fn name_search<'a>(
    org: &'a Org,
    query: &Query,
    full_match: bool,
    allowed: Option<&RowSet>,
    offset: usize,
    size: usize,
) -> SearchPage<UserRef<'a>> {
    let people = &org.people;
    let search = Search {
        query,
        full_match,
        allowed,
        offset,
        size,
    };
    let key = |row: u32, found: &mut dyn FnMut(&str)| found(people.userid(row));
    let hits = org.search.search(&search, &key);
    SearchPage {
        hits: hits.rows.into_iter().map(|row| people.get(row)).collect(),
        total: hits.total,
    }
}

/// Departments of which `allowed` says yes, by name.
pub(crate) fn department_search(
    org: &Org,
    query: &str,
    offset: usize,
    size: usize,
    allowed: &dyn Fn(DepartmentId) -> bool,
) -> SearchPage<DepartmentId> {
    let query = Query::new(query);
    let mut hits: Vec<_> = org
        .departments
        .values()
        .filter_map(|node| {
            let department = &node.department;
            let rank = matches(Kind::Department, &department.name, "", &query)?;
            let key = sort_key(Kind::Department, &department.name, "");
            allowed(department.id).then_some((rank, key, department.id))
        })
        .collect();
    hits.sort_unstable();
    SearchPage {
        total: hits.len() as u64,
        hits: hits
            .into_iter()
            .skip(offset)
            .take(size)
            .map(|(_, _, id)| id)
            .collect(),
    }
}

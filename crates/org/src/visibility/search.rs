//! Finding people and departments, as far as a viewer may.

use super::Surface;
use super::rows::Seen;
use super::viewer::Viewer;
use crate::index::pinyin::Kind;
use crate::index::search::{Query, find};
use crate::user::UserRef;
use crate::view::{SearchPage, name_search};
use crate::{Department, DepartmentId};
use std::ops::Range;

/// Where a hit was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedField {
    /// In the name, its pinyin or its initials.
    Name,
}

/// Somebody who was found.
#[derive(Clone)]
pub struct Hit<'a> {
    /// The person.
    pub user: UserRef<'a>,
    /// Where.
    pub field: MatchedField,
    /// Which characters of the field.
    pub range: Range<usize>,
}

impl<'a> Viewer<'a> {
    /// People who are found by what the viewer may know of them, best first.
    pub fn search_people(&self, text: &str, offset: usize, size: usize) -> SearchPage<Hit<'a>> {
        let query = Query::new(text);
        let nameless = self.rows_without("name");
        let allowed = match self.seen(Surface::Search) {
            Seen::Everybody if nameless.len() == 0 => None,
            Seen::Everybody => Some(self.org.people.everybody().without(&nameless)),
            Seen::Rows(rows) => Some(rows.without(&nameless)),
        };
        let found = name_search(self.org, &query, false, allowed.as_ref(), offset, size);
        let hits = found.hits.into_iter().map(|user| Hit {
            user,
            field: MatchedField::Name,
            range: find(Kind::Person, user.name, user.pinyin, &query)
                .map_or(0..user.name.chars().count(), |found| found.characters),
        });
        SearchPage {
            total: found.total,
            hits: hits.collect(),
        }
    }

    /// Departments that the viewer finds, best first.
    pub fn search_departments(
        &self,
        text: &str,
        offset: usize,
        size: usize,
    ) -> SearchPage<&'a Department> {
        let find = |id: DepartmentId| self.org.departments.get(&id);
        let found = crate::view::department_search(self.org, text, offset, size, &|id| {
            self.finds_department(id)
        });
        let hits = found.hits.into_iter().filter_map(find);
        SearchPage {
            total: found.total,
            hits: hits.map(|node| &*node.department).collect(),
        }
    }
}

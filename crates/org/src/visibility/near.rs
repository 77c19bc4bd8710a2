//! Who is close to a viewer, and finding somebody by name and place together.

use super::Surface;
use super::rows::Seen;
use super::search::MatchedField;
use super::setting::Whom;
use super::viewer::Viewer;
use crate::index::fold::fold;
use crate::index::pinyin::Kind;
use crate::index::row_set::{RowSet, Union};
use crate::index::search::{Query, matches};
use crate::user::UserRef;
use crate::view::{SearchPage, department_search, name_search};
use crate::{DepartmentId, limits};

impl<'a> Viewer<'a> {
    /// Tells who else is directly in a department of the viewer's, as far as the viewer may know that.
    pub fn neighbours(&self) -> impl Fn(&UserRef<'_>) -> bool + use<'a> {
        let (org, own, near) = (self.org, self.me.row, self.near());
        move |user| {
            let row = org.people.row(user.userid);
            row.is_some_and(|row| row != own && near.contains(row))
        }
    }

    /// Whoever is directly in a department of the viewer's, and of whom the viewer may know it.
    pub(super) fn near(&self) -> RowSet {
        let mut rows = Union::default();
        for department in self.me.direct() {
            let is_own = |id: DepartmentId| id != DepartmentId::ROOT && self.sees_department(id);
            let node = self.org.departments.get(&department.id);
            if let Some(node) = node.filter(|_| is_own(department.id)) {
                node.members.iter().for_each(|row| rows.insert(row));
            }
        }
        let rows = rows.finish();
        if rows.len() == 0 {
            return rows;
        }
        rows.without(&self.rows_without("department", Surface::Search))
    }

    /// People by name: the better match first, of matches that are alike those who are near.
    pub(super) fn search_names(
        &self,
        query: &Query,
        allowed: Option<&RowSet>,
        offset: usize,
        size: usize,
    ) -> SearchPage<UserRef<'a>> {
        let org = self.org;
        let until = offset.saturating_add(size);
        // Whoever stands among the first of the whole stands at or behind that place once those who are near come first.
        let all = name_search(org, query, false, allowed, 0, until);
        if all.hits.is_empty() {
            return all;
        }
        let near = self.near();
        let near = match allowed {
            Some(allowed) => near.within(allowed),
            None => near,
        };
        let close = name_search(org, query, false, Some(&near), 0, until);
        if close.hits.is_empty() {
            return SearchPage {
                total: all.total,
                hits: all.hits.into_iter().skip(offset).collect(),
            };
        }
        let is_far = |user: &UserRef<'_>| {
            let row = org.people.row(user.userid);
            row.is_none_or(|row| !near.contains(row))
        };
        let far = all.hits.into_iter().filter(is_far);
        let rank = |user: &UserRef<'_>| matches(Kind::Person, user.name, user.pinyin, query);
        let mut hits: Vec<UserRef<'a>> = close.hits.into_iter().chain(far).collect();
        hits.sort_by_cached_key(rank);
        SearchPage {
            total: all.total,
            hits: hits.into_iter().skip(offset).take(size).collect(),
        }
    }

    /// A text of several words, one of them a department or a title: the other words, and who is there.
    pub(super) fn name_and_place(&self, text: &str, seen: &Seen) -> Option<(String, RowSet)> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [first, middle @ .., last] = words.as_slice() else {
            return None;
        };
        let splits = [(*last, *first), (*first, *last)];
        splits.into_iter().find_map(|(place, other)| {
            let rows = self.placed(place, seen);
            let rest = match place == *last {
                true => [&[other], middle].concat(),
                false => [middle, &[other]].concat(),
            };
            (rows.len() > 0).then(|| (rest.join(" "), rows))
        })
    }

    /// Whoever is in a department that the viewer finds by a word, or has a title with it, as far as he may know.
    fn placed(&self, word: &str, seen: &Seen) -> RowSet {
        let departments = department_search(
            self.org,
            word,
            0,
            limits::SEARCH_BY_DEPARTMENTS_MAX,
            &|id| self.finds_department(id),
        );
        let openness = self.openness(Surface::Search, Whom::Departments);
        let mut rows = Union::default();
        for id in departments.hits {
            rows.add(&openness.rows(id));
        }
        let in_departments = rows.finish();
        let mut rows = Union::default();
        if in_departments.len() > 0 {
            let placeless = self.rows_without("department", Surface::Search);
            rows.add(&in_departments.without(&placeless));
        }
        if self.is_searchable(MatchedField::Title) {
            let titled = self.candidates(MatchedField::Title, &fold(word), seen);
            titled.into_iter().for_each(|row| rows.insert(row));
        }
        rows.finish()
    }
}

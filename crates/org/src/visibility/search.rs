//! Finding people and departments, as far as a viewer may.

use super::Surface;
use super::member::Member;
use super::rows::Seen;
use super::viewer::Viewer;
use crate::field::Field;
use crate::index::attributes::number_of;
use crate::index::fold::fold;
use crate::index::pinyin::{Kind, sort_key};
use crate::index::row_set::RowSet;
use crate::index::search::{MatchedReading, Query, find, matches};
use crate::index::texts::text_of;
use crate::user::UserRef;
use crate::view::{SearchPage, department_search};
use crate::{Department, DepartmentId, limits};
use std::collections::BTreeSet;
use std::ops::Range;

/// Where a hit was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchedField {
    /// In the name, its pinyin or its initials.
    Name,
    /// It is the job number or its end.
    JobNumber,
    /// It is the end of the phone number.
    Mobile,
    /// In a title.
    Title,
    /// At the beginning of another field.
    Other,
}

/// Somebody who was found.
#[derive(Clone)]
pub struct Hit<'a> {
    /// The person.
    pub user: UserRef<'a>,
    /// Where.
    pub field: MatchedField,
    /// Which other field.
    pub other: Option<&'a Field>,
    /// What stands there.
    pub value: &'a str,
    /// Which characters of it.
    pub range: Range<usize>,
    /// For a name that was found by its sound: how those characters are read, and what was typed of it.
    pub readings: Vec<MatchedReading>,
}

/// Those found by something else than their names, best first.
type Others<'a> = Vec<(MatchedField, Option<&'a Field>, u32)>;

impl<'a> Viewer<'a> {
    /// People who are found by what the viewer may know of them: by name, best first and of alike ones those of his own
    /// departments, then by job number, by the end of the phone number, by title. What finds nobody as a whole may
    /// be a name and a department or title beside it.
    pub fn search_people(&self, text: &str, offset: usize, size: usize) -> SearchPage<Hit<'a>> {
        let seen = self.seen(Surface::Search);
        let found = self.search_seen(text, &seen, offset, size);
        if found.total > 0 {
            return found;
        }
        let Some((name, rows)) = self.name_and_place(text, &seen) else {
            return found;
        };
        let rows = match &seen {
            Seen::Everybody => rows,
            Seen::Rows(seen) => rows.within(seen),
        };
        self.search_seen(&name, &Seen::Rows(rows), offset, size)
    }

    fn search_seen(
        &self,
        text: &str,
        seen: &Seen,
        offset: usize,
        size: usize,
    ) -> SearchPage<Hit<'a>> {
        let query = Query::new(text);
        let nameless = self.rows_without("name", Surface::Search);
        let named = match seen {
            Seen::Everybody if nameless.len() == 0 => None,
            Seen::Everybody => Some(self.org.people.everybody().without(&nameless)),
            Seen::Rows(rows) => Some(rows.without(&nameless)),
        };
        let by_name = match self.is_searchable(MatchedField::Name) {
            true => self.search_names(&query, named.as_ref(), offset, size),
            false => SearchPage::default(),
        };
        let others = self.found_otherwise(text, &query, seen, &nameless);
        let total = by_name.total + others.len() as u64;
        let skipped = offset.saturating_sub(by_name.total as usize);
        let left = size.saturating_sub(by_name.hits.len());
        let names = by_name.hits.into_iter().map(|user| {
            let found = find(Kind::Person, user.name, user.pinyin, &query);
            let whole = || (0..user.name.chars().count(), Vec::new());
            let (range, readings) =
                found.map_or_else(whole, |found| (found.characters, found.readings));
            Hit {
                user,
                field: MatchedField::Name,
                other: None,
                value: user.name,
                range,
                readings,
            }
        });
        let others = others.into_iter().skip(skipped).take(left);
        let others = others.map(|(field, other, row)| self.hit(row, field, other, text));
        SearchPage {
            total,
            hits: names.chain(others).collect(),
        }
    }

    fn found_otherwise(
        &self,
        text: &str,
        query: &Query,
        seen: &Seen,
        nameless: &RowSet,
    ) -> Others<'a> {
        let people = &self.org.people;
        let has_names = self.is_searchable(MatchedField::Name);
        let by_name = |row: u32| {
            let user = people.get(row);
            has_names
                && !nameless.contains(row)
                && matches(Kind::Person, user.name, user.pinyin, query).is_some()
        };
        let folded = fold(text.trim());
        let mut taken = BTreeSet::new();
        let mut found: Others = Vec::new();
        let indexed = [
            MatchedField::JobNumber,
            MatchedField::Mobile,
            MatchedField::Title,
        ];
        let indexed = indexed.map(|field| (field, None)).into_iter();
        let others = self.org.fields.searched_by_text();
        let others = others.map(|other| (MatchedField::Other, Some(other)));
        for (field, other) in indexed.chain(others) {
            let candidates = match other {
                Some(other) => self.having_text(other, &folded, seen),
                None if self.is_searchable(field) => self.candidates(field, &folded, seen),
                None => continue,
            };
            let mut rows: Vec<u32> = candidates
                .into_iter()
                .filter(|row| !by_name(*row) && taken.insert(*row))
                .collect();
            rows.sort_by_cached_key(|row| {
                let user = people.get(*row);
                let key = sort_key(Kind::Person, user.name, user.pinyin);
                (key, user.userid.to_owned())
            });
            found.extend(rows.into_iter().map(|row| (field, other, row)));
        }
        found
    }

    pub(super) fn is_searchable(&self, field: MatchedField) -> bool {
        self.org.fields.is_searchable(attribute(field))
    }

    /// Those who have a value that begins with the text in a field that the viewer may know.
    fn having_text(&self, field: &Field, folded: &str, seen: &Seen) -> Vec<u32> {
        if folded.chars().count() < limits::SEARCH_TEXT_CHARS_MIN {
            return Vec::new();
        }
        let known = |row: &u32| {
            let withheld = self.withheld_of(&Member::of(self.org, *row), Surface::Search);
            !withheld.denies(field.attribute()) && !withheld.denies(&field.id)
        };
        let rows = self.org.texts.beginning(&field.id, folded);
        let rows = rows.filter(|row| seen.contains(*row));
        rows.take(limits::SEARCH_BY_TEXT_MAX)
            .filter(known)
            .collect()
    }

    /// Those who have the text in a field that the viewer may know.
    pub(super) fn candidates(&self, field: MatchedField, folded: &str, seen: &Seen) -> Vec<u32> {
        let org = self.org;
        let known = |row: &u32| {
            seen.contains(*row)
                && !self
                    .withheld_of(&Member::of(org, *row), Surface::Search)
                    .denies(attribute(field))
        };
        let user = |row: &u32| org.people.get(*row);
        match field {
            MatchedField::Name | MatchedField::Other => Vec::new(),
            MatchedField::JobNumber => {
                let is_it = |row: &u32| is_end(&fold(user(row).job_number), folded);
                let rows = org.attributes.by_job_number(folded);
                rows.filter(|row| is_it(row) && known(row)).collect()
            }
            MatchedField::Mobile => {
                let digits = digits(folded);
                if digits.len() < limits::SEARCH_DIGITS_MIN {
                    return Vec::new();
                }
                let ends = |row: &u32| {
                    number_of(&user(row)).is_some_and(|number| number.ends_with(&digits))
                };
                let rows = org.attributes.by_mobile(&digits);
                rows.filter(|row| ends(row) && known(row)).collect()
            }
            MatchedField::Title => {
                // One letter stands in most titles.
                if folded.chars().count() < 2 {
                    return Vec::new();
                }
                let rows = org.attributes.by_title(folded);
                let rows = rows.iter().filter(|row| seen.contains(*row));
                let has_it = |row: &u32| {
                    let titles = self.titles(*row);
                    titles.iter().any(|title| fold(title).contains(folded))
                };
                rows.take(limits::SEARCH_BY_TITLE_MAX)
                    .filter(|row| known(row) && has_it(row))
                    .collect()
            }
        }
    }

    /// The titles of somebody that the viewer may know: the main one, and those in departments that he sees.
    fn titles(&self, row: u32) -> Vec<&'a str> {
        let user = self.org.people.get(row);
        let seen = user.departments().filter(|place| {
            !place.title.is_empty()
                && (row == self.me.row || self.sees_department(place.department))
        });
        let main = Some(user.title).filter(|title| !title.is_empty());
        main.into_iter()
            .chain(seen.map(|place| place.title))
            .collect()
    }

    fn hit(&self, row: u32, field: MatchedField, other: Option<&'a Field>, text: &str) -> Hit<'a> {
        let user = self.org.people.get(row);
        let folded = fold(text.trim());
        let (value, part) = match field {
            MatchedField::Other => (other.map_or("", |other| text_of(&user, &other.id)), folded),
            MatchedField::Name => (user.name, folded),
            MatchedField::JobNumber => (user.job_number, folded),
            MatchedField::Mobile => (number_of(&user).unwrap_or_default(), digits(&folded)),
            MatchedField::Title => {
                let mut titles = self.titles(row).into_iter();
                let title = titles.find(|title| fold(title).contains(&folded));
                (title.unwrap_or_default(), folded)
            }
        };
        // Folding keeps the number of characters.
        let whole = fold(value);
        let at = match field {
            MatchedField::Title | MatchedField::Other => whole.find(&part),
            _ => whole.rfind(&part),
        };
        let from = at.map_or(0, |at| whole[..at].chars().count());
        Hit {
            user,
            field,
            other,
            value,
            range: from..from + part.chars().count(),
            readings: Vec::new(),
        }
    }

    /// Departments that the viewer finds, best first.
    pub fn search_departments(
        &self,
        text: &str,
        offset: usize,
        size: usize,
    ) -> SearchPage<&'a Department> {
        if !self.org.fields.is_searchable("department") {
            return SearchPage::default();
        }
        let find = |id: DepartmentId| self.org.departments.get(&id);
        let found = department_search(self.org, text, offset, size, &|id| {
            self.finds_department(id)
        });
        let hits = found.hits.into_iter().filter_map(find);
        SearchPage {
            total: found.total,
            hits: hits.map(|node| &*node.department).collect(),
        }
    }
}

/// The attribute that withholds a field.
fn attribute(field: MatchedField) -> &'static str {
    match field {
        MatchedField::Name => "name",
        MatchedField::JobNumber => "job_number",
        MatchedField::Mobile => "mobile",
        MatchedField::Title => "title",
        MatchedField::Other => "",
    }
}

/// The digits of what may be a phone number; empty for what is none.
pub(crate) fn digits(text: &str) -> String {
    let separates = |character: char| matches!(character, ' ' | '-' | '+' | '(' | ')');
    let rest: String = text.chars().filter(|one| !separates(*one)).collect();
    if rest.bytes().all(|byte| byte.is_ascii_digit()) {
        rest
    } else {
        String::new()
    }
}

/// Whether a job number is the text, or ends with a text that is long enough to mean one.
pub(crate) fn is_end(job_number: &str, text: &str) -> bool {
    !text.is_empty()
        && (job_number == text
            || (text.chars().count() >= limits::SEARCH_DIGITS_MIN && job_number.ends_with(text)))
}

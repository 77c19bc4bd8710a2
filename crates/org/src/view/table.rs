//! People and departments for tables: a page of a long list, how long it is, and how many are of each kind.

use super::{View, department_search, name_search};
use crate::draft::{Draft, Seed};
use crate::index::attributes::number_of;
use crate::index::fold::fold;
use crate::index::pinyin::{Kind, sort_key};
use crate::index::row_set::RowSet;
use crate::index::search::{Query, matches};
use crate::organization::AdminLevel;
use crate::people::UniqueKey;
use crate::user::UserRef;
use crate::visibility::search::{digits, is_end};
use crate::{Department, DepartmentId, Refusal, limits};
use std::collections::BTreeSet;

/// Which people a table shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableFilter {
    /// Everybody.
    #[default]
    All,
    /// Who has signed in.
    Active,
    /// Who has never signed in.
    NotActivated,
    /// Whose account may not enter.
    Disabled,
    /// Who manages a department.
    Leader,
    /// Who names no manager.
    Unmanaged,
    /// Who is in Executive mode.
    Executive,
    /// Who has an enterprise account.
    Account,
    /// Who has none.
    NoAccount,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableSort {
    /// The department's own order; in a table of more than one department, that in which people are stored, which stays.
    #[default]
    Order,
    /// By name, where the table has at most [`limits::TABLE_SORTED_ROWS_MAX`] rows.
    Name,
}

/// What a table of people shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table<'q> {
    /// Of which department; of everybody whom the caller sees when there is none.
    pub department: Option<DepartmentId>,
    /// Whether also of departments below.
    pub recursive: bool,
    /// Which people.
    pub filter: TableFilter,
    /// Whoever has this in the name, or as job number, phone number or title; best first.
    pub text: Option<&'q str>,
    /// Whether whoever has it in the login id of an account is found, too.
    pub by_login_id: bool,
    /// In which order, where nothing is looked for.
    pub sort: TableSort,
    /// Rows before the page.
    pub offset: usize,
    /// Rows of the page.
    pub size: usize,
}

/// How many people of each kind there are, whatever is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableCounts {
    /// All.
    pub all: u64,
    /// Who has signed in.
    pub active: u64,
    /// Whose account may not enter.
    pub disabled: u64,
    /// Who manages a department.
    pub leaders: u64,
    /// Who names no manager.
    pub unmanaged: u64,
    /// Who has an enterprise account.
    pub accounts: u64,
}

/// A page of a table.
pub struct TablePage<'a> {
    /// The people on it.
    pub users: Vec<UserRef<'a>>,
    /// Rows of the whole table.
    pub total: u64,
    /// How many there are of each kind.
    pub counts: TableCounts,
}

/// A department as a tree shows it.
pub struct Branch<'a> {
    /// The department.
    pub department: &'a Department,
    /// Departments directly below.
    pub child_count: usize,
    /// People in it and below, each once.
    pub member_count: u64,
    /// People directly in it.
    pub direct_member_count: usize,
}

impl<'a> View<'a> {
    /// A page of a table of people.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn table(&self, table: &Table<'_>) -> Result<TablePage<'a>, Refusal> {
        let people = &self.org.people;
        let base = self.table_rows(table)?;
        let leaders = self.leaders();
        let counts = TableCounts {
            all: base.len(),
            active: base.len_within(people.active()),
            disabled: base.len_within(people.barred()),
            leaders: base.len_within(&leaders),
            unmanaged: base.len() - base.len_within(people.managed()),
            accounts: base.len_within(people.owned()),
        };
        let rows = match table.filter {
            TableFilter::All => base,
            TableFilter::Active => base.within(people.active()),
            TableFilter::NotActivated => base.without(people.active()),
            TableFilter::Disabled => base.within(people.barred()),
            TableFilter::Leader => base.within(&leaders),
            TableFilter::Unmanaged => base.without(people.managed()),
            TableFilter::Executive => base.within(people.executives()),
            TableFilter::Account => base.within(people.owned()),
            TableFilter::NoAccount => base.without(people.owned()),
        };
        let (users, total) = match table.text {
            Some(text) => self.found_in(&rows, text, table),
            None => (self.page_of(&rows, table), rows.len()),
        };
        Ok(TablePage {
            users,
            total,
            counts,
        })
    }

    fn table_rows(&self, table: &Table<'_>) -> Result<RowSet, Refusal> {
        let Some(id) = table.department else {
            let everybody = || self.org.people.everybody().clone();
            return Ok(self.seen_rows().unwrap_or_else(everybody));
        };
        self.department(id)?;
        let node = self.node(id)?;
        Ok(if table.recursive {
            node.subtree.clone()
        } else {
            node.members.iter().collect()
        })
    }

    fn leaders(&self) -> RowSet {
        let leaders = self
            .org
            .built_in_members(crate::BuiltInRole::DepartmentManager);
        leaders
            .filter_map(|id| self.org.people.row(id.as_str()))
            .collect()
    }

    fn page_of(&self, rows: &RowSet, table: &Table<'_>) -> Vec<UserRef<'a>> {
        let people = &self.org.people;
        let page = |rows: &mut dyn Iterator<Item = u32>| -> Vec<UserRef<'a>> {
            let page = rows.skip(table.offset).take(table.size);
            page.map(|row| people.get(row)).collect()
        };
        if table.sort == TableSort::Name && rows.len() <= limits::TABLE_SORTED_ROWS_MAX {
            let mut sorted: Vec<u32> = rows.iter().collect();
            sorted.sort_by_cached_key(|row| {
                let user = people.get(*row);
                let key = sort_key(Kind::Person, user.name, user.pinyin);
                (key, user.name, user.userid)
            });
            return page(&mut sorted.into_iter());
        }
        let node = table.department.filter(|_| !table.recursive);
        match node.and_then(|id| self.org.departments.get(&id)) {
            Some(node) if table.filter == TableFilter::All => {
                let length = node.members.len();
                let from = table.offset.min(length);
                let until = from.saturating_add(table.size).min(length);
                let rows = node.members.iter_from(from).take(until - from);
                rows.map(|row| people.get(row)).collect()
            }
            Some(node) => {
                let ordered = node.members.iter();
                page(&mut ordered.filter(|row| rows.contains(*row)))
            }
            None => page(&mut rows.iter()),
        }
    }

    /// Those who are found by name, best first, then by what else they have.
    fn found_in(&self, rows: &RowSet, text: &str, table: &Table<'_>) -> (Vec<UserRef<'a>>, u64) {
        let people = &self.org.people;
        let query = Query::new(text);
        let named = name_search(
            self.org,
            &query,
            false,
            Some(rows),
            table.offset,
            table.size,
        );
        let logins = match table.by_login_id {
            true => self.by_login_id(rows, text),
            false => Vec::new(),
        };
        let others = self.found_otherwise(rows, text, &query, &logins);
        let total = named.total + others.len() as u64;
        let skipped = table.offset.saturating_sub(named.total as usize);
        let left = table.size.saturating_sub(named.hits.len());
        let mut users = named.hits;
        let others = others.into_iter().skip(skipped).take(left);
        users.extend(others.map(|row| people.get(row)));
        (users, total)
    }

    /// Those whose account has a text in its login id. In a table of many accounts it is the whole login id alone, which is looked up.
    fn by_login_id(&self, rows: &RowSet, text: &str) -> Vec<u32> {
        let people = &self.org.people;
        let text = text.trim();
        let owned = rows.within(people.owned());
        let is_looked_at = text.chars().count() >= limits::SEARCH_TEXT_CHARS_MIN
            && owned.len() <= limits::LOGIN_IDS_LOOKED_AT_MAX;
        if !is_looked_at {
            let whole = people.by_key(UniqueKey::LoginId, &text.to_lowercase());
            let row = whole.and_then(|user| people.row(user.userid));
            return row.into_iter().collect();
        }
        let folded = fold(text);
        let has = |row: &u32| {
            let account = people.get(*row).account;
            account.is_some_and(|account| fold(account.login_id).contains(&folded))
        };
        owned.iter().filter(has).collect()
    }

    fn found_otherwise(
        &self,
        rows: &RowSet,
        text: &str,
        query: &Query,
        logins: &[u32],
    ) -> Vec<u32> {
        let people = &self.org.people;
        let folded = fold(text.trim());
        let digits = digits(&folded);
        let attributes = &self.org.attributes;
        let by_name = |row: u32| {
            let user = people.get(row);
            matches(Kind::Person, user.name, user.pinyin, query).is_some()
        };
        let job_numbers = attributes.by_job_number(&folded);
        let job_numbers =
            job_numbers.filter(|row| is_end(&fold(people.get(*row).job_number), &folded));
        let mobiles = (digits.len() >= limits::SEARCH_DIGITS_MIN)
            .then(|| attributes.by_mobile(&digits))
            .into_iter()
            .flatten();
        let mobiles = mobiles.filter(|row| {
            number_of(&people.get(*row)).is_some_and(|number| number.ends_with(&digits))
        });
        let titled = (folded.chars().count() >= 2).then(|| attributes.by_title(&folded));
        let titled = titled.iter().flat_map(RowSet::iter);
        let found: BTreeSet<u32> = job_numbers
            .chain(mobiles)
            .chain(logins.iter().copied())
            .chain(titled)
            .filter(|row| rows.contains(*row) && !by_name(*row))
            .take(limits::SEARCH_BY_TITLE_MAX)
            .collect();
        let mut found: Vec<u32> = found.into_iter().collect();
        found.sort_by_cached_key(|row| {
            let user = people.get(*row);
            (sort_key(Kind::Person, user.name, user.pinyin), user.userid)
        });
        found
    }

    /// The topmost departments of the caller: the root, or what an administrator administers.
    pub fn top_departments(&self) -> Vec<DepartmentId> {
        let Some(scope) = self.scope else {
            return vec![DepartmentId::ROOT];
        };
        let is_top = |id: &&DepartmentId| {
            let above = self.org.lineage(**id);
            above
                .iter()
                .skip(1)
                .all(|above| !self.sees_department(*above))
        };
        scope.departments.iter().filter(is_top).copied().collect()
    }

    /// How many departments the caller sees, those at the top among them.
    pub fn department_count(&self) -> u64 {
        if self.scope.is_none() {
            return self.org.departments.len() as u64;
        }
        let top = self.top_departments();
        let below = top.iter().filter_map(|id| self.descendants(*id).ok());
        below.map(|below| below.len() as u64 + 1).sum()
    }

    /// Whether so many more people and departments would fit in.
    pub fn has_room_for(&self, people: usize, departments: usize) -> bool {
        self.org.people.len() as usize + people <= limits::USERS_MAX
            && self.org.departments.len() + departments <= limits::DEPARTMENTS_MAX
    }

    /// A department as a tree shows it.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn branch(&self, id: DepartmentId) -> Result<Branch<'a>, Refusal> {
        let department = self.department(id)?;
        let node = self.node(id)?;
        Ok(Branch {
            department,
            child_count: node.children.len(),
            member_count: node.subtree.len(),
            direct_member_count: node.members.len(),
        })
    }

    /// A page of the departments directly below one, by position, then id.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn branches(
        &self,
        id: DepartmentId,
        offset: usize,
        size: usize,
    ) -> Result<Vec<Branch<'a>>, Refusal> {
        self.department(id)?;
        let children = self.node(id)?.children.iter().skip(offset).take(size);
        children.map(|id| self.branch(*id)).collect()
    }

    /// From the topmost department that the caller sees to one.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn path(&self, id: DepartmentId) -> Result<Vec<&'a Department>, Refusal> {
        self.department(id)?;
        let mut path: Vec<&Department> = self
            .org
            .departments_above(id)
            .into_iter()
            .filter(|above| self.sees_department(above.id))
            .collect();
        path.reverse();
        Ok(path)
    }

    /// Departments that the caller sees by name, best first, and how many there are.
    pub fn find_departments(
        &self,
        text: &str,
        offset: usize,
        size: usize,
    ) -> (Vec<&'a Department>, u64) {
        let seen = |id| self.sees_department(id);
        let found = department_search(self.org, text, offset, size, &seen);
        let hits = found
            .hits
            .into_iter()
            .filter_map(|id| self.department(id).ok());
        (hits.collect(), found.total)
    }

    /// Those who report to somebody and whom the caller sees, by userid, at most so many; and how many report in all.
    pub fn reports(&self, userid: &str, count_max: usize) -> (Vec<UserRef<'a>>, usize) {
        let people = &self.org.people;
        let Some(row) = people.row(userid) else {
            return (Vec::new(), 0);
        };
        let reports = people.reports(row).map(|report| people.get(report));
        let mut seen: Vec<UserRef<'a>> = reports.filter(|report| self.sees_user(report)).collect();
        let count = seen.len();
        seen.sort_by_key(|report| report.userid);
        seen.truncate(count_max);
        (seen, count)
    }

    /// Runs a change on a copy of what the caller sees, which is thrown away.
    pub fn rehearse<T>(&self, seed: Seed, change: impl FnOnce(&mut Draft) -> T) -> T {
        change(&mut Draft::new(self.org, self.eye(), seed))
    }

    /// What somebody administers, in a word: `creator`, `primary`, `sub`, or `none`.
    pub fn admin_kind(&self, userid: &str) -> &'static str {
        match self.admin(userid).map(|admin| admin.level) {
            Some(AdminLevel::Main) => "creator",
            Some(AdminLevel::Primary) => "primary",
            Some(AdminLevel::Sub) => "sub",
            None => "none",
        }
    }
}

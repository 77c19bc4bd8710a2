//! Everybody at once, when an organization is loaded: pages are written once, and each table is sorted instead of grown.

use super::{PAGE_ROWS, Page, People, UNIQUE_KEYS, key_text};
use crate::user::{User, UserRow};
use rayon::prelude::*;
use std::sync::Arc;

/// Rows that one thread looks at before it takes more.
const ROWS_AT_ONCE: u32 = 4_096;

/// People packed one after another.
#[derive(Default)]
pub(crate) struct PackedRows {
    text: String,
    ends: Vec<usize>,
}

impl PackedRows {
    pub(crate) fn push(&mut self, user: &User) {
        UserRow::pack_behind(user, &mut self.text);
        self.ends.push(self.text.len());
    }

    fn rows(&self) -> impl Iterator<Item = &str> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins
            .zip(&self.ends)
            .map(|(begin, end)| &self.text[begin..*end])
    }
}

/// Takes people in whose userids, and what else is unique, differ.
pub(crate) struct PeopleBuilder {
    people: People,
    /// The page that is not full yet.
    page: Page,
    text: String,
}

impl PeopleBuilder {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            people: People::new(seed),
            page: Page::empty(),
            text: String::new(),
        }
    }

    pub(crate) fn append(&mut self, packed: &PackedRows) {
        for row in packed.rows() {
            let slot = self.people.next_row as usize % PAGE_ROWS;
            self.text.push_str(row);
            self.page.ends[slot..].fill(self.text.len() as u32);
            self.people.next_row += 1;
            if slot + 1 == PAGE_ROWS {
                self.end_page();
            }
        }
    }

    fn end_page(&mut self) {
        let mut page = std::mem::replace(&mut self.page, Page::empty());
        page.text = self.text.as_str().into();
        self.text.clear();
        self.people.pages.push_back(Arc::new(page));
    }

    pub(crate) fn finish(mut self) -> People {
        if !self.text.is_empty() {
            self.end_page();
        }
        let mut people = self.people;
        people.everybody = (0..people.next_row).collect();
        people.fill_tables();
        people.link_reports();
        people
    }
}

/// What some rows put into the tables.
#[derive(Default)]
struct Keys {
    userids: Vec<(u64, u32)>,
    unique: [Vec<(u64, u32)>; UNIQUE_KEYS.len()],
    active: Vec<u32>,
    with_account: Vec<u32>,
}

impl People {
    /// What comes of every run of rows, in order. No row is free.
    pub(crate) fn by_runs<T: Default + Send>(&self, of_run: impl Fn(&mut T, u32) + Sync) -> Vec<T> {
        let runs = (0..self.next_row.div_ceil(ROWS_AT_ONCE)).into_par_iter();
        runs.map(|run| {
            let first = run * ROWS_AT_ONCE;
            let mut found = T::default();
            for row in first..self.next_row.min(first + ROWS_AT_ONCE) {
                of_run(&mut found, row);
            }
            found
        })
        .collect()
    }

    fn fill_tables(&mut self) {
        let mut runs: Vec<Keys> = self.by_runs(|keys: &mut Keys, row| {
            let user = self.get(row);
            let hash = self.by_userid.hash(user.userid);
            keys.userids.push((hash, row));
            for key in UNIQUE_KEYS {
                let (table, found) = (&self.by_key[key as usize], &mut keys.unique[key as usize]);
                key_text(&user, key, &mut |text| found.push((table.hash(text), row)));
            }
            keys.active.extend(user.active.then_some(row));
            keys.with_account.extend(user.account.map(|_| row));
        });
        let mut gather = |of: &dyn Fn(&mut Keys) -> Vec<(u64, u32)>| {
            runs.iter_mut().flat_map(of).collect::<Vec<(u64, u32)>>()
        };
        let userids = gather(&|keys| std::mem::take(&mut keys.userids));
        self.by_userid.fill(userids);
        for key in UNIQUE_KEYS {
            let hashes = gather(&|keys| std::mem::take(&mut keys.unique[key as usize]));
            self.by_key[key as usize].fill(hashes);
        }
        self.active = runs.iter().flat_map(|keys| &keys.active).copied().collect();
        for &row in runs.iter().flat_map(|keys| &keys.with_account) {
            if let Some(account) = super::UserRef::read(super::packed_in(&self.pages, row)).account
            {
                self.accounts.enter(row, &account);
            }
        }
    }

    fn link_reports(&mut self) {
        let pairs = self.by_runs(|pairs: &mut Vec<(u32, u32)>, row| {
            let manager = self.get(row).manager.and_then(|manager| self.row(manager));
            pairs.extend(manager.map(|manager| (manager, row)));
        });
        let mut pairs = pairs.concat();
        pairs.par_sort_unstable();
        self.reports = pairs.into_iter().collect();
    }
}

//! The people of an organization: rows in copy-on-write pages, and the tables that find them.

mod fill;

pub(crate) use fill::{PackedRows, PeopleBuilder};

use crate::Mobile;
use crate::index::accounts::AccountIndex;
use crate::index::key_table::KeyTable;
use crate::index::row_set::RowSet;
use crate::user::{UserRef, UserRow, userid_of};
use imbl::{OrdSet, Vector};
use std::borrow::Cow;
use std::sync::Arc;

const PAGE_ROWS: usize = 32;

/// Rows back to back. An empty slice is a free row.
#[derive(Clone, Debug)]
struct Page {
    ends: [u32; PAGE_ROWS],
    text: Box<str>,
}

impl Page {
    fn empty() -> Self {
        Self {
            ends: [0; PAGE_ROWS],
            text: Box::default(),
        }
    }

    fn start(&self, slot: usize) -> usize {
        if slot == 0 {
            0
        } else {
            self.ends[slot - 1] as usize
        }
    }

    fn get(&self, slot: usize) -> &str {
        &self.text[self.start(slot)..self.ends[slot] as usize]
    }

    fn with(&self, slot: usize, row: &str) -> Self {
        let (start, end) = (self.start(slot), self.ends[slot] as usize);
        let text = [&self.text[..start], row, &self.text[end..]].concat();
        let mut ends = self.ends;
        for position in &mut ends[slot..] {
            *position = *position - end as u32 + start as u32 + row.len() as u32;
        }
        Self {
            ends,
            text: text.into(),
        }
    }
}

/// The unique keys of a person besides the userid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UniqueKey {
    UnionId,
    Mobile,
    /// Without regard to case.
    Email,
    Telephone,
    /// Of an enterprise account; without regard to case.
    LoginId,
    /// Of an enterprise account; without regard to case.
    DingTalkId,
}

const UNIQUE_KEYS: [UniqueKey; 6] = [
    UniqueKey::UnionId,
    UniqueKey::Mobile,
    UniqueKey::Email,
    UniqueKey::Telephone,
    UniqueKey::LoginId,
    UniqueKey::DingTalkId,
];

fn key_text(user: &UserRef<'_>, key: UniqueKey, found: &mut dyn FnMut(&str)) {
    let text = match key {
        UniqueKey::UnionId => user.union_id,
        UniqueKey::Email if user.email.is_empty() => return,
        UniqueKey::Email => return found(&email_key(user.email)),
        UniqueKey::Telephone => user.telephone,
        UniqueKey::LoginId => match user.account {
            Some(account) if !account.login_id.is_empty() => {
                return found(&account.login_id.to_lowercase());
            }
            _ => return,
        },
        UniqueKey::DingTalkId => match user.account {
            Some(account) if !account.dingtalk_id.is_empty() => {
                return found(&account.dingtalk_id.to_ascii_lowercase());
            }
            _ => return,
        },
        UniqueKey::Mobile => match user.mobile {
            Some((code, number)) => return found(&mobile_key(code, number)),
            None => return,
        },
    };
    if !text.is_empty() {
        found(text);
    }
}

/// A mail address as it is compared: mailboxes do not differ by case alone.
fn email_key(email: &str) -> Cow<'_, str> {
    if email.chars().any(char::is_uppercase) {
        email.to_lowercase().into()
    } else {
        email.into()
    }
}

fn mobile_key(code: &str, number: &str) -> String {
    [code, "-", number].concat()
}

/// Everybody.
#[derive(Clone, Debug)]
pub(crate) struct People {
    pages: Vector<Arc<Page>>,
    free: Vector<u32>,
    next_row: u32,
    by_userid: KeyTable,
    by_key: [KeyTable; 6],
    /// Pairs of manager and report.
    reports: OrdSet<(u32, u32)>,
    accounts: AccountIndex,
    everybody: RowSet,
    active: RowSet,
    /// Whose account may not enter.
    barred: RowSet,
    /// Who names a manager.
    managed: RowSet,
    /// Who is in Executive mode.
    executives: RowSet,
    /// Who has an enterprise account.
    owned: RowSet,
}

impl People {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            pages: Vector::new(),
            free: Vector::new(),
            next_row: 0,
            by_userid: KeyTable::new(seed),
            by_key: [(); 6].map(|()| KeyTable::new(seed)),
            reports: OrdSet::new(),
            accounts: AccountIndex::default(),
            everybody: RowSet::default(),
            active: RowSet::default(),
            barred: RowSet::default(),
            managed: RowSet::default(),
            executives: RowSet::default(),
            owned: RowSet::default(),
        }
    }

    fn packed(&self, row: u32) -> &str {
        let (page, slot) = (row as usize / PAGE_ROWS, row as usize % PAGE_ROWS);
        self.pages[page].get(slot)
    }

    /// The person in a row that holds one.
    pub(crate) fn get(&self, row: u32) -> UserRef<'_> {
        UserRef::read(self.packed(row))
    }

    pub(crate) fn userid(&self, row: u32) -> &str {
        userid_of(self.packed(row))
    }

    pub(crate) fn row(&self, userid: &str) -> Option<u32> {
        self.by_userid.get(userid, |row| self.userid(row) == userid)
    }

    pub(crate) fn find(&self, userid: &str) -> Option<UserRef<'_>> {
        self.row(userid).map(|row| self.get(row))
    }

    pub(crate) fn by_key(&self, key: UniqueKey, text: &str) -> Option<UserRef<'_>> {
        let folded = (key == UniqueKey::Email).then(|| email_key(text));
        let text = folded.as_deref().unwrap_or(text);
        let row = self.by_key[key as usize].get(text, |row| {
            let mut same = false;
            key_text(&self.get(row), key, &mut |own| same = own == text);
            same
        })?;
        Some(self.get(row))
    }

    pub(crate) fn by_mobile(&self, mobile: &Mobile) -> Option<UserRef<'_>> {
        self.by_key(
            UniqueKey::Mobile,
            &mobile_key(&mobile.state_code, &mobile.number),
        )
    }

    pub(crate) fn len(&self) -> u64 {
        self.everybody.len()
    }

    /// The set of those who have signed in.
    pub(crate) fn active(&self) -> &RowSet {
        &self.active
    }

    /// The set of those whose account may not enter.
    pub(crate) fn barred(&self) -> &RowSet {
        &self.barred
    }

    /// The set of those who name a manager.
    pub(crate) fn managed(&self) -> &RowSet {
        &self.managed
    }

    /// The set of those in Executive mode.
    pub(crate) fn executives(&self) -> &RowSet {
        &self.executives
    }

    /// The set of those with an enterprise account.
    pub(crate) fn owned(&self) -> &RowSet {
        &self.owned
    }

    /// The set of everybody.
    pub(crate) fn everybody(&self) -> &RowSet {
        &self.everybody
    }

    /// The row behind the last one.
    pub(crate) fn end(&self) -> u32 {
        self.next_row
    }

    /// Rows of everybody, in no order that means anything.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.everybody.iter()
    }

    /// Rows of those whom this person manages.
    pub(crate) fn reports(&self, manager: u32) -> impl Iterator<Item = u32> + '_ {
        self.reports
            .range((manager, 0)..=(manager, u32::MAX))
            .map(|(_, report)| *report)
    }

    /// Enterprise accounts by what is not unique.
    pub(crate) fn accounts(&self) -> &AccountIndex {
        &self.accounts
    }

    /// Puts somebody new into a free row.
    pub(crate) fn add(&mut self, packed: &UserRow) -> u32 {
        let row = self.free.pop_back().unwrap_or_else(|| {
            let row = self.next_row;
            self.next_row += 1;
            if (row as usize).is_multiple_of(PAGE_ROWS) {
                self.pages.push_back(Arc::new(Page::empty()));
            }
            row
        });
        self.write(row, &packed.0);
        self.enter(row);
        row
    }

    /// Replaces what a row holds.
    pub(crate) fn replace(&mut self, row: u32, packed: &UserRow) {
        self.leave(row);
        self.write(row, &packed.0);
        self.enter(row);
    }

    /// Frees a row.
    pub(crate) fn remove(&mut self, row: u32) {
        self.leave(row);
        let userid = self.userid(row).to_owned();
        self.by_userid.remove(&userid, row);
        self.everybody.remove(row);
        self.write(row, "");
        self.free.push_back(row);
    }

    fn write(&mut self, row: u32, packed: &str) {
        let (page, slot) = (row as usize / PAGE_ROWS, row as usize % PAGE_ROWS);
        let changed = Arc::new(self.pages[page].with(slot, packed));
        self.pages.set(page, changed);
    }

    fn enter(&mut self, row: u32) {
        if self.everybody.insert(row) {
            let userid = self.userid(row).to_owned();
            let pages = &self.pages;
            self.by_userid.insert(&userid, row, |row, found| {
                found(userid_of(packed_in(pages, row)))
            });
        }
        self.each_key(row, |table, pages, key, text| {
            table.insert(text, row, |row, found| {
                key_text(&UserRef::read(packed_in(pages, row)), key, found);
            });
        });
        let user = UserRef::read(packed_in(&self.pages, row));
        let manager = user.manager.and_then(|manager| self.row(manager));
        if user.active {
            self.active.insert(row);
        }
        if user.senior {
            self.executives.insert(row);
        }
        if let Some(account) = user.account {
            self.owned.insert(row);
            self.accounts.enter(row, &account);
            if account.barred {
                self.barred.insert(row);
            }
        }
        if user.manager.is_some() {
            self.managed.insert(row);
        }
        if let Some(manager) = manager {
            self.reports.insert((manager, row));
        }
    }

    fn leave(&mut self, row: u32) {
        self.each_key(row, |table, _, _, text| table.remove(text, row));
        let user = UserRef::read(packed_in(&self.pages, row));
        if let Some(manager) = user.manager.and_then(|manager| self.row(manager)) {
            self.reports.remove(&(manager, row));
        }
        self.active.remove(row);
        self.barred.remove(row);
        self.managed.remove(row);
        self.executives.remove(row);
        self.owned.remove(row);
        if let Some(account) = user.account {
            self.accounts.leave(row, &account);
        }
    }

    fn each_key(
        &mut self,
        row: u32,
        mut visit: impl FnMut(&mut KeyTable, &Vector<Arc<Page>>, UniqueKey, &str),
    ) {
        let pages = &self.pages;
        let user = UserRef::read(packed_in(pages, row));
        for key in UNIQUE_KEYS {
            let table = &mut self.by_key[key as usize];
            key_text(&user, key, &mut |text| visit(table, pages, key, text));
        }
    }

    /// Bytes that the rows take, for the memory budget.
    pub(crate) fn row_bytes(&self) -> usize {
        self.pages
            .iter()
            .map(|page| page.text.len() + size_of::<Page>())
            .sum()
    }
}

fn packed_in(pages: &Vector<Arc<Page>>, row: u32) -> &str {
    pages[row as usize / PAGE_ROWS].get(row as usize % PAGE_ROWS)
}

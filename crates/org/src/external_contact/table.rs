//! The external contacts of an organization in the order in which they came, and the tables that find them.

use super::ExternalContact;
use super::row::{ContactKeys, ContactRow};
use crate::index::key_table::KeyTable;
use crate::people::People;
use crate::{DepartmentId, LabelId, Mobile, UserId};
use imbl::{OrdSet, Vector};

/// What one contact alone has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContactKey {
    UserId,
    UnionId,
    Mobile,
}

const KEYS: [ContactKey; 3] = [ContactKey::UserId, ContactKey::UnionId, ContactKey::Mobile];

/// All external contacts. The tables hold serials, which stay while places in the list move.
#[derive(Clone, Debug)]
pub(crate) struct ExternalContacts {
    /// By serial.
    rows: Vector<ContactRow>,
    by_key: [KeyTable; 3],
    /// Rows of people, each with the contacts that name the person.
    of_people: OrdSet<(u32, u32)>,
    of_departments: OrdSet<(DepartmentId, u32)>,
    bytes: usize,
}

impl ExternalContacts {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            rows: Vector::new(),
            by_key: [(); 3].map(|()| KeyTable::new(seed)),
            of_people: OrdSet::new(),
            of_departments: OrdSet::new(),
            bytes: 0,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// About how many bytes they take, for the memory budget.
    pub(crate) fn bytes(&self) -> usize {
        const PER_CONTACT: usize = 80;
        self.bytes + self.rows.len() * PER_CONTACT
    }

    /// Some of them in the order in which they came.
    pub(crate) fn page(&self, offset: usize, size: usize) -> Vec<ExternalContact> {
        let from = offset.min(self.rows.len());
        let until = from.saturating_add(size).min(self.rows.len());
        let rows = self.rows.focus().narrow(from..until);
        rows.into_iter().map(ContactRow::unpack).collect()
    }

    /// Somebody who has one of these labels. Looks at everybody.
    pub(crate) fn labelled(&self, labels: &[LabelId]) -> Option<UserId> {
        let mut rows = self.rows.iter().map(ContactRow::unpack);
        let found = rows.find(|contact| contact.labels.iter().any(|id| labels.contains(id)));
        found.map(|contact| contact.userid)
    }

    /// The keys of all of them, in the order in which they came.
    pub(crate) fn keys(&self) -> impl Iterator<Item = ContactKeys<'_>> {
        self.rows.iter().map(ContactRow::keys)
    }

    pub(crate) fn find(&self, key: ContactKey, text: &str) -> Option<&ContactRow> {
        let serial = self.by_key[key as usize].get(text, |serial| {
            at(&self.rows, serial).is_some_and(|row| key_text(row.keys(), key) == text)
        })?;
        at(&self.rows, serial)
    }

    pub(crate) fn find_mobile(&self, mobile: &Mobile) -> Option<&ContactRow> {
        self.find(ContactKey::Mobile, &mobile.to_string())
    }

    /// The serial of the next new contact.
    pub(crate) fn next_serial(&self) -> u32 {
        self.rows.back().map_or(0, ContactRow::serial) + 1
    }

    /// The contacts that somebody follows or that are shared with him.
    pub(crate) fn naming_person(&self, person: u32) -> impl Iterator<Item = ExternalContact> + '_ {
        let serials = self.of_people.range((person, 0)..=(person, u32::MAX));
        serials
            .filter_map(|(_, serial)| at(&self.rows, *serial))
            .map(ContactRow::unpack)
    }

    /// The contacts that are shared with a department.
    pub(crate) fn naming_department(
        &self,
        id: DepartmentId,
    ) -> impl Iterator<Item = ExternalContact> + '_ {
        let serials = self.of_departments.range((id, 0)..=(id, u32::MAX));
        serials
            .filter_map(|(_, serial)| at(&self.rows, *serial))
            .map(ContactRow::unpack)
    }

    /// Takes a new contact in, or replaces the one with its serial. The people whom it names are there.
    pub(crate) fn set(&mut self, contact: &ExternalContact, people: &People) {
        let row = ContactRow::pack(contact);
        self.bytes += row.len();
        match place(&self.rows, contact.serial) {
            Ok(place) => {
                let old = self.rows.set(place, row);
                self.bytes -= old.len();
                self.unlink(&old.unpack(), people);
            }
            Err(place) => {
                self.rows.insert(place, row);
                self.enter(contact.serial);
            }
        }
        self.link(contact, people);
    }

    /// Takes a contact out.
    pub(crate) fn remove(&mut self, userid: &str, people: &People) {
        let Some(row) = self.find(ContactKey::UserId, userid).cloned() else {
            return;
        };
        let serial = row.serial();
        for key in KEYS {
            self.by_key[key as usize].remove(key_text(row.keys(), key).as_ref(), serial);
        }
        self.unlink(&row.unpack(), people);
        if let Ok(place) = place(&self.rows, serial) {
            self.rows.remove(place);
        }
        self.bytes -= row.len();
    }

    /// Takes in everything at once, in any order.
    pub(crate) fn fill(&mut self, mut contacts: Vec<ContactRow>, people: &People) {
        contacts.sort_unstable_by_key(ContactRow::serial);
        self.rows = contacts.iter().cloned().collect();
        for row in contacts {
            self.bytes += row.len();
            self.enter(row.serial());
            self.link(&row.unpack(), people);
        }
    }

    fn enter(&mut self, serial: u32) {
        let rows = &self.rows;
        let Some(row) = at(rows, serial) else {
            return;
        };
        for key in KEYS {
            let text = key_text(row.keys(), key);
            self.by_key[key as usize].insert(&text, serial, |other, found| {
                if let Some(row) = at(rows, other) {
                    found(&key_text(row.keys(), key));
                }
            });
        }
    }

    fn link(&mut self, contact: &ExternalContact, people: &People) {
        for person in people_of(contact, people) {
            self.of_people.insert((person, contact.serial));
        }
        for id in &contact.share_departments {
            self.of_departments.insert((*id, contact.serial));
        }
    }

    fn unlink(&mut self, contact: &ExternalContact, people: &People) {
        for person in people_of(contact, people) {
            self.of_people.remove(&(person, contact.serial));
        }
        for id in &contact.share_departments {
            self.of_departments.remove(&(*id, contact.serial));
        }
    }
}

fn people_of(contact: &ExternalContact, people: &People) -> Vec<u32> {
    let ids = contact.follower.iter().chain(&contact.share_users);
    ids.filter_map(|id| people.row(id.as_str())).collect()
}

fn key_text(keys: ContactKeys<'_>, key: ContactKey) -> std::borrow::Cow<'_, str> {
    match key {
        ContactKey::UserId => keys.userid.into(),
        ContactKey::UnionId => keys.union_id.into(),
        ContactKey::Mobile => [keys.state_code, "-", keys.number].concat().into(),
    }
}

fn place(rows: &Vector<ContactRow>, serial: u32) -> Result<usize, usize> {
    // Nearly every new contact goes to the end.
    if rows.back().is_none_or(|last| last.serial() < serial) {
        return Err(rows.len());
    }
    rows.binary_search_by(|row| row.serial().cmp(&serial))
}

fn at(rows: &Vector<ContactRow>, serial: u32) -> Option<&ContactRow> {
    rows.get(place(rows, serial).ok()?)
}

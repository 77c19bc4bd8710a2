//! What an entry of the log holds: what happened, and enough of before to tell it to others without the value of that time.

mod net;

pub use net::NetChange;

use crate::change::{Change, RecordKey};
use crate::load::{LoadError, decode_changes, parse_json};
use crate::{Department, DepartmentId, Org, User};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the shape in which entries are stored. Version 1 was the bare list of changes.
pub const ENTRY_VERSION: u16 = 2;

/// What a finished draft tells of before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Background {
    /// The records that were changed or removed, as they were.
    pub before: Vec<(RecordKey, Vec<u8>)>,
    /// The parent of each department that somebody or something touched is or was in or below, as it is now; of those that are
    /// gone, as it was.
    pub above: BTreeMap<DepartmentId, DepartmentId>,
}

/// An entry's body, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryBody {
    /// The hash of the entry before; `None` in the shape of before there were hashes.
    pub chain: Option<String>,
    /// The address from which it was asked for; empty for what the node did by itself.
    pub from: String,
    /// What happened, in order.
    pub changes: Vec<Change>,
    /// The records that were changed or removed, as they were.
    pub before: BTreeMap<RecordKey, Value>,
    /// The parent of each department that somebody or something touched is or was in or below.
    pub above: BTreeMap<DepartmentId, DepartmentId>,
}

#[derive(Deserialize)]
struct Stored {
    chain: Option<String>,
    #[serde(default)]
    from: String,
    changes: Vec<Change>,
    #[serde(default)]
    before: Vec<(String, String, Value)>,
    #[serde(default)]
    above: Vec<(DepartmentId, DepartmentId)>,
}

#[derive(Deserialize)]
struct StoredChanges {
    changes: Vec<Change>,
}

/// An entry's body as it is stored. `chain` is the hash of the entry before, `from` where it was asked for.
pub fn encode_entry(
    changes: &[Change],
    background: &Background,
    chain: &str,
    from: &str,
) -> Vec<u8> {
    fn put(body: &mut Vec<u8>, value: &impl serde::Serialize) {
        serde_json::to_writer(body, value).expect("entries are plain structs");
    }
    let mut body = Vec::with_capacity(1_024);
    body.extend_from_slice(b"{\"chain\":");
    put(&mut body, &chain);
    if !from.is_empty() {
        body.extend_from_slice(b",\"from\":");
        put(&mut body, &from);
    }
    body.extend_from_slice(b",\"changes\":");
    put(&mut body, &changes);
    if !background.before.is_empty() {
        body.extend_from_slice(b",\"before\":[");
        for (index, (key, record)) in background.before.iter().enumerate() {
            if index > 0 {
                body.push(b',');
            }
            body.push(b'[');
            put(&mut body, &key.kind());
            body.push(b',');
            put(&mut body, &key.key());
            body.push(b',');
            body.extend_from_slice(record);
            body.push(b']');
        }
        body.push(b']');
    }
    if !background.above.is_empty() {
        body.extend_from_slice(b",\"above\":");
        let pairs: Vec<_> = background.above.iter().collect();
        put(&mut body, &pairs);
    }
    body.push(b'}');
    body
}

/// What happened by a stored entry.
///
/// # Errors
/// [`LoadError`] when the version or the bytes are not this version's.
pub fn decode_entry_changes(version: u16, body: &[u8]) -> Result<Vec<Change>, LoadError> {
    if version < ENTRY_VERSION {
        return decode_changes(version, body);
    }
    Ok(parse_json::<StoredChanges>("an entry", version, ENTRY_VERSION, body)?.changes)
}

/// All that a stored entry holds.
///
/// # Errors
/// [`LoadError`] when the version or the bytes are not this version's.
pub fn decode_entry(version: u16, body: &[u8]) -> Result<EntryBody, LoadError> {
    if version < ENTRY_VERSION {
        return Ok(EntryBody {
            changes: decode_changes(version, body)?,
            ..EntryBody::default()
        });
    }
    let stored: Stored = parse_json("an entry", version, ENTRY_VERSION, body)?;
    let mut before = BTreeMap::new();
    for (kind, key, record) in stored.before {
        let known = RecordKey::parse(&kind, &key).ok_or(LoadError::Kind(kind))?;
        before.insert(known, record);
    }
    Ok(EntryBody {
        chain: stored.chain,
        from: stored.from,
        changes: stored.changes,
        before,
        above: stored.above.into_iter().collect(),
    })
}

impl EntryBody {
    /// Somebody as he was before.
    pub fn user_before(&self, key: &RecordKey) -> Option<User> {
        serde_json::from_value(self.before.get(key)?.clone()).ok()
    }

    /// A department as it was before.
    pub fn department_before(&self, id: DepartmentId) -> Option<Department> {
        let record = self.before.get(&RecordKey::Department(id))?;
        serde_json::from_value(record.clone()).ok()
    }

    /// A department and all above it, as far as the entry tells.
    pub fn lineage(&self, id: DepartmentId) -> impl Iterator<Item = DepartmentId> + '_ {
        std::iter::successors(Some(id), |id| self.above.get(id).copied())
    }
}

impl Background {
    /// Of some changes that led from one value to another, which have touched these records. Without a value from before, all that
    /// they did was to add records.
    pub(crate) fn of(
        before: Option<&Org>,
        after: &Org,
        changes: &[Change],
        touched: &BTreeSet<RecordKey>,
    ) -> Self {
        let mut departments = BTreeSet::new();
        for change in changes {
            match change {
                Change::UserAdded(user) | Change::UserUpdated(user) => {
                    departments.extend(user.departments.iter().map(|place| place.department));
                }
                Change::DepartmentAdded(department) | Change::DepartmentUpdated(department) => {
                    departments.insert(department.id);
                }
                Change::DepartmentRemoved(id) => {
                    departments.insert(*id);
                }
                _ => {}
            }
        }
        for key in touched {
            let RecordKey::User(id) = key else { continue };
            if let Some(user) = before.and_then(|before| before.people.find(id.as_str())) {
                departments.extend(user.departments().map(|place| place.department));
            }
        }
        let parent_in = |org: &Org, id: &DepartmentId| {
            let node = org.departments.get(id)?;
            Some(node.department.parent)
        };
        let parent = |id: &DepartmentId| {
            let now = parent_in(after, id);
            now.or_else(|| parent_in(before?, id)).flatten()
        };
        let parent_before = |id: &DepartmentId| {
            let then = before.and_then(|before| parent_in(before, id));
            then.or_else(|| parent_in(after, id)).flatten()
        };
        let mut above = BTreeMap::new();
        // The way up as it is, then as it was: what was moved is told with its own record of before.
        for way in [&parent as &dyn Fn(&_) -> _, &parent_before] {
            let mut walked = BTreeSet::new();
            for id in &departments {
                let mut next = Some(*id);
                while let Some(id) = next.filter(|id| walked.insert(*id)) {
                    above.extend(parent(&id).map(|parent| (id, parent)));
                    next = way(&id);
                }
            }
        }
        // Nothing was before an organization was founded.
        let founded = before.filter(|before| before.departments.contains_key(&DepartmentId::ROOT));
        let records = founded.into_iter().flat_map(|before| {
            let records = touched.iter();
            records.filter_map(|key| Some((key.clone(), before.record_body(key)?)))
        });
        Self {
            before: records.collect(),
            above,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visibility::tests::founded;
    use crate::{DepartmentFields, Draft, Eye, NewDepartment, UserFields};

    fn changed(draft: Draft, change: impl FnOnce(&mut Draft)) -> (EntryBody, Draft) {
        let org = draft.finish().org;
        let again = || Draft::new(&org, Eye::Operator, crate::visibility::tests::seed());
        let mut draft = again();
        change(&mut draft);
        let finished = draft.finish();
        let stored = encode_entry(&finished.changes, &finished.background, "ab", "127.0.0.1");
        let changes = decode_entry_changes(ENTRY_VERSION, &stored).expect("it was just written");
        let read = decode_entry(ENTRY_VERSION, &stored).expect("it was just written");
        assert_eq!(read.changes, changes);
        assert_eq!(
            (read.chain.as_deref(), read.from.as_str()),
            (Some("ab"), "127.0.0.1")
        );
        let next = Draft::new(
            &finished.org,
            Eye::Operator,
            crate::visibility::tests::seed(),
        );
        (read, next)
    }

    fn department(draft: &mut Draft, id: i64, parent: i64) {
        let new = NewDepartment {
            id: Some(DepartmentId(id)),
            parent: DepartmentId(parent),
            fields: DepartmentFields {
                name: Some(format!("d{id}")),
                ..DepartmentFields::default()
            },
        };
        draft.add_department(new).expect("it fits");
    }

    #[test]
    fn an_entry_tells_what_was_before() {
        let mut draft = founded();
        department(&mut draft, 2, 1);
        department(&mut draft, 3, 2);
        let (entry, draft) = changed(draft, |draft| {
            let fields = UserFields {
                title: Some("Architect".to_owned()),
                departments: Some(vec![DepartmentId(3)]),
                ..UserFields::default()
            };
            draft.update_user("founder", fields).expect("a person");
        });
        let key = RecordKey::User("founder".into());
        let before = entry.user_before(&key).expect("a person");
        assert_eq!(before.title, "");
        assert_eq!(before.departments[0].department, DepartmentId::ROOT);
        let lineage: Vec<i64> = entry.lineage(DepartmentId(3)).map(|id| id.0).collect();
        assert_eq!(lineage, [3, 2, 1]);
        let (_, draft) = changed(draft, |draft| {
            let fields = UserFields {
                departments: Some(vec![DepartmentId::ROOT]),
                ..UserFields::default()
            };
            draft.update_user("founder", fields).expect("a person");
        });
        let (entry, _) = changed(draft, |draft| {
            draft.remove_department(DepartmentId(3)).expect("empty");
            draft.remove_department(DepartmentId(2)).expect("empty");
        });
        let lineage: Vec<i64> = entry.lineage(DepartmentId(3)).map(|id| id.0).collect();
        assert_eq!(lineage, [3, 2, 1]);
        let gone = entry.department_before(DepartmentId(3));
        assert_eq!(gone.map(|gone| gone.name), Some("d3".to_owned()));
    }

    #[test]
    fn older_entries_are_read_and_newer_ones_are_not() {
        let older = decode_entry(1, br#"[{"user_removed":"ann"}]"#).expect("it is the older shape");
        assert_eq!(older.changes, [Change::UserRemoved("ann".into())]);
        assert_eq!(older.chain, None);
        for body in [&b"{}"[..], b"[]", br#"{"changes":[{"nothing":1}]}"#, b""] {
            assert!(decode_entry(ENTRY_VERSION, body).is_err());
            assert!(decode_entry_changes(ENTRY_VERSION, body).is_err());
        }
        let whole = br#"{"chain":"","changes":[]}"#;
        assert!(decode_entry(ENTRY_VERSION, whole).is_ok());
        assert!(decode_entry(ENTRY_VERSION + 1, whole).is_err());
        assert!(decode_entry_changes(ENTRY_VERSION + 1, whole).is_err());
        let unknown = br#"{"chain":"","changes":[],"before":[["nothing","1",{}]]}"#;
        assert!(decode_entry(ENTRY_VERSION, unknown).is_err());
    }
}

//! What a caller may be told of an entry.

use super::shape::Open;
use super::shapes::{POINTS, point_of, shape_of};
use endpoint::Logged;
use org::{DepartmentId, NetChange, RecordKey, UserId, View};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How many digits tell one sight from another.
const FINGERPRINT_DIGITS: usize = 16;

/// What a caller may be told. It depends on the caller's rights alone, never on the organization: an entry is told the same whenever
/// it is read.
pub(crate) struct Sight {
    caller: String,
    /// `None` where nothing is out of sight.
    scope: Option<Scope>,
    open: Open,
    /// Which of [`POINTS`] the caller holds.
    points: BTreeMap<&'static str, bool>,
    /// The calling app.
    app: Option<String>,
    is_shut_out: bool,
    /// Whose sign-ins are told although others' are not.
    own: Option<UserId>,
}

struct Scope {
    departments: BTreeSet<DepartmentId>,
    users: BTreeSet<UserId>,
}

/// The border of the caller's scope has moved, or the entry does not tell enough to know on which side something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Border;

/// What a caller is told of a record that an entry touched. At least one of the two states is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) key: RecordKey,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
}

impl Sight {
    /// Of whoever looks.
    pub(crate) fn of(view: &View<'_>, permission: Option<&str>) -> Self {
        let scope = view.narrowed_to().map(|scope| Scope {
            departments: scope.departments,
            users: scope.users,
        });
        let app = view.app();
        let lacks = |point: &str| !view.holds(point);
        Self {
            caller: view.caller_name(),
            scope,
            open: Open {
                mobile: view.holds("fieldMobile"),
                email: view.holds("fieldEmail"),
            },
            points: POINTS.map(|point| (point, view.holds(point))).into(),
            app: app.map(|app| app.key.to_string()),
            is_shut_out: app.is_some_and(|app| app.disabled) || permission.is_some_and(lacks),
            own: None,
        }
    }

    /// Is also told how this person signs in, whatever is out of sight.
    pub(crate) fn with_own(mut self, own: Option<UserId>) -> Self {
        self.own = own;
        self
    }

    /// Whether the caller may not call any more.
    pub(crate) fn is_shut_out(&self) -> bool {
        self.is_shut_out
    }

    /// Whether the caller sees a part of the people alone.
    pub(crate) fn is_narrow(&self) -> bool {
        self.scope.is_some()
    }

    /// The same for the same rights of the same caller, and different for others.
    pub(crate) fn fingerprint(&self) -> String {
        let mut text = format!("{}\n{:?}\n{:?}\n", self.caller, self.open, self.points);
        if let Some(scope) = &self.scope {
            for id in &scope.departments {
                text.push_str(&format!("d{id}\n"));
            }
            for id in &scope.users {
                text.push_str(&format!("u{id}\n"));
            }
        }
        let hash = Sha256::digest(text);
        let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        digits[..FINGERPRINT_DIGITS].to_owned()
    }

    /// A record as the caller is told of it; `None` where there is nothing to tell.
    pub(crate) fn tell(&self, key: &RecordKey, state: &Value) -> Option<Value> {
        let is_open = match &self.scope {
            Some(_) => {
                matches!(key, RecordKey::User(_) | RecordKey::Department(_)) || self.is_own(key)
            }
            None => match key {
                // A translation is between the app that asked and the person.
                RecordKey::Translation(_) => {
                    let of = |app: &String| state["app"].as_str() == Some(app);
                    self.app.as_ref().is_none_or(of)
                }
                // How people sign in is for those who administer them.
                RecordKey::Credential(_) => self.app.is_none(),
                key => point_of(key).is_none_or(|point| self.points.get(point) == Some(&true)),
            },
        };
        is_open.then(|| shape_of(key).tell(state, self.open))
    }

    fn is_own(&self, key: &RecordKey) -> bool {
        matches!(key, RecordKey::Credential(id) if self.own.as_ref() == Some(id))
    }

    /// What the caller is told of an entry, record by record. Nothing is left out because nothing that is told has changed.
    ///
    /// # Errors
    /// [`Border`]: the caller has to look at the whole again.
    pub(crate) fn seen(&self, entry: &Logged) -> Result<Vec<Seen>, Border> {
        if entry.body.chain.is_none() {
            // Entries of an older version do not tell what was before.
            return Err(Border);
        }
        let mut seen = Vec::new();
        for net in entry.body.net_changes() {
            let sides = self.sides(entry, &net)?;
            let stays = net.before.is_some() && net.after.is_some();
            if stays && sides.0 != sides.1 && matches!(net.key, RecordKey::Department(_)) {
                // All its people have crossed the border with it, and no entry tells of them.
                return Err(Border);
            }
            seen.extend(self.within(net, sides));
        }
        Ok(seen)
    }

    /// The same without a border: what crosses it comes or goes, and what may have been on this side is left out.
    pub(crate) fn seen_loosely(&self, entry: &Logged) -> Vec<Seen> {
        let changes = entry.body.net_changes().into_iter();
        let seen = changes.filter_map(|net| {
            let sides = self.sides(entry, &net).unwrap_or((false, false));
            self.within(net, sides)
        });
        seen.collect()
    }

    fn within(&self, net: NetChange, (was_in, is_in): (bool, bool)) -> Option<Seen> {
        let told = |state: Option<Value>, inside: bool| {
            let state = state.filter(|_| inside)?;
            self.tell(&net.key, &state)
        };
        let before = told(net.before, was_in);
        let after = told(net.after, is_in);
        (before.is_some() || after.is_some()).then(|| Seen {
            key: net.key.clone(),
            before,
            after,
        })
    }

    /// On which side of the border a record was and is.
    fn sides(&self, entry: &Logged, net: &NetChange) -> Result<(bool, bool), Border> {
        let Some(scope) = &self.scope else {
            return Ok((true, true));
        };
        match &net.key {
            key if self.is_own(key) => Ok((true, true)),
            RecordKey::User(id) if scope.users.contains(id) => Ok((true, true)),
            RecordKey::User(_) => {
                let before = departments(net.before.as_ref());
                let was_in = scope.holds_any(before, |id| {
                    entry.body.lineage_before(id).collect::<Vec<_>>()
                })?;
                let after = departments(net.after.as_ref());
                let is_in = scope.holds_any(after, |id| entry.body.lineage(id).collect())?;
                Ok((was_in, is_in))
            }
            RecordKey::Department(id) => {
                let side = |is_there: bool, lineage: Vec<DepartmentId>| match is_there {
                    true => scope.holds_any(vec![*id], |_| lineage.clone()),
                    false => Ok(false),
                };
                let before = entry.body.lineage_before(*id).collect();
                let was_in = side(net.before.is_some(), before)?;
                let is_in = side(net.after.is_some(), entry.body.lineage(*id).collect())?;
                Ok((was_in, is_in))
            }
            _ => Ok((false, false)),
        }
    }
}

impl Scope {
    /// Whether one of some departments lies in the scope.
    fn holds_any(
        &self,
        departments: Vec<DepartmentId>,
        lineage: impl Fn(DepartmentId) -> Vec<DepartmentId>,
    ) -> Result<bool, Border> {
        let mut is_known = true;
        for id in departments {
            let lineage = lineage(id);
            if lineage.iter().any(|id| self.departments.contains(id)) {
                return Ok(true);
            }
            is_known &= lineage.last() == Some(&DepartmentId::ROOT);
        }
        if is_known { Ok(false) } else { Err(Border) }
    }
}

/// The departments of a person as stored.
fn departments(user: Option<&Value>) -> Vec<DepartmentId> {
    let places = user.and_then(|user| user["departments"].as_array());
    let places = places.into_iter().flatten();
    let ids = places.filter_map(|place| place["d"].as_i64());
    ids.map(DepartmentId).collect()
}

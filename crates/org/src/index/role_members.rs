//! Who holds a role, in the order in which it was given.

use crate::people::People;
use crate::{Millis, RoleId};
use imbl::Vector;

/// Rows by the time of giving, then userid.
#[derive(Clone, Debug, Default)]
pub(crate) struct RoleMembers(Vector<u32>);

fn key(role: RoleId, row: u32, people: &People) -> (Millis, &str) {
    let user = people.get(row);
    let given = user.given_roles().find(|given| given.role == role);
    (given.map_or(Millis(0), |given| given.given_at), user.userid)
}

impl RoleMembers {
    fn position(&self, role: RoleId, row: u32, people: &People) -> Result<usize, usize> {
        let own = key(role, row, people);
        self.0
            .binary_search_by(|other| key(role, *other, people).cmp(&own))
    }

    pub(crate) fn insert(&mut self, role: RoleId, row: u32, people: &People) {
        if let Err(position) = self.position(role, row, people) {
            self.0.insert(position, row);
        }
    }

    pub(crate) fn remove(&mut self, role: RoleId, row: u32, people: &People) {
        if let Ok(position) = self.position(role, row, people) {
            self.0.remove(position);
        }
    }

    /// Without looking at the order.
    pub(crate) fn append(&mut self, row: u32) {
        self.0.push_back(row);
    }

    /// Those of the rows that hold the role.
    pub(crate) fn among(
        rows: impl IntoIterator<Item = u32>,
        role: RoleId,
        people: &People,
    ) -> Self {
        let holds = |row: &u32| {
            let mut given = people.get(*row).given_roles();
            given.any(|given| given.role == role)
        };
        let holding = rows.into_iter().filter(holds).collect();
        Self(holding).sorted(role, people)
    }

    pub(crate) fn sorted(&self, role: RoleId, people: &People) -> Self {
        let mut rows: Vec<u32> = self.0.iter().copied().collect();
        rows.sort_by_cached_key(|row| {
            let (given_at, userid) = key(role, *row, people);
            (given_at, userid.to_owned())
        });
        Self(rows.into_iter().collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// When the last one was given the role.
    pub(crate) fn last_given(&self, role: RoleId, people: &People) -> Option<Millis> {
        self.0.back().map(|row| key(role, *row, people).0)
    }

    /// Rows from a position on.
    pub(crate) fn from(&self, offset: usize) -> impl Iterator<Item = u32> + '_ {
        let from = offset.min(self.0.len());
        self.0.focus().narrow(from..).into_iter().copied()
    }
}

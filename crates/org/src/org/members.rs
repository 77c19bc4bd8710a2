//! The order of a department's members.

use super::{Node, Org};
use crate::DepartmentId;
use crate::index::pinyin::{Kind, SortKey, sort_key};
use crate::user::UserRef;
use std::cell::OnceCell;
use std::cmp::Ordering;

impl Org {
    /// Where a row stands, or belongs, among the members of a department.
    pub(crate) fn position(&self, node: &Node, row: u32, department: DepartmentId) -> usize {
        let own = MemberKey::of(&self.people.get(row), department);
        let found = node
            .members
            .binary_search_by(|other| MemberKey::of(&self.people.get(other), department).cmp(&own));
        found.unwrap_or_else(|position| position)
    }

    /// Sorts rows into a department's own order.
    pub(crate) fn sort_members(&self, department: DepartmentId, rows: &mut [u32]) {
        rows.sort_by_cached_key(|row| {
            let user = self.people.get(*row);
            let order = user.membership(department).and_then(|place| place.order);
            let pinyin = crate::index::pinyin::sort_key(Kind::Person, user.name, user.pinyin);
            (std::cmp::Reverse(order), pinyin, user.userid.to_owned())
        });
    }
}

/// What decides the place among the members: set orders first and larger first, then pinyin, then userid.
struct MemberKey<'a> {
    order: Option<i64>,
    user: UserRef<'a>,
    /// Made when it is first needed: it costs more than all the rest.
    by_name: OnceCell<SortKey>,
}

impl<'a> MemberKey<'a> {
    fn of(user: &UserRef<'a>, department: DepartmentId) -> Self {
        let order = user.membership(department).and_then(|place| place.order);
        Self {
            order,
            user: *user,
            by_name: OnceCell::new(),
        }
    }

    fn by_name(&self) -> &SortKey {
        self.by_name
            .get_or_init(|| sort_key(Kind::Person, self.user.name, self.user.pinyin))
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let names = |key: &Self| (key.user.name, key.user.pinyin);
        other
            .order
            .cmp(&self.order)
            .then_with(|| {
                if names(self) == names(other) {
                    return Ordering::Equal;
                }
                self.by_name().cmp(other.by_name())
            })
            .then_with(|| self.user.userid.cmp(other.user.userid))
    }
}

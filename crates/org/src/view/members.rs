//! The direct members of a department, page by page.

use super::View;
use crate::people::People;
use crate::user::UserRef;
use crate::{DepartmentId, Refusal, UserId};

/// In which order members are listed. The userid decides between equals, so pages are stable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemberOrder {
    /// By the department's own order: larger first, unset by pinyin after the set ones.
    #[default]
    Custom,
    /// Who joined first comes first.
    Joined,
    /// Who joined last comes first.
    JoinedLast,
    /// Whose place changed first comes first.
    Changed,
    /// Whose place changed last comes first.
    ChangedLast,
}

/// A page of members.
pub struct MemberPage<'a> {
    people: &'a People,
    rows: Vec<u32>,
    /// Where the next page begins, when there is one.
    pub next: Option<u64>,
}

impl<'a> MemberPage<'a> {
    /// The people, each read as it is come to.
    pub fn users(&self) -> impl ExactSizeIterator<Item = UserRef<'a>> + '_ {
        self.rows.iter().map(|row| self.people.get(*row))
    }
}

impl<'a> View<'a> {
    /// One page of the direct members of a department.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn members(
        &self,
        id: DepartmentId,
        order: MemberOrder,
        offset: u64,
        size: u64,
    ) -> Result<MemberPage<'a>, Refusal> {
        self.department(id)?;
        let rows = &self.node(id)?.members;
        let total = rows.len() as u64;
        let from = offset.min(total);
        let until = from.saturating_add(size).min(total);
        let people = &self.org.people;
        let rows = if order == MemberOrder::Custom {
            let page = rows.iter_from(from as usize);
            page.take((until - from) as usize).collect()
        } else {
            let mut sorted = sorted(rows.iter(), people, id, order);
            sorted.truncate(until as usize);
            sorted.split_off(from as usize)
        };
        Ok(MemberPage {
            people,
            rows,
            next: (until < total).then_some(until),
        })
    }

    /// Who manages a department; nobody when there is none.
    pub fn managers(&self, department: DepartmentId) -> &'a [UserId] {
        let node = self.org.departments.get(&department);
        node.map_or(&[], |node| &node.department.managers)
    }

    /// The userids of all direct members, in the department's own order. Narrowed for administrators alone.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn member_ids(&self, id: DepartmentId) -> Result<Vec<&'a str>, Refusal> {
        self.check_cut(id)?;
        Ok(self
            .node(id)?
            .members
            .iter()
            .map(|row| self.org.people.userid(row))
            .collect())
    }

    /// One page of the people whom the caller sees, by userid: those in the named departments or below them, all when
    /// none is named, of whom `wanted` says yes. Also tells whether there are more.
    ///
    /// # Errors
    /// [`Refusal::DepartmentNotFound`].
    pub fn userids(
        &self,
        departments: &[DepartmentId],
        wanted: &dyn Fn(&str) -> bool,
        offset: usize,
        size: usize,
    ) -> Result<(Vec<&'a str>, bool), Refusal> {
        let people = &self.org.people;
        let mut rows = crate::index::row_set::RowSet::default();
        for id in departments {
            rows.union_with(&self.node(*id)?.subtree);
        }
        let chosen: Box<dyn Iterator<Item = u32> + '_> = if departments.is_empty() {
            Box::new(people.rows())
        } else {
            Box::new(rows.iter())
        };
        let mut userids: Vec<&'a str> = chosen
            .map(|row| people.get(row))
            .filter(|user| wanted(user.userid) && self.sees_user(user))
            .map(|user| user.userid)
            .collect();
        let until = offset.saturating_add(size).min(userids.len());
        let from = offset.min(until);
        if until < userids.len() {
            userids.select_nth_unstable(until);
        }
        let more = until < userids.len();
        userids.truncate(until);
        userids.sort_unstable();
        Ok((userids.split_off(from), more))
    }
}

fn sorted(
    rows: impl Iterator<Item = u32>,
    people: &People,
    id: DepartmentId,
    order: MemberOrder,
) -> Vec<u32> {
    let moment = |row: u32| {
        let user = people.get(row);
        let place = user.membership(id);
        let time = place.map(|place| match order {
            MemberOrder::Joined | MemberOrder::JoinedLast => place.joined_at,
            _ => place.changed_at,
        });
        (time, user.userid, row)
    };
    let mut moments: Vec<_> = rows.map(moment).collect();
    moments.sort_unstable_by(|one, other| {
        let by_time = match order {
            MemberOrder::JoinedLast | MemberOrder::ChangedLast => other.0.cmp(&one.0),
            _ => one.0.cmp(&other.0),
        };
        by_time.then_with(|| one.1.cmp(other.1))
    });
    moments.into_iter().map(|(_, _, row)| row).collect()
}

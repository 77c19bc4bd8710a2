//! The direct members of a department, page by page.

use super::View;
use crate::user::UserRef;
use crate::{DepartmentId, Refusal};

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
    /// The people.
    pub users: Vec<UserRef<'a>>,
    /// Where the next page begins, when there is one.
    pub next: Option<u64>,
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
        let users = if order == MemberOrder::Custom {
            rows.iter_from(from as usize)
                .take((until - from) as usize)
                .map(|row| people.get(row))
                .collect()
        } else {
            let mut users: Vec<UserRef<'a>> = rows.iter().map(|row| people.get(row)).collect();
            sort(&mut users, id, order);
            users[from as usize..until as usize].to_vec()
        };
        Ok(MemberPage {
            users,
            next: (until < total).then_some(until),
        })
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

fn sort(users: &mut [UserRef<'_>], id: DepartmentId, order: MemberOrder) {
    let time = |user: &UserRef<'_>| {
        let place = user.membership(id);
        match order {
            MemberOrder::Joined | MemberOrder::JoinedLast => place.map(|place| place.joined_at),
            _ => place.map(|place| place.changed_at),
        }
    };
    users.sort_by(|one, other| {
        let by_time = time(one).cmp(&time(other));
        let by_time = match order {
            MemberOrder::JoinedLast | MemberOrder::ChangedLast => by_time.reverse(),
            _ => by_time,
        };
        by_time.then_with(|| one.userid.cmp(other.userid))
    });
}

//! Who belongs to the groups that departments have.

use super::View;
use crate::index::row_set::RowSet;
use crate::user::UserRef;
use crate::{DepartmentId, Refusal};

/// A page of the people of a department's group.
pub struct GroupPage<'a> {
    /// The people on it, in the order in which they are stored.
    pub users: Vec<UserRef<'a>>,
    /// How many there are in all.
    pub total: u64,
}

impl<'a> View<'a> {
    /// Who belongs to the group of a department: its members, and those of departments below where the group takes them in.
    /// Departments below that are hidden or whose members are restricted count with all below them, and only where the group
    /// says so. Nobody where there is no group.
    ///
    /// # Errors
    /// As [`View::department`].
    pub fn group_members(
        &self,
        id: DepartmentId,
        offset: usize,
        size: usize,
    ) -> Result<GroupPage<'a>, Refusal> {
        let rows = match self.department(id)?.create_group {
            true => self.group_rows(id),
            false => RowSet::default(),
        };
        let page = rows.iter().skip(offset).take(size);
        Ok(GroupPage {
            users: page.map(|row| self.org.people.get(row)).collect(),
            total: rows.len(),
        })
    }

    fn group_rows(&self, id: DepartmentId) -> RowSet {
        let departments = &self.org.departments;
        let Some(top) = departments.get(&id) else {
            return RowSet::default();
        };
        let group = &top.department;
        let mut rows: Vec<u32> = top.members.iter().collect();
        let mut next: Vec<DepartmentId> = Vec::new();
        if group.group_contain_sub {
            next.extend(top.children.iter().copied());
        }
        while let Some(node) = next.pop().and_then(|id| departments.get(&id)) {
            let below = &node.department;
            let is_left_out = (below.hide && !group.group_contain_hidden)
                || (below.outer && !group.group_contain_outer);
            if !is_left_out {
                rows.extend(node.members.iter());
                next.extend(node.children.iter().copied());
            }
        }
        rows.into_iter().collect()
    }
}

//! Who belongs to the groups that departments have.

use super::View;
use crate::index::row_set::{RowSet, Union};
use crate::user::UserRef;
use crate::{Department, DepartmentId, Refusal};
use std::collections::BTreeSet;

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

    fn group_rows(&self, top: DepartmentId) -> RowSet {
        let departments = &self.org.departments;
        let Some(node) = departments.get(&top) else {
            return RowSet::default();
        };
        let group = &node.department;
        if !group.group_contain_sub {
            return node.members.iter().collect();
        }
        let is_left_out = |below: &Department| {
            (below.hide && !group.group_contain_hidden)
                || (below.outer && !group.group_contain_outer)
        };
        let mut left_out: Vec<DepartmentId> = self.org.settings.ruled_departments().collect();
        left_out.retain(|id| {
            let node = departments.get(id);
            node.is_some_and(|node| is_left_out(&node.department))
        });
        // Below any department that does not lead to one of these everybody belongs to the group.
        let ways = left_out.into_iter().flat_map(|id| self.org.lineage(id));
        let ways: BTreeSet<DepartmentId> = ways.collect();
        let mut rows = Union::default();
        let mut next = vec![top];
        while let Some(id) = next.pop() {
            let Some(node) = departments.get(&id) else {
                continue;
            };
            if !ways.contains(&id) {
                rows.add(&node.subtree);
            } else if id == top || !is_left_out(&node.department) {
                node.members.iter().for_each(|row| rows.insert(row));
                next.extend(node.children.iter().copied());
            }
        }
        rows.finish()
    }
}

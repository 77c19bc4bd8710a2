//! Roles as a viewer may know them: by those who hold them.

use super::Surface;
use super::viewer::Viewer;
use crate::RoleId;

impl Viewer<'_> {
    /// Whether the viewer finds somebody who holds a role, among so many of its holders.
    pub fn finds_holder(&self, role: RoleId, looked_at_max: usize) -> bool {
        let org = self.org;
        let Some(known) = org.roles.all.get(&role) else {
            return false;
        };
        let finds = |row: u32| self.sees_row(row, Surface::Search);
        match known.built_in {
            Some(kind) => {
                let holders = org.built_in_members(kind).take(looked_at_max);
                holders
                    .filter_map(|id| org.people.row(id.as_str()))
                    .any(finds)
            }
            None => {
                let holders = org.roles.members(role);
                holders.is_some_and(|holders| holders.from(0).take(looked_at_max).any(finds))
            }
        }
    }
}

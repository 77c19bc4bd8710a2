//! Management groups, and who belongs to them.

use super::View;
use crate::ManagementGroupId;
use crate::organization::{Admin, ManagementGroup, Module};

impl<'a> View<'a> {
    /// Those of which the caller may know: all for who administers the organization, and for any other administrator those
    /// that he made.
    pub fn management_groups(&self) -> impl Iterator<Item = &'a ManagementGroup> + use<'a> {
        let caller = self.administrator();
        let knows = move |group: &&ManagementGroup| {
            caller.is_none_or(|caller| {
                caller.is_primary()
                    || caller.covers(Module::Organization)
                    || group.maker.as_ref() == Some(&caller.userid)
            })
        };
        let groups = self.org.management_groups.values();
        groups.map(|group| &**group).filter(knows)
    }

    /// Who administers by a group, by userid. Not narrowed.
    pub fn management_group_members(
        &self,
        id: ManagementGroupId,
    ) -> impl Iterator<Item = &'a Admin> + use<'a> {
        self.org.admins_of_group(id)
    }

    /// Whether the caller makes groups: not who administers by a group that another sub-administrator made.
    pub fn may_make_management_groups(&self) -> bool {
        let group = self.administrator().and_then(|caller| caller.group);
        let group = group.and_then(|id| self.org.management_groups.get(&id));
        group.is_none_or(|group| group.maker.is_none())
    }

    /// Whether the caller may change a group that he knows of.
    pub fn may_change_management_group(&self, group: &ManagementGroup) -> bool {
        self.administrator().is_none_or(|caller| {
            caller.is_primary() || group.maker.as_ref() == Some(&caller.userid)
        })
    }
}

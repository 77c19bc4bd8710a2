//! How management groups come, change and go.

use super::{Draft, Power};
use crate::change::Change;
use crate::organization::ManagementGroup;
use crate::{ManagementGroupId, Refusal, Sentence, UserId, limits, rules, sentence};
use std::collections::BTreeSet;

/// Ids are as large as every reader of JSON takes them.
const IDS: u64 = 1 << 53;

impl Draft {
    /// Makes a management group, or changes one: its name, its power and all its members. Primary administrators do; what a
    /// sub-administrator makes is his, and has no power that he lacks.
    ///
    /// # Errors
    /// [`Refusal::PrimaryOnly`] for a sub-administrator who is one by another's secondary group;
    /// [`Refusal::ManagementGroupNotFound`], [`Refusal::ManagementGroupInvalid`]; [`Refusal::UserNotFound`],
    /// [`Refusal::UserOutOfScope`], [`Refusal::UserMirrored`]; [`Refusal::DepartmentNotFound`], [`Refusal::DepartmentOutOfScope`],
    /// [`Refusal::AppNotFound`].
    pub fn put_management_group(
        &mut self,
        id: Option<ManagementGroupId>,
        name: &str,
        power: Power,
        members: &[String],
    ) -> Result<ManagementGroupId, Refusal> {
        let maker = self.maker_of(id)?;
        let name = self.checked_group_name(id, name)?;
        self.check_group_power(&power)?;
        if id.is_none() && self.org.management_groups.len() >= limits::MANAGEMENT_GROUPS_MAX {
            let max = limits::MANAGEMENT_GROUPS_MAX;
            return Err(invalid(
                "name",
                sentence!("at most {max} management groups", "最多 {max} 个管理组"),
            ));
        }
        let id = id.unwrap_or_else(|| self.new_group_id());
        let group = ManagementGroup {
            id,
            name,
            departments: power.departments,
            apps: power.apps,
            modules: power.modules,
            maker,
        };
        self.check_not_beyond(&group)?;
        let members = self.checked_members(&group, members)?;
        rules::set_management_group(self, group.clone());
        let before = self.org.admins_of_group(id);
        let gone = before.filter(|admin| !members.contains(&admin.userid));
        let gone: Vec<UserId> = gone.map(|admin| admin.userid.clone()).collect();
        for userid in gone {
            self.no_longer_admin(userid);
        }
        for userid in members {
            if !self.org.admins.contains_key(&userid) {
                self.change(Change::AdminSet(group.admin(userid)));
            }
        }
        Ok(id)
    }

    /// Deletes a management group; who administered by it is an ordinary person again.
    ///
    /// # Errors
    /// [`Refusal::ManagementGroupNotFound`], [`Refusal::PrimaryOnly`].
    pub fn remove_management_group(&mut self, id: ManagementGroupId) -> Result<(), Refusal> {
        self.maker_of(Some(id))?;
        rules::remove_management_group(self, id);
        Ok(())
    }

    /// Whose power a group is made of that the caller makes or changes; nobody's, of a primary administrator's group.
    fn maker_of(&self, id: Option<ManagementGroupId>) -> Result<Option<UserId>, Refusal> {
        let view = self.view();
        let caller = view.administrator().filter(|caller| !caller.is_primary());
        if !view.may_make_management_groups() {
            return Err(Refusal::PrimaryOnly);
        }
        let Some(id) = id else {
            return Ok(caller.map(|caller| caller.userid.clone()));
        };
        let group = self.org.management_groups.get(&id);
        let group = group.filter(|group| {
            caller.is_none_or(|caller| group.maker.as_ref() == Some(&caller.userid))
        });
        let group = group.ok_or(Refusal::ManagementGroupNotFound(id))?;
        Ok(group.maker.clone())
    }

    fn checked_group_name(
        &self,
        id: Option<ManagementGroupId>,
        name: &str,
    ) -> Result<String, Refusal> {
        let name = name.trim();
        let length = name.chars().count();
        let max = limits::MANAGEMENT_GROUP_CHARS_MAX;
        if length == 0 || length > max || name.chars().any(char::is_control) {
            return Err(invalid(
                "name",
                sentence!(
                    "the name of a management group has 1 to {max} characters",
                    "管理组的名称长度为 1 到 {max} 个字符"
                ),
            ));
        }
        let mut others = self.org.management_groups.values();
        if others.any(|other| Some(other.id) != id && other.name == name) {
            return Err(invalid(
                "name",
                sentence!(
                    "there is a management group {name:?} already",
                    "已有管理组 {name:?}"
                ),
            ));
        }
        Ok(name.to_owned())
    }

    /// What of [`Power`] is wrong is told with its field.
    fn check_group_power(&self, power: &Power) -> Result<(), Refusal> {
        let field = match &power.modules {
            Some(modules) if modules.is_empty() => "modules",
            _ => "deptIds",
        };
        self.check_power(power).map_err(|refusal| match refusal {
            Refusal::Invalid(sentence) => invalid(field, sentence),
            other => other,
        })
    }

    fn check_not_beyond(&self, group: &ManagementGroup) -> Result<(), Refusal> {
        let maker = group.maker.as_ref().and_then(|id| self.org.admins.get(id));
        let Some(field) = maker.and_then(|maker| group.beyond(&self.org, maker)) else {
            return Ok(());
        };
        Err(invalid(
            field,
            sentence!(
                "a sub-administrator grants no more than he has",
                "子管理员不能授予超出自己权限的范围"
            ),
        ))
    }

    fn checked_members(
        &self,
        group: &ManagementGroup,
        members: &[String],
    ) -> Result<BTreeSet<UserId>, Refusal> {
        let max = limits::MANAGEMENT_GROUP_MEMBERS_MAX;
        if members.len() > max {
            let count = members.len();
            return Err(invalid(
                "members",
                sentence!(
                    "a management group has at most {max} members, got {count}",
                    "一个管理组最多 {max} 位成员，现有 {count} 位"
                ),
            ));
        }
        let mut checked = BTreeSet::new();
        for id in members {
            let user = self.view().user(id)?.to_user();
            self.check_kept_here(&user)?;
            let admin = self.org.admins.get(&user.userid);
            if admin.is_some_and(|admin| admin.group != Some(group.id)) {
                return Err(invalid(
                    "members",
                    sentence!("{id} is an administrator already", "{id} 已是管理员"),
                ));
            }
            checked.insert(user.userid);
        }
        let others = self.org.admins.values();
        let others = others.filter(|admin| admin.group != Some(group.id)).count();
        if others + checked.len() > limits::ADMINS_MAX {
            let max = limits::ADMINS_MAX;
            return Err(invalid(
                "members",
                sentence!("at most {max} administrators", "最多 {max} 位管理员"),
            ));
        }
        Ok(checked)
    }

    fn new_group_id(&mut self) -> ManagementGroupId {
        loop {
            let id = ManagementGroupId((self.draw_number() % (IDS - 1) + 1).cast_signed());
            if !self.org.management_groups.contains_key(&id) {
                return id;
            }
        }
    }
}

fn invalid(field: &'static str, sentence: Sentence) -> Refusal {
    Refusal::ManagementGroupInvalid(field, sentence)
}

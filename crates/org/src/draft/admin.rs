//! How people become administrators and stop being it.

use super::Draft;
use crate::change::Change;
use crate::organization::{Admin, AdminLevel, Module};
use crate::sentence;
use crate::{DepartmentId, Refusal, UserId, limits, rules};
use std::collections::BTreeSet;

/// What an administrator may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Power {
    /// Whether everything, for good; the rest counts for sub-administrators alone.
    pub is_primary: bool,
    /// Departments, each with all below; `None` is the whole organization.
    pub departments: Option<BTreeSet<DepartmentId>>,
    /// Agent ids of apps.
    pub apps: BTreeSet<i64>,
    /// What of the console is open; `None` is everything.
    pub modules: Option<BTreeSet<Module>>,
}

impl Draft {
    /// Makes a person an administrator, or changes what an administrator may do.
    ///
    /// # Errors
    /// [`Refusal::PrimaryOnly`] for anybody but primary administrators; [`Refusal::UserNotFound`],
    /// [`Refusal::DepartmentNotFound`], [`Refusal::MainAdminStays`]; [`Refusal::UserMirrored`] for who is here through other
    /// organizations alone; [`Refusal::Invalid`] for no department, no module, or too many.
    pub fn set_admin(&mut self, userid: &str, power: Power) -> Result<(), Refusal> {
        self.check_primary()?;
        let user = self.view().user(userid)?.to_user();
        if self.org.info.main_admin == user.userid {
            return Err(Refusal::MainAdminStays);
        }
        self.check_kept_here(&user)?;
        let admin = if power.is_primary {
            Admin {
                userid: user.userid,
                level: AdminLevel::Primary,
                departments: None,
                apps: BTreeSet::new(),
                modules: None,
                group: None,
            }
        } else {
            self.check_power(&power)?;
            Admin {
                userid: user.userid,
                level: AdminLevel::Sub,
                departments: power.departments,
                apps: power.apps,
                modules: power.modules,
                group: None,
            }
        };
        let known = self.org.admins.get(&admin.userid);
        if known.is_none() && self.org.admins.len() >= limits::ADMINS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} administrators",
                "最多 {max} 位管理员",
                max = limits::ADMINS_MAX
            )));
        }
        if known.is_none_or(|known| **known != admin) {
            let userid = admin.userid.clone();
            self.change(Change::AdminSet(admin));
            rules::admin_changed(self, &userid);
        }
        Ok(())
    }

    pub(crate) fn no_longer_admin(&mut self, userid: UserId) {
        self.change(Change::AdminRemoved(userid.clone()));
        rules::admin_changed(self, &userid);
    }

    pub(super) fn check_power(&self, power: &Power) -> Result<(), Refusal> {
        let departments = power.departments.as_ref();
        if departments.is_some_and(BTreeSet::is_empty) {
            return Err(Refusal::Invalid(sentence!(
                "at least one department",
                "至少一个部门"
            )));
        }
        if power.modules.as_ref().is_some_and(BTreeSet::is_empty) {
            return Err(Refusal::Invalid(sentence!(
                "at least one module",
                "至少一个模块"
            )));
        }
        let count = departments.map_or(0, BTreeSet::len);
        if count > limits::ROLE_SCOPE_DEPARTMENTS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} departments, got {count}",
                "最多 {max} 个部门，现有 {count} 个",
                max = limits::ROLE_SCOPE_DEPARTMENTS_MAX
            )));
        }
        for id in departments.into_iter().flatten() {
            self.view().department(*id)?;
        }
        let mut unknown = power.apps.iter();
        let unknown = unknown.find(|id| self.view().app_by_agent_id(**id).is_none());
        unknown.map_or(Ok(()), |id| Err(Refusal::AppNotFound(id.to_string())))
    }

    /// Makes an administrator an ordinary person again; anybody else stays what he is.
    ///
    /// # Errors
    /// [`Refusal::PrimaryOnly`], [`Refusal::MainAdminStays`].
    pub fn remove_admin(&mut self, userid: &str) -> Result<(), Refusal> {
        self.check_primary()?;
        match self.org.admins.get(userid).map(|admin| admin.level) {
            Some(AdminLevel::Main) => return Err(Refusal::MainAdminStays),
            Some(_) => self.no_longer_admin(UserId::new(userid)),
            None => {}
        }
        Ok(())
    }

    /// Makes a person the creator, by the creator himself, who stays a primary administrator.
    ///
    /// # Errors
    /// [`Refusal::CreatorOnly`]; else as [`Draft::hand_over`].
    pub fn change_creator(&mut self, userid: &str) -> Result<(), Refusal> {
        let old = self.org.info.main_admin.clone();
        let view = self.view();
        if view
            .administrator()
            .is_some_and(|caller| caller.userid != old)
        {
            return Err(Refusal::CreatorOnly);
        }
        self.hand_over(userid)?;
        if self.org.info.main_admin == old {
            return Ok(());
        }
        self.change(Change::AdminSet(Admin {
            userid: old,
            level: AdminLevel::Primary,
            departments: None,
            apps: BTreeSet::new(),
            modules: None,
            group: None,
        }));
        Ok(())
    }

    /// Whether the caller appoints administrators.
    pub(super) fn check_primary(&self) -> Result<(), Refusal> {
        match self.view().administrator() {
            Some(caller) if !caller.is_primary() => Err(Refusal::PrimaryOnly),
            _ => Ok(()),
        }
    }

    /// Makes a person a sub-administrator, or changes what a sub-administrator may do. `departments` is `None` for the
    /// whole organization.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::DepartmentNotFound`], [`Refusal::MainAdminStays`].
    pub fn set_sub_admin(
        &mut self,
        userid: &str,
        departments: Option<BTreeSet<DepartmentId>>,
        apps: BTreeSet<i64>,
    ) -> Result<(), Refusal> {
        let userid = UserId::new(self.view().user(userid)?.userid);
        if self.org.info.main_admin == userid {
            return Err(Refusal::MainAdminStays);
        }
        for id in departments.iter().flatten() {
            self.view().department(*id)?;
        }
        let admin = Admin {
            userid,
            level: AdminLevel::Sub,
            departments,
            apps,
            modules: None,
            group: None,
        };
        let userid = admin.userid.clone();
        self.change(Change::AdminSet(admin));
        rules::admin_changed(self, &userid);
        Ok(())
    }

    /// Makes a sub-administrator an ordinary person again; anybody else stays what he is.
    ///
    /// # Errors
    /// [`Refusal::MainAdminStays`].
    pub fn remove_sub_admin(&mut self, userid: &str) -> Result<(), Refusal> {
        match self.org.admins.get(userid).map(|admin| admin.level) {
            Some(AdminLevel::Main) => Err(Refusal::MainAdminStays),
            Some(AdminLevel::Sub) => {
                self.no_longer_admin(UserId::new(userid));
                Ok(())
            }
            Some(AdminLevel::Primary) | None => Ok(()),
        }
    }
}

//! How people become administrators and stop being it.

use super::Draft;
use crate::change::Change;
use crate::organization::{Admin, AdminLevel};
use crate::{DepartmentId, Refusal, UserId};
use std::collections::BTreeSet;

impl Draft {
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
        };
        self.change(Change::AdminSet(admin));
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
                self.change(Change::AdminRemoved(UserId::new(userid)));
                Ok(())
            }
            None => Ok(()),
        }
    }
}

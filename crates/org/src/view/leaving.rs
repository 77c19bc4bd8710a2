//! Who may leave the organization by himself.

use super::View;
use crate::Refusal;
use crate::org::Org;
use crate::user::UserRef;

impl Org {
    /// # Errors
    /// [`Refusal::UserMirrored`] for who is here through other organizations alone, [`Refusal::LeavingOff`],
    /// [`Refusal::AdministratorLeaves`], [`Refusal::AccountLeaves`].
    pub(crate) fn check_may_leave(&self, user: &UserRef<'_>) -> Result<(), Refusal> {
        self.check_native(user)?;
        if user.account.is_some_and(|account| account.owner.is_none()) {
            return Err(Refusal::AccountLeaves);
        }
        if self.info.joining.nobody_leaves {
            return Err(Refusal::LeavingOff);
        }
        if self.admins.contains_key(user.userid) {
            return Err(Refusal::AdministratorLeaves);
        }
        Ok(())
    }
}

impl View<'_> {
    /// Whether whoever looks may leave the organization by himself.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`] where no person looks; else as why not.
    pub fn check_may_leave(&self) -> Result<(), Refusal> {
        let viewer = self.viewer();
        let viewer = viewer.ok_or_else(|| Refusal::UserNotFound(String::new()))?;
        self.org.check_may_leave(viewer.user())
    }
}

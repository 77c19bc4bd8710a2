//! How people leave by themselves.

use super::Draft;
use crate::{LeaveReason, Refusal};

impl Draft {
    /// Takes whoever asks out of the organization, which is his own doing.
    ///
    /// # Errors
    /// [`Refusal::LeavingOff`], [`Refusal::AdministratorLeaves`], [`Refusal::AccountLeaves`]; [`Refusal::UserMirrored`] for who is
    /// here through other organizations alone.
    pub fn leave(&mut self, userid: &str) -> Result<(), Refusal> {
        let user = self.org.people.find(userid);
        let user = user.ok_or_else(|| Refusal::UserNotFound(userid.to_owned()))?;
        self.org.check_may_leave(&user)?;
        let user = user.to_user();
        self.take_out(user, LeaveReason::Left)
    }
}

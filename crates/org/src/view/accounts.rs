//! Finding enterprise accounts.

use super::View;
use crate::people::UniqueKey;
use crate::user::UserRef;
use crate::{Mobile, Refusal};

impl<'a> View<'a> {
    /// A person by the sign-in name of an account that this organization made.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`].
    pub fn user_by_login_id(&self, login_id: &str) -> Result<UserRef<'a>, Refusal> {
        let key = login_id.to_lowercase();
        match self.org.people.by_key(UniqueKey::LoginId, &key) {
            Some(user) => self.seen(user),
            None => Err(Refusal::UserNotFound(login_id.to_owned())),
        }
    }

    /// People whose enterprise account was made here and has a number, as far as the caller sees them; by userid.
    pub fn accounts_by_mobile(&self, mobile: &Mobile) -> Vec<UserRef<'a>> {
        let people = &self.org.people;
        let mut users: Vec<UserRef<'a>> = people
            .accounts()
            .with_mobile(mobile)
            .map(|row| people.get(row))
            .filter(|user| self.sees_user(user))
            .collect();
        users.sort_unstable_by_key(|user| user.userid);
        users
    }
}

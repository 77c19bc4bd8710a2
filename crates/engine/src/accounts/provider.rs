//! Sign-in of an SSO enterprise account whose provider has said who it is.

use super::{Body, Entered, SignInRefusal, Visit, unwritten};
use crate::Engine;
use org::{AccountKind, OrgId, UserId, UserRef};

/// Whether the organization's own provider signs this person in.
fn signs_in_by_provider(user: &UserRef<'_>) -> bool {
    user.account
        .is_some_and(|account| account.owner.is_none() && account.kind == AccountKind::Sso)
}

impl Engine {
    /// Begins a session for the account that an organization's provider means by a name: one of the organization's own SSO
    /// enterprise accounts, not disabled. `None` for anybody else.
    ///
    /// # Errors
    /// See [`SignInRefusal`].
    pub async fn sign_in_by_provider(
        &self,
        org: &OrgId,
        name: &str,
        visit: &Visit,
    ) -> Result<Option<Entered>, SignInRefusal> {
        let home = (org.clone(), UserId::new(name));
        let places = self.places_of(home, false, signs_in_by_provider).await;
        let places = places.map_err(unwritten)?;
        if places.is_empty() {
            return Ok(None);
        }
        let body = Body::new(places, self.now(), &visit.from, &visit.agent);
        self.proceed(body, visit).await.map(Some)
    }
}

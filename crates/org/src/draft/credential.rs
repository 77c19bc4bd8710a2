//! How people come to sign in, and stop.

use super::{Claim, Draft, Password};
use crate::change::{Change, RecordKey};
use crate::credential::{Credential, SIGN_IN_MOBILES};
use crate::migration::claim_value;
use crate::user::{AccountKind, User};
use crate::{Eye, Millis, Mobile, OrgId, Refusal, UserId};
use std::collections::BTreeSet;

impl Draft {
    /// Sets a person's password, by its hash, and ends the person's sessions. Returns what a session has to hold from now on.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`]; [`Refusal::PasswordElsewhere`] for somebody who signs in through
    /// another organization or its identity provider; [`Refusal::AccountDisabled`], [`Refusal::OrganizationNeeded`].
    pub fn set_password(&mut self, userid: &str, hash: &str) -> Result<u64, Refusal> {
        let user = self.signs_in_here(userid)?;
        let credential = Credential {
            password_set_at: Some(self.now()),
            link_until: None,
            ..self.credential_of(&user.userid)
        };
        self.passwords.push(Password {
            userid: user.userid.clone(),
            hash: Some(hash.to_owned()),
            is_first: false,
        });
        self.end_sessions_of(&user, credential)?;
        let mark = self.org.session_mark(&user.userid);
        mark.ok_or(Refusal::AccountDisabled(user.userid))
    }

    /// Ends all sessions of a person, who may sign in again at once.
    ///
    /// # Errors
    /// As [`Draft::set_password`].
    pub fn end_sessions(&mut self, userid: &str) -> Result<(), Refusal> {
        let user = self.signs_in_here(userid)?;
        let credential = self.credential_of(&user.userid);
        self.end_sessions_of(&user, credential)
    }

    fn end_sessions_of(&mut self, user: &User, mut credential: Credential) -> Result<(), Refusal> {
        let Some(account) = &user.account else {
            credential.session_mark = self.draw_number();
            self.set_credential(credential);
            return Ok(());
        };
        let mut account = (**account).clone();
        account.session_mark = self.draw_number();
        self.set_credential(credential);
        self.put_account(user, account)
    }

    /// Notes that a link sets a person's password until a time, or a little later: the time that tells it from earlier links.
    ///
    /// # Errors
    /// As [`Draft::set_password`], and [`Refusal::AdministratorProtected`], [`Refusal::OtherAdministrator`] for an administrator whom the
    /// caller may not become.
    pub fn make_password_link(&mut self, userid: &str, until: Millis) -> Result<Millis, Refusal> {
        let user = self.signs_in_here(userid)?;
        self.check_may_take_over(&user.userid)?;
        if self.org.session_mark(&user.userid).is_none() {
            return Err(Refusal::AccountDisabled(user.userid));
        }
        let credential = self.credential_of(&user.userid);
        // The time tells links apart.
        let later = |earlier: Millis| Millis(earlier.0 + 1).max(until);
        let until = credential.link_until.map_or(until, later);
        self.set_credential(Credential {
            link_until: Some(until),
            ..credential
        });
        Ok(until)
    }

    /// Sets a person's password by a link that is good until a time, once.
    ///
    /// # Errors
    /// As [`Draft::set_password`]; [`Refusal::PasswordLinkInvalid`].
    pub fn set_password_by_link(
        &mut self,
        userid: &str,
        hash: &str,
        until: Millis,
    ) -> Result<u64, Refusal> {
        let stored = self.org.credential(userid);
        let counts = stored.is_some_and(|one| one.link_until == Some(until));
        if !counts || until <= self.now() {
            return Err(Refusal::PasswordLinkInvalid);
        }
        self.set_password(userid, hash)
    }

    /// Notes whether a person's sign-in takes a second factor. With a new one end all sessions that began without it.
    ///
    /// # Errors
    /// As [`Draft::set_password`].
    pub fn set_second_factor(&mut self, userid: &str, on: bool) -> Result<(), Refusal> {
        let user = self.signs_in_here(userid)?;
        let credential = self.credential_of(&user.userid);
        let is_new = on && !credential.second_factor;
        let credential = Credential {
            second_factor: on,
            ..credential
        };
        if is_new {
            return self.end_sessions_of(&user, credential);
        }
        self.set_credential(credential);
        Ok(())
    }

    /// Takes a person's second factor away, for somebody who has lost it, and ends the person's sessions.
    ///
    /// # Errors
    /// As [`Draft::make_password_link`].
    pub fn reset_second_factor(&mut self, userid: &str) -> Result<(), Refusal> {
        let user = self.signs_in_here(userid)?;
        self.check_may_take_over(&user.userid)?;
        let credential = self.credential_of(&user.userid);
        if !credential.second_factor {
            return Ok(());
        }
        let credential = Credential {
            second_factor: false,
            ..credential
        };
        self.end_sessions_of(&user, credential)
    }

    /// A person whose password and second factor are this organization's to keep.
    fn signs_in_here(&self, userid: &str) -> Result<User, Refusal> {
        let user = self.view().user(userid)?.to_user();
        let is_elsewhere = user
            .account
            .as_ref()
            .is_some_and(|account| account.owner.is_some() || account.kind == AccountKind::Sso);
        if is_elsewhere {
            return Err(Refusal::PasswordElsewhere(user.userid));
        }
        Ok(user)
    }

    /// Whoever sets how somebody signs in may become that person: so apps do not for administrators, nor sub-administrators
    /// for others, and nobody but the operator for the creator.
    fn check_may_take_over(&self, userid: &UserId) -> Result<(), Refusal> {
        let view = self.view();
        let is_own = view
            .administrator()
            .is_some_and(|own| own.userid == *userid);
        let is_protected = match &self.eye {
            Eye::Operator => false,
            Eye::Admin(_) => *userid == self.org.info.main_admin && !is_own,
            Eye::App(_) | Eye::Person(_) => self.org.admins.contains_key(userid),
        };
        if is_protected {
            return Err(Refusal::AdministratorProtected(userid.clone()));
        }
        self.check_may_change(userid.as_str())
    }

    fn credential_of(&self, userid: &UserId) -> Credential {
        let stored = self.org.credential(userid.as_str()).cloned();
        stored.unwrap_or_else(|| Credential::new(userid.clone()))
    }

    /// Leaves an entry of the log about a person although nothing about the person changes: one that apps are told of, too.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`].
    pub fn attest(&mut self, userid: &str) -> Result<(), Refusal> {
        let id = RecordKey::User(UserId::new(userid));
        if self.changes.iter().all(|change| change.record() != id) {
            let user = self.view().user(userid)?.to_user();
            self.change(Change::UserUpdated(Box::new(user)));
        }
        Ok(())
    }

    /// Notes that a person signs in, so that the log tells of each time.
    pub(super) fn note_sign_in(&mut self, userid: &UserId) {
        let credential = Credential {
            signed_in_at: Some(self.now()),
            ..self.credential_of(userid)
        };
        self.set_credential(credential);
    }

    fn set_credential(&mut self, credential: Credential) {
        if self.org.credential(credential.userid.as_str()) != Some(&credential) {
            self.change(Change::CredentialSet(Box::new(credential)));
        }
    }

    /// Everything that a person signs in with ends.
    pub(crate) fn end_credential(&mut self, userid: &UserId) {
        self.passwords.push(Password {
            userid: userid.clone(),
            hash: None,
            is_first: false,
        });
        if self.org.credential(userid.as_str()).is_some() {
            self.change(Change::CredentialRemoved(userid.clone()));
        }
    }

    /// The claims by which numbers of touched people sign in, where that has changed: whatever moved, merged or removed them.
    pub(super) fn sign_in_claims(&self, touched: &BTreeSet<RecordKey>) -> Vec<Claim> {
        let mut people: BTreeSet<&UserId> = BTreeSet::new();
        for key in touched {
            if let RecordKey::User(id) | RecordKey::Credential(id) = key {
                people.insert(id);
            }
        }
        let org = &self.org.info.id;
        let (mut given_up, mut taken) = (Vec::new(), Vec::new());
        for id in people {
            let base = self.base.as_ref();
            let old = base.and_then(|base| base.sign_in_mobile(id));
            let new = self.org.sign_in_mobile(id);
            if old == new {
                continue;
            }
            given_up.extend(old.map(|mobile| claim(org, &mobile, None)));
            taken.extend(new.map(|mobile| claim(org, &mobile, Some(id))));
        }
        // A number that goes from one person to another is given up before it is taken.
        given_up.extend(taken);
        given_up
    }
}

fn claim(org: &OrgId, mobile: &Mobile, holder: Option<&UserId>) -> Claim {
    Claim {
        space: SIGN_IN_MOBILES,
        value: claim_value(&mobile.to_string(), Some(org)),
        holder: holder.map(UserId::to_string),
    }
}

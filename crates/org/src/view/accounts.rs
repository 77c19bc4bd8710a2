//! Finding enterprise accounts.

use super::View;
use crate::people::UniqueKey;
use crate::user::{AccountGrant, AccountRef, CreatedOrganization, UserRef};
use crate::{Migration, Mobile, OrgId, Refusal, UserId};
use std::collections::BTreeSet;

impl<'a> View<'a> {
    /// A person by the sign-in name of an account that this organization made.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`].
    pub fn user_by_login_id(&self, login_id: &str) -> Result<UserRef<'a>, Refusal> {
        let key = login_id.to_lowercase();
        match self.org.people.by_key(UniqueKey::LoginId, &key) {
            Some(user) => self.seen(user, &login_id),
            None => Err(Refusal::UserNotFound(login_id.to_owned())),
        }
    }

    /// A person of this organization's own, not one who is here through other organizations alone.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`], [`Refusal::UserMirrored`].
    pub fn own_user(&self, userid: &str) -> Result<UserRef<'a>, Refusal> {
        let user = self.user(userid)?;
        self.org.check_native(&user)?;
        Ok(user)
    }

    /// A person whose enterprise account was made here.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`]; [`Refusal::AccountOnly`] for somebody without such an
    /// account, [`Refusal::AccountForeign`] for another organization's.
    pub fn own_account(&self, userid: &str) -> Result<(UserRef<'a>, AccountRef<'a>), Refusal> {
        let user = self.user(userid)?;
        match user.account {
            Some(account) if account.owner.is_none() => Ok((user, account)),
            Some(_) => Err(Refusal::AccountForeign(UserId::new(userid))),
            None => Err(Refusal::AccountOnly(UserId::new(userid))),
        }
    }

    /// The organizations whose creator an account of this one is, this one among them; the oldest first.
    ///
    /// # Errors
    /// As [`View::own_account`].
    pub fn created_by(&self, userid: &str) -> Result<Vec<CreatedOrganization>, Refusal> {
        let (user, account) = self.own_account(userid)?;
        let info = self.organization();
        let own = (info.main_admin.as_str() == user.userid).then(|| CreatedOrganization {
            org: info.id.clone(),
            name: info.name.clone(),
            created_at: info.created_at,
        });
        let mut created: Vec<_> = own.into_iter().chain(account.created()).collect();
        created
            .sort_by(|one, other| (one.created_at, &one.org).cmp(&(other.created_at, &other.org)));
        Ok(created)
    }

    /// What other organizations may do with the account of a person, in order of organization, and whether each may take it in.
    pub fn account_grants(&self, user: &UserRef<'_>) -> Vec<(&'a AccountGrant, bool)> {
        let places: Vec<_> = user.departments().map(|place| place.department).collect();
        let grants = self.org.account_grants.values().map(|grant| {
            let reaches = |id| grant.departments.contains(&id);
            let may_join = places
                .iter()
                .any(|place| self.org.lineage(*place).into_iter().any(reaches));
            (&**grant, may_join)
        });
        grants
            .filter(|(grant, may_join)| *may_join || grant.shows_mobile || grant.shows_status)
            .collect()
    }

    /// Organizations that may do something with accounts of this one, or in which some work, in order: what each may, and how
    /// many work there.
    pub fn account_organizations(&self) -> Vec<(OrgId, Option<&'a AccountGrant>, usize)> {
        let accounts = self.org.people.accounts();
        let granted = self.org.account_grants.keys().cloned();
        let all: BTreeSet<OrgId> = accounts
            .organizations()
            .into_iter()
            .chain(granted)
            .collect();
        let told = all.into_iter().map(|org| {
            let (grant, count) = (self.account_grant(&org), accounts.working_in(&org).count());
            (org, grant, count)
        });
        told.collect()
    }

    /// What another organization may do with accounts of this one.
    pub fn account_grant(&self, org: &OrgId) -> Option<&'a AccountGrant> {
        self.org.account_grants.get(org).map(|grant| &**grant)
    }

    /// How many accounts of this organization work in another one.
    pub fn accounts_in(&self, org: &OrgId) -> usize {
        self.org.people.accounts().working_in(org).count()
    }

    /// What a person had before getting an account with this unionId. Not narrowed.
    pub fn migration_to_union_id(&self, union_id: &str) -> Option<&'a Migration> {
        self.org.migrations.by_union_id(union_id)
    }

    /// What a person had before getting an account with this dingId. Not narrowed.
    pub fn migration_to_ding_id(&self, ding_id: &str) -> Option<&'a Migration> {
        self.org.migrations.by_ding_id(ding_id)
    }

    /// A person by the DingTalk ID of an enterprise account, whoever made it; without regard to case.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::UserOutOfScope`].
    pub fn user_by_dingtalk_id(&self, dingtalk_id: &str) -> Result<UserRef<'a>, Refusal> {
        let key = dingtalk_id.to_ascii_lowercase();
        match self.org.people.by_key(UniqueKey::DingTalkId, &key) {
            Some(user) => self.seen(user, &dingtalk_id),
            None => Err(Refusal::UserNotFound(dingtalk_id.to_owned())),
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

//! Who the creator and main administrator of an organization is.

use super::Draft;
use crate::change::Change;
use crate::organization::{Admin, AdminLevel};
use crate::sentence;
use crate::user::{Account, CreatedOrganization, UserFields};
use crate::{DepartmentId, OrgId, Refusal, User, UserId, limits, rules};
use std::collections::BTreeSet;

impl Draft {
    /// Makes a person the creator instead of the one who is, who stays a member.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`]; [`Refusal::UserMirrored`] for who is here through other organizations alone;
    /// [`Refusal::OrganizationNeeded`] for whose account is another organization's.
    pub fn hand_over(&mut self, userid: &str) -> Result<(), Refusal> {
        let new = self.view().user(userid)?.to_user();
        let old = self.org.info.main_admin.clone();
        if old == new.userid {
            return Ok(());
        }
        self.check_kept_here(&new)?;
        let old = self.org.people.find(old.as_str());
        let owner_of = |user: &User| user.account.as_ref()?.owner.clone();
        let from = old.and_then(|user| owner_of(&user.to_user()));
        let to = owner_of(&new);
        self.ask_for(from.iter().chain(&to).map(|owner| &owner.org))?;
        self.set_main_admin(&new.userid);
        let created = self.as_created();
        if let Some(owner) = from
            && let Some(other) = self.other(&owner.org)?
        {
            other.set_created(&owner.userid, &created.org, None);
        }
        if let Some(owner) = to
            && let Some(other) = self.other(&owner.org)?
        {
            other.set_created(&owner.userid, &created.org, Some(&created));
        }
        Ok(())
    }

    /// Hands the role of an organization's creator from one account of this organization to another, who joins it in its
    /// root department where it does not work there. The organization may be this one.
    ///
    /// # Errors
    /// As [`crate::View::own_account`] for either; then [`Refusal::OrganizationNotFound`], [`Refusal::NotCreator`], and
    /// what keeps the other from joining.
    pub fn hand_over_between(
        &mut self,
        source: &str,
        target: &str,
        effect: &OrgId,
    ) -> Result<(), Refusal> {
        let (from, from_account) = self.own_account(source)?;
        let (to, to_account) = self.own_account(target)?;
        let not_creator = || Refusal::NotCreator(from.userid.clone());
        if *effect == self.org.info.id {
            if self.org.info.main_admin != from.userid {
                return Err(not_creator());
            }
            if self.view().administrator().is_some() {
                // People hand over what they created themselves, and prove who they are.
                return Err(Refusal::Invalid(sentence!(
                    "the creator hands this organization over on the page of administrators",
                    "本组织由创建者在“管理员”页面亲自转让"
                )));
            }
            self.set_main_admin(&to.userid);
            return Ok(());
        }
        let Some(other) = self.other(effect)? else {
            return Err(Refusal::OrganizationNotFound(effect.clone()));
        };
        let main_admin = other.org.info.main_admin.clone();
        if works_as(&from_account, effect) != Some(&main_admin) {
            return Err(not_creator());
        }
        let there = match works_as(&to_account, effect) {
            Some(userid) => userid.clone(),
            None => self.send_account(to.clone(), to_account, effect)?,
        };
        let Some(other) = self.other(effect)? else {
            return Err(Refusal::OrganizationNotFound(effect.clone()));
        };
        other.set_main_admin(&there);
        let created = other.as_created();
        self.set_created(&from.userid, effect, None);
        self.set_created(&to.userid, effect, Some(&created));
        Ok(())
    }

    /// Lets an account of this organization work in the root department of another one. No grant is asked for.
    fn send_account(
        &mut self,
        user: User,
        mut account: Account,
        to: &OrgId,
    ) -> Result<UserId, Refusal> {
        if account.joined.len() >= limits::ACCOUNT_ORGANIZATIONS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "an enterprise account works in at most {max} other organizations",
                "一个企业账号最多在另外 {max} 个组织使用",
                max = limits::ACCOUNT_ORGANIZATIONS_MAX
            )));
        }
        let grant = self.org.account_grants.get(to).cloned();
        let shown = self
            .org
            .shown_to_others(&user.userid, &account, grant.as_deref());
        let Some(other) = self.other(to)? else {
            return Err(Refusal::OrganizationNotFound(to.clone()));
        };
        let there = other.take_in(&user, shown)?;
        account.joined.push((to.clone(), there.clone()));
        account.joined.sort_unstable();
        self.change(Change::UserUpdated(Box::new(User {
            account: Some(Box::new(account)),
            ..user
        })));
        Ok(there)
    }

    fn take_in(&mut self, user: &User, account: Account) -> Result<UserId, Refusal> {
        let wanted = user.userid.as_str();
        let fields = UserFields {
            name: Some(user.name.clone()),
            departments: Some(vec![DepartmentId::ROOT]),
            ..UserFields::default()
        };
        let userid = self.is_free_userid(wanted).then(|| wanted.to_owned());
        let mut guest = self.newcomer(userid, &fields)?;
        guest.active = true;
        guest.avatar.clone_from(&user.avatar);
        guest.account = Some(Box::new(account));
        let guest = self.join(guest, &fields, user.union_id.clone())?;
        Ok(guest.userid)
    }

    fn set_main_admin(&mut self, userid: &UserId) {
        let mut info = (*self.org.info).clone();
        let old = std::mem::replace(&mut info.main_admin, userid.clone());
        self.change(Change::OrganizationSet(Box::new(info)));
        self.change(Change::AdminRemoved(old));
        self.change(Change::AdminSet(Admin {
            userid: userid.clone(),
            level: AdminLevel::Main,
            departments: None,
            apps: BTreeSet::new(),
            modules: None,
            group: None,
        }));
        rules::admin_changed(self, userid);
    }

    /// This organization as its creator's owner remembers it.
    pub(crate) fn as_created(&self) -> CreatedOrganization {
        let info = &self.org.info;
        CreatedOrganization {
            org: info.id.clone(),
            name: info.name.clone(),
            created_at: info.created_at,
        }
    }

    /// Notes that an account is the creator of another organization, or for `None` no longer is.
    pub(crate) fn set_created(
        &mut self,
        userid: &UserId,
        org: &OrgId,
        created: Option<&CreatedOrganization>,
    ) {
        let Some(user) = self.org.people.find(userid.as_str()) else {
            return;
        };
        let old = user.to_user();
        let mut user = old.clone();
        if let Some(account) = &mut user.account {
            account.created.retain(|known| known.org != *org);
            account.created.extend(created.cloned());
            account
                .created
                .sort_unstable_by(|one, other| one.org.cmp(&other.org));
        }
        self.replace_user(&old, user);
    }
}

/// Under which userid an account works in another organization.
fn works_as<'a>(account: &'a Account, org: &OrgId) -> Option<&'a UserId> {
    let mut joined = account.joined.iter();
    joined.find(|(known, _)| known == org).map(|(_, id)| id)
}

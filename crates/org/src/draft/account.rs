//! How enterprise accounts come, change and work in other organizations.

use super::{Draft, Password};
use crate::change::Change;
use crate::org::Org;
use crate::people::UniqueKey;
use crate::sentence;
use crate::user::{
    Account, AccountFields, AccountGrant, AccountKind, AccountOwner, User, UserFields,
};
use crate::{Mobile, OrgId, Refusal, UserId, limits};

/// What is given for a new enterprise account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Wanted id; made up when absent.
    pub userid: Option<String>,
    /// Who proves that the person is who he says.
    pub kind: AccountKind,
    /// Everything that can also be changed later. A built-in account needs a login id and a password.
    pub fields: UserFields,
}

/// What is given to take in another organization's account.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Wanted id; made up when absent.
    pub userid: Option<String>,
    /// What the person is here; what belongs to the account is ignored.
    pub fields: UserFields,
    /// Whose account it is.
    pub owner: OrgId,
    /// The person there.
    pub owner_userid: String,
}

/// What an organization tells another of an account that comes to work there.
struct Joining {
    union_id: String,
    avatar: String,
    account: Account,
}

impl Draft {
    /// Makes an enterprise account of this organization. It works at once.
    ///
    /// # Errors
    /// Whatever is wrong with the given fields.
    pub fn add_account(&mut self, new: NewAccount) -> Result<User, Refusal> {
        let mut user = self.newcomer(new.userid, &new.fields)?;
        if new.kind == AccountKind::BuiltIn {
            let given = &new.fields.account;
            for (english, chinese, text) in [
                ("login id", "登录名", &given.login_id),
                ("first password", "初始密码", &given.password_hash),
            ] {
                if text.as_ref().is_none_or(String::is_empty) {
                    return Err(Refusal::Invalid(sentence!(
                        "a built-in account needs a {english}",
                        "内建账号需要{chinese}"
                    )));
                }
            }
        }
        user.active = true;
        user.account = Some(Box::new(Account::new(new.kind)));
        let union_id = self.new_account_union_id();
        self.join(user, &new.fields, union_id)
    }

    /// Takes in an account of another organization, which has to allow it. Both change.
    ///
    /// # Errors
    /// [`Refusal::AccountNotGranted`], [`Refusal::AccountIsMember`], [`Refusal::OrganizationNeeded`], and whatever is
    /// wrong with the given fields.
    pub fn invite_account(&mut self, mut invitation: Invitation) -> Result<User, Refusal> {
        invitation.fields.account = AccountFields::default();
        invitation.fields.mobile = None;
        let mut user = self.newcomer(invitation.userid, &invitation.fields)?;
        let here = self.org.info.id.clone();
        let refused = || Refusal::AccountNotGranted {
            userid: invitation.owner_userid.clone(),
            org: invitation.owner.clone(),
        };
        let Some(owner) = self.other(&invitation.owner)? else {
            return Err(refused());
        };
        let joining = owner
            .let_account_join(&invitation.owner_userid, &here, &user.userid)?
            .ok_or_else(refused)?;
        user.active = true;
        user.avatar = joining.avatar;
        user.account = Some(Box::new(joining.account));
        self.join(user, &invitation.fields, joining.union_id)
    }

    /// Notes that an account works in another organization; `None` when it may not.
    fn let_account_join(
        &mut self,
        userid: &str,
        to: &OrgId,
        as_userid: &UserId,
    ) -> Result<Option<Joining>, Refusal> {
        let Some(user) = self.org.people.find(userid).map(|user| user.to_user()) else {
            return Ok(None);
        };
        let Some(account) = user.account.clone().filter(|own| own.owner.is_none()) else {
            return Ok(None);
        };
        let grant = self.org.account_grants.get(to).cloned();
        let granted = grant.as_ref().is_some_and(|grant| {
            user.departments.iter().any(|place| {
                let mut lineage = self.org.lineage(place.department).into_iter();
                lineage.any(|id| grant.departments.contains(&id))
            })
        });
        if !granted {
            return Ok(None);
        }
        if account.joined.iter().any(|(org, _)| org == to) {
            return Err(Refusal::AccountIsMember);
        }
        if account.joined.len() >= limits::ACCOUNT_ORGANIZATIONS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "an enterprise account works in at most {max} other organizations",
                "一个企业账号最多在另外 {max} 个组织使用",
                max = limits::ACCOUNT_ORGANIZATIONS_MAX
            )));
        }
        let joining = Joining {
            union_id: user.union_id.clone(),
            avatar: user.avatar.clone(),
            account: self
                .org
                .shown_to_others(&user.userid, &account, grant.as_deref()),
        };
        let mut account = account;
        account.joined.push((to.clone(), as_userid.clone()));
        account.joined.sort_unstable();
        self.change(Change::UserUpdated(Box::new(User {
            account: Some(account),
            ..user
        })));
        Ok(Some(joining))
    }

    /// Sets what concerns the account itself.
    pub(super) fn set_account(
        &mut self,
        user: &mut User,
        fields: &AccountFields,
    ) -> Result<(), Refusal> {
        let Some(account) = &mut user.account else {
            if fields.login_id.is_some() || fields.password_hash.is_some() {
                return Err(Refusal::AccountOnly(user.userid.clone()));
            }
            return Ok(());
        };
        if account.owner.is_some() {
            if *fields != AccountFields::default() {
                return Err(Refusal::AccountForeign(user.userid.clone()));
            }
            return Ok(());
        }
        let is_built_in = account.kind == AccountKind::BuiltIn;
        if !is_built_in && (fields.login_id.is_some() || fields.password_hash.is_some()) {
            return Err(Refusal::Invalid(sentence!(
                "an SSO account has no login id and no password here",
                "SSO 账号在这里没有登录名和密码"
            )));
        }
        if let Some(nickname) = &fields.nickname {
            check_length(["a nickname", "昵称"], nickname, limits::NICKNAME_CHARS_MAX)?;
            account.nickname.clone_from(nickname);
        }
        if let Some(text) = &fields.mobile {
            account.mobile = match text.as_str() {
                "" => None,
                text => Some(Mobile::parse(text)?),
            };
        }
        if let Some(verified) = fields.mobile_verified {
            account.mobile_verified = verified;
        }
        if let Some(avatar) = &fields.avatar {
            check_length(
                ["an avatar's media id", "头像的媒体 id"],
                avatar,
                limits::AVATAR_CHARS_MAX,
            )?;
            user.avatar.clone_from(avatar);
        }
        if let Some(login_id) = &fields.login_id {
            let old = std::mem::replace(&mut account.login_id, checked_login_id(login_id)?);
            self.check_login_id(&old, login_id)?;
        }
        if let Some(hash) = &fields.password_hash {
            self.passwords.push(Password {
                userid: user.userid.clone(),
                hash: Some(hash.clone()),
                is_first: true,
            });
        }
        Ok(())
    }

    fn check_login_id(&self, old: &str, new: &str) -> Result<(), Refusal> {
        let (old, new) = (old.to_lowercase(), new.to_lowercase());
        if old == new {
            return Ok(());
        }
        if self.org.people.by_key(UniqueKey::LoginId, &new).is_some() {
            return Err(Refusal::LoginIdTaken);
        }
        Ok(())
    }
}

impl Org {
    /// An account as another organization may see it.
    pub(crate) fn shown_to_others(
        &self,
        userid: &UserId,
        account: &Account,
        grant: Option<&AccountGrant>,
    ) -> Account {
        let shows = |what: fn(&AccountGrant) -> bool| grant.is_some_and(what);
        let shows_mobile = shows(|grant| grant.shows_mobile);
        Account {
            mobile: account.mobile.clone().filter(|_| shows_mobile),
            mobile_verified: account.mobile_verified && shows_mobile,
            disabled: account
                .disabled
                .filter(|_| shows(|grant| grant.shows_status)),
            barred: account.barred,
            session_mark: account.session_mark,
            dingtalk_id: account.dingtalk_id.clone(),
            owner: Some(AccountOwner {
                org: self.info.id.clone(),
                name: self.info.name.clone(),
                userid: userid.clone(),
            }),
            ..Account::new(account.kind)
        }
    }
}

/// Whether a first password is good enough.
///
/// # Errors
/// [`Refusal::PasswordWeak`] for one that is too short or long, or has only letters or only digits.
pub fn check_first_password(password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    let fits = (limits::PASSWORD_CHARS_MIN..=limits::PASSWORD_CHARS_MAX).contains(&length);
    let all = |fits: fn(char) -> bool| password.chars().all(fits);
    if !fits || all(char::is_alphabetic) || all(char::is_numeric) {
        return Err(Refusal::PasswordWeak);
    }
    Ok(())
}

fn checked_login_id(text: &str) -> Result<String, Refusal> {
    let length = text.chars().count();
    let is_odd = |character: char| character.is_control() || character.is_whitespace();
    if length == 0 || length > limits::LOGIN_ID_CHARS_MAX || text.chars().any(is_odd) {
        return Err(Refusal::LoginIdInvalid);
    }
    Ok(text.to_owned())
}

fn check_length(
    [english, chinese]: [&str; 2],
    text: &str,
    chars_max: usize,
) -> Result<(), Refusal> {
    if text.chars().count() > chars_max || text.chars().any(char::is_control) {
        return Err(Refusal::Invalid(sentence!(
            "{english} has at most {chars_max} characters",
            "{chinese}最多 {chars_max} 个字符"
        )));
    }
    Ok(())
}

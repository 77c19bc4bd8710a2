//! What callers give about an enterprise account, and how it looks on the wire.

use crate::prelude::*;
use org::{AccountFields, AccountKind, UserRef};

/// What create and update take alike.
#[derive(Default)]
pub(crate) struct GivenAccount {
    pub(crate) login_id: Option<String>,
    /// Hashed by now.
    pub(crate) password: Option<String>,
    pub(crate) nickname: Option<String>,
    pub(crate) mobile: Option<String>,
    pub(crate) mobile_verify_status: Option<String>,
    pub(crate) avatar: Option<String>,
}

impl GivenAccount {
    /// Reads all of it into what the organization takes. An empty login id or password is none given.
    pub(crate) fn into_fields(self) -> Reply<AccountFields> {
        let mobile_verified = match self.mobile_verify_status.as_deref() {
            None | Some("") => None,
            Some("verified") => Some(true),
            Some("notVerified") => Some(false),
            Some(other) => {
                return Err(Fault::invalid(
                    "exclusive_mobile_verify_status",
                    sentence!(
                        "exclusive_mobile_verify_status is verified or notVerified, got {other}",
                        "exclusive_mobile_verify_status 为 verified 或 notVerified，收到的是 {other}"
                    ),
                ));
            }
        };
        Ok(AccountFields {
            login_id: present(self.login_id),
            password_hash: present(self.password),
            nickname: self.nickname,
            mobile: self.mobile,
            mobile_verified,
            avatar: self.avatar,
        })
    }
}

/// A text that says something.
pub(crate) fn present(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// Refuses a first password that is not good enough, for the field it came in.
pub(crate) fn check_password(field: &str, password: &str) -> Reply<()> {
    org::check_first_password(password)
        .map_err(|refusal| Fault::invalid(field, refusal.sentence().of(field)))
}

/// What reads tell of a person's enterprise account beside what they tell of everybody.
#[derive(Default)]
pub(crate) struct AccountShown<'a> {
    pub(crate) kind: Option<&'static str>,
    pub(crate) login_id: Option<&'a str>,
    pub(crate) nickname: Option<&'a str>,
    pub(crate) corp_id: Option<&'a str>,
    pub(crate) corp_name: Option<&'a str>,
    pub(crate) disabled: Option<bool>,
}

impl<'a> AccountShown<'a> {
    /// Nothing for everybody else.
    pub(crate) fn of(view: &View<'a>, user: &UserRef<'a>) -> Self {
        let Some(account) = user.account else {
            return Self::default();
        };
        let own = view.organization();
        let (corp_id, corp_name) = match account.owner {
            Some(owner) => (owner.org, owner.name),
            None => (own.id.as_str(), own.name.as_str()),
        };
        let is_own = account.owner.is_none();
        let is_built_in = account.kind == AccountKind::BuiltIn;
        Self {
            kind: Some(if is_built_in { "dingtalk" } else { "sso" }),
            login_id: (is_own && is_built_in).then_some(account.login_id),
            nickname: is_own.then_some(account.nickname),
            corp_id: Some(corp_id),
            corp_name: Some(corp_name),
            disabled: account.disabled,
        }
    }
}

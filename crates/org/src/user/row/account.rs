//! The bytes of an enterprise account, inside those of its person.

use super::{Reader, UserRow};
use crate::user::{Account, AccountKind, AccountOwner, Mobile};
use crate::{OrgId, UserId};

const BUILT_IN: u64 = 1;
const MOBILE: u64 = 1 << 1;
const MOBILE_VERIFIED: u64 = 1 << 2;
const STATUS: u64 = 1 << 3;
const DISABLED: u64 = 1 << 4;
const OWNER: u64 = 1 << 5;

/// Whose an account is, borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountOwnerRef<'a> {
    /// The organization.
    pub org: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The person there.
    pub userid: &'a str,
}

/// An enterprise account, borrowed. Fields as in [`Account`].
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of `Account`")]
pub struct AccountRef<'a> {
    pub kind: AccountKind,
    pub login_id: &'a str,
    pub nickname: &'a str,
    /// Country code and national number.
    pub mobile: Option<(&'a str, &'a str)>,
    pub mobile_verified: bool,
    pub disabled: Option<bool>,
    pub owner: Option<AccountOwnerRef<'a>>,
    joined: Reader<'a>,
}

impl UserRow {
    pub(super) fn account(&mut self, account: &Account) {
        let mut flags = 0;
        for (flag, on) in [
            (BUILT_IN, account.kind == AccountKind::BuiltIn),
            (MOBILE, account.mobile.is_some()),
            (MOBILE_VERIFIED, account.mobile_verified),
            (STATUS, account.disabled.is_some()),
            (DISABLED, account.disabled == Some(true)),
            (OWNER, account.owner.is_some()),
        ] {
            flags |= if on { flag } else { 0 };
        }
        self.number(flags);
        self.text(&account.login_id);
        self.text(&account.nickname);
        if let Some(mobile) = &account.mobile {
            self.text(&mobile.state_code);
            self.text(&mobile.number);
        }
        if let Some(owner) = &account.owner {
            self.text(owner.org.as_str());
            self.text(&owner.name);
            self.text(owner.userid.as_str());
        }
        self.number(account.joined.len() as u64);
        for (org, userid) in &account.joined {
            self.text(org.as_str());
            self.text(userid.as_str());
        }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn account(&mut self) -> AccountRef<'a> {
        let flags = self.number();
        let has = |flag: u64| flags & flag != 0;
        let login_id = self.text();
        let nickname = self.text();
        let mobile = has(MOBILE).then(|| (self.text(), self.text()));
        let owner = has(OWNER).then(|| AccountOwnerRef {
            org: self.text(),
            name: self.text(),
            userid: self.text(),
        });
        let joined = *self;
        for _ in 0..self.number() {
            self.text();
            self.text();
        }
        AccountRef {
            kind: if has(BUILT_IN) {
                AccountKind::BuiltIn
            } else {
                AccountKind::Sso
            },
            login_id,
            nickname,
            mobile,
            mobile_verified: has(MOBILE_VERIFIED),
            disabled: has(STATUS).then_some(has(DISABLED)),
            owner,
            joined,
        }
    }
}

impl<'a> AccountRef<'a> {
    /// Where else it works, and under which userid.
    pub fn joined(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut reader = self.joined;
        let count = reader.number();
        (0..count).map(move |_| (reader.text(), reader.text()))
    }

    /// An owned copy.
    pub fn to_account(&self) -> Account {
        Account {
            kind: self.kind,
            login_id: self.login_id.to_owned(),
            nickname: self.nickname.to_owned(),
            mobile: self.mobile.map(|(state_code, number)| Mobile {
                state_code: state_code.to_owned(),
                number: number.to_owned(),
            }),
            mobile_verified: self.mobile_verified,
            disabled: self.disabled,
            joined: self
                .joined()
                .map(|(org, userid)| (OrgId::new(org), UserId::new(userid)))
                .collect(),
            owner: self.owner.map(|owner| AccountOwner {
                org: OrgId::new(owner.org),
                name: owner.name.to_owned(),
                userid: UserId::new(owner.userid),
            }),
        }
    }
}

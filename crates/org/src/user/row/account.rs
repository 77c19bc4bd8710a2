//! The bytes of an enterprise account, inside those of its person.

use super::{Reader, UserRow};
use crate::user::{Account, AccountKind, AccountOwner, CreatedOrganization, Mobile};
use crate::{Millis, OrgId, UserId};

const BUILT_IN: u64 = 1;
const MOBILE: u64 = 1 << 1;
const MOBILE_VERIFIED: u64 = 1 << 2;
const STATUS: u64 = 1 << 3;
const DISABLED: u64 = 1 << 4;
const OWNER: u64 = 1 << 5;
const BARRED: u64 = 1 << 6;
/// Of few accounts: sessions were ended, a DingTalk ID was set, or it created an organization.
const MORE: u64 = 1 << 7;

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
    pub barred: bool,
    pub session_mark: u64,
    pub reason: &'a str,
    pub dingtalk_id: &'a str,
    pub dingtalk_id_set_at: Millis,
    pub owner: Option<AccountOwnerRef<'a>>,
    joined: Reader<'a>,
    more: Option<Lists<'a>>,
}

/// Where the lists of an account that has more begin.
#[derive(Clone, Copy, Debug)]
struct Lists<'a> {
    notices: Reader<'a>,
    created: Reader<'a>,
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
            (BARRED, account.barred),
            (MORE, has_more(account)),
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
        if has_more(account) {
            self.more(account);
        }
    }

    fn more(&mut self, account: &Account) {
        self.number(account.session_mark);
        self.text(&account.reason);
        self.text(&account.dingtalk_id);
        self.signed(account.dingtalk_id_set_at.0);
        self.number(account.notices.len() as u64);
        for (language, text) in &account.notices {
            self.text(language);
            self.text(text);
        }
        self.number(account.created.len() as u64);
        for created in &account.created {
            self.text(created.org.as_str());
            self.text(&created.name);
            self.signed(created.created_at.0);
        }
    }
}

fn has_more(account: &Account) -> bool {
    account.session_mark != 0
        || !account.reason.is_empty()
        || !account.notices.is_empty()
        || !account.dingtalk_id.is_empty()
        || account.dingtalk_id_set_at.0 != 0
        || !account.created.is_empty()
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
        let mut read = AccountRef {
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
            barred: has(BARRED),
            session_mark: 0,
            reason: "",
            dingtalk_id: "",
            dingtalk_id_set_at: Millis(0),
            owner,
            joined,
            more: None,
        };
        if has(MORE) {
            self.more(&mut read);
        }
        read
    }

    fn more(&mut self, account: &mut AccountRef<'a>) {
        account.session_mark = self.number();
        account.reason = self.text();
        account.dingtalk_id = self.text();
        account.dingtalk_id_set_at = Millis(self.signed());
        let notices = *self;
        for _ in 0..self.number() {
            self.text();
            self.text();
        }
        let created = *self;
        for _ in 0..self.number() {
            self.text();
            self.text();
            self.signed();
        }
        account.more = Some(Lists { notices, created });
    }
}

impl<'a> AccountRef<'a> {
    /// Where else it works, and under which userid.
    pub fn joined(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut reader = self.joined;
        let count = reader.number();
        (0..count).map(move |_| (reader.text(), reader.text()))
    }

    /// What the person is told of why sessions ended, by language.
    pub fn notices(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut reader = self.more.map(|more| more.notices);
        let count = reader.as_mut().map_or(0, Reader::number);
        (0..count).filter_map(move |_| {
            let reader = reader.as_mut()?;
            Some((reader.text(), reader.text()))
        })
    }

    /// Other organizations of which it is the creator.
    pub fn created(&self) -> impl Iterator<Item = CreatedOrganization> + use<'a> {
        let mut reader = self.more.map(|more| more.created);
        let count = reader.as_mut().map_or(0, Reader::number);
        (0..count).filter_map(move |_| {
            let reader = reader.as_mut()?;
            Some(CreatedOrganization {
                org: OrgId::new(reader.text()),
                name: reader.text().to_owned(),
                created_at: Millis(reader.signed()),
            })
        })
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
            barred: self.barred,
            session_mark: self.session_mark,
            reason: self.reason.to_owned(),
            notices: self
                .notices()
                .map(|(language, text)| (language.to_owned(), text.to_owned()))
                .collect(),
            dingtalk_id: self.dingtalk_id.to_owned(),
            dingtalk_id_set_at: self.dingtalk_id_set_at,
            created: self.created().collect(),
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

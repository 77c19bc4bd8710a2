//! The text in which a person lives in memory. Nobody else knows how it is made.
//!
//! Flags say which optional fields follow; texts are length-prefixed, numbers are varints. A million people as plain
//! structs take four times the memory.

mod account;
mod places;

pub use account::{AccountOwnerRef, AccountRef};
pub use places::MembershipRef;

use super::{GivenRole, Mobile, User};
use crate::packing;
use crate::{DepartmentId, Millis, MirroredUser, OrgId, RoleId, UserId};
use serde::Serializer;

const HIDE_MOBILE: u64 = 1;
const SENIOR: u64 = 1 << 1;
const ACTIVE: u64 = 1 << 2;
const REAL_AUTHED: u64 = 1 << 3;
const BOSS: u64 = 1 << 4;
const MOBILE: u64 = 1 << 5;
const HIRED: u64 = 1 << 6;
const MANAGER: u64 = 1 << 7;
const ACCOUNT: u64 = 1 << 8;
const FIRST_TEXT: u64 = 1 << 9;
/// Above the twelve texts.
const MIRRORS: u64 = 1 << 21;

/// A person, packed.
#[derive(Clone, Debug)]
pub(crate) struct UserRow(pub(crate) String);

/// Whom somebody is in an organization that takes part, borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MirrorRef<'a> {
    /// Which organization.
    pub org: &'a str,
    /// The person there.
    pub userid: &'a str,
}

/// A person, borrowed from the organization. Fields as in [`User`].
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of `User`")]
pub struct UserRef<'a> {
    pub userid: &'a str,
    pub union_id: &'a str,
    pub name: &'a str,
    /// Country code and national number.
    pub mobile: Option<(&'a str, &'a str)>,
    pub hide_mobile: bool,
    pub avatar: &'a str,
    pub telephone: &'a str,
    pub job_number: &'a str,
    pub title: &'a str,
    pub email: &'a str,
    pub org_email: &'a str,
    pub org_email_type: &'a str,
    pub login_email: &'a str,
    pub work_place: &'a str,
    pub remark: &'a str,
    pub extension_i18n: &'a str,
    pub pinyin: &'a str,
    pub hired_date: Option<Millis>,
    pub manager: Option<&'a str>,
    pub senior: bool,
    pub active: bool,
    pub real_authed: bool,
    pub boss: bool,
    /// Set when the account is an enterprise account.
    pub account: Option<AccountRef<'a>>,
    pub created_at: Millis,
    has_mirrors: bool,
    extension: Reader<'a>,
}

impl UserRow {
    /// Packs a person.
    pub(crate) fn pack(user: &User) -> Self {
        let mut row = String::with_capacity(192);
        Self::pack_behind(user, &mut row);
        Self(row)
    }

    /// Packs a person behind what is there.
    pub(crate) fn pack_behind(user: &User, into: &mut String) {
        let mut row = Self(std::mem::take(into));
        let texts = texts_of(user);
        let mut flags = 0;
        for (flag, on) in [
            (HIDE_MOBILE, user.hide_mobile),
            (SENIOR, user.senior),
            (ACTIVE, user.active),
            (REAL_AUTHED, user.real_authed),
            (BOSS, user.boss),
            (MOBILE, user.mobile.is_some()),
            (HIRED, user.hired_date.is_some()),
            (MANAGER, user.manager.is_some()),
            (ACCOUNT, user.account.is_some()),
            (MIRRORS, !user.mirrors.is_empty()),
        ] {
            flags |= if on { flag } else { 0 };
        }
        for (index, text) in texts.iter().enumerate() {
            flags |= if text.is_empty() {
                0
            } else {
                FIRST_TEXT << index
            };
        }
        row.number(flags);
        row.text(user.userid.as_str());
        row.text(&user.union_id);
        row.text(&user.name);
        if let Some(mobile) = &user.mobile {
            row.text(&mobile.state_code);
            row.text(&mobile.number);
        }
        if let Some(date) = user.hired_date {
            row.signed(date.0);
        }
        if let Some(manager) = &user.manager {
            row.text(manager.as_str());
        }
        if let Some(account) = &user.account {
            row.account(account);
        }
        for text in texts.iter().filter(|text| !text.is_empty()) {
            row.text(text);
        }
        row.signed(user.created_at.0);
        row.number(user.departments.len() as u64);
        for membership in &user.departments {
            row.membership(membership, user.created_at);
        }
        row.number(user.roles.len() as u64);
        for given in &user.roles {
            row.given_role(given, user.created_at);
        }
        row.number(user.extension.len() as u64);
        for (name, value) in &user.extension {
            row.text(name);
            row.text(value);
        }
        if !user.mirrors.is_empty() {
            row.number(user.mirrors.len() as u64);
        }
        for mirror in &user.mirrors {
            row.text(mirror.org.as_str());
            row.text(mirror.userid.as_str());
        }
        *into = row.0;
    }

    fn number(&mut self, number: u64) {
        packing::put_number(&mut self.0, number);
    }

    fn signed(&mut self, number: i64) {
        packing::put_signed(&mut self.0, number);
    }

    fn text(&mut self, text: &str) {
        packing::put_text(&mut self.0, text);
    }
}

/// The optional texts, in the order of their flags.
fn texts_of(user: &User) -> [&str; 12] {
    [
        &user.avatar,
        &user.telephone,
        &user.job_number,
        &user.title,
        &user.email,
        &user.org_email,
        &user.org_email_type,
        &user.login_email,
        &user.work_place,
        &user.remark,
        &user.extension_i18n,
        &user.pinyin,
    ]
}

/// Reads what [`UserRow`] wrote; rows come from nowhere else.
#[derive(Clone, Copy, Debug)]
struct Reader<'a> {
    left: &'a str,
    created_at: Millis,
}

impl<'a> Reader<'a> {
    fn number(&mut self) -> u64 {
        packing::take_number(&mut self.left)
    }

    fn signed(&mut self) -> i64 {
        packing::take_signed(&mut self.left)
    }

    fn text(&mut self) -> &'a str {
        packing::take_text(&mut self.left)
    }

    fn text_if(&mut self, present: bool) -> &'a str {
        if present { self.text() } else { "" }
    }
}

/// The userid alone, without reading the rest.
pub(crate) fn userid_of(mut packed: &str) -> &str {
    packing::take_number(&mut packed);
    packing::take_text(&mut packed)
}

impl<'a> UserRef<'a> {
    pub(crate) fn read(packed: &'a str) -> Self {
        let mut reader = Reader {
            left: packed,
            created_at: Millis(0),
        };
        let flags = reader.number();
        let has = |flag: u64| flags & flag != 0;
        let userid = reader.text();
        let union_id = reader.text();
        let name = reader.text();
        let mobile = has(MOBILE).then(|| (reader.text(), reader.text()));
        let hired_date = has(HIRED).then(|| Millis(reader.signed()));
        let manager = has(MANAGER).then(|| reader.text());
        let account = has(ACCOUNT).then(|| reader.account());
        let mut texts = [""; 12];
        for (index, text) in texts.iter_mut().enumerate() {
            *text = reader.text_if(has(FIRST_TEXT << index));
        }
        let created_at = Millis(reader.signed());
        reader.created_at = created_at;
        let [
            avatar,
            telephone,
            job_number,
            title,
            email,
            org_email,
            org_email_type,
            login_email,
            work_place,
            remark,
            extension_i18n,
            pinyin,
        ] = texts;
        Self {
            userid,
            union_id,
            name,
            mobile,
            hide_mobile: has(HIDE_MOBILE),
            avatar,
            telephone,
            job_number,
            title,
            email,
            org_email,
            org_email_type,
            login_email,
            work_place,
            remark,
            extension_i18n,
            pinyin,
            hired_date,
            manager,
            senior: has(SENIOR),
            active: has(ACTIVE),
            real_authed: has(REAL_AUTHED),
            boss: has(BOSS),
            account,
            created_at,
            has_mirrors: has(MIRRORS),
            extension: reader,
        }
    }

    /// The person's departments, in the order of joining them.
    pub fn departments(&self) -> impl Iterator<Item = MembershipRef<'a>> + use<'a> {
        let mut reader = self.extension;
        let count = reader.number();
        (0..count).map(move |_| reader.membership())
    }

    /// The person's place in one department.
    pub fn membership(&self, department: DepartmentId) -> Option<MembershipRef<'a>> {
        self.departments()
            .find(|membership| membership.department == department)
    }

    /// The department of the main position: the one that was marked, else the first.
    pub fn main_department(&self) -> Option<DepartmentId> {
        let marked = self.departments().find(|place| place.is_main);
        marked
            .or_else(|| self.departments().next())
            .map(|place| place.department)
    }

    /// The number to reach the person by: one's own, or that of the enterprise account. Country code and national number.
    pub fn contact_mobile(&self) -> Option<(&'a str, &'a str)> {
        self.mobile
            .or_else(|| self.account.and_then(|account| account.mobile))
    }

    /// Roles given by administrators.
    pub fn roles(&self) -> impl Iterator<Item = RoleId> + use<'a> {
        self.given_roles().map(|given| given.role)
    }

    /// The same with what goes with each.
    pub fn given_roles(&self) -> impl Iterator<Item = GivenRole> + use<'a> {
        let mut reader = self.extension;
        reader.skip_memberships();
        let count = reader.number();
        (0..count).map(move |_| reader.given_role())
    }

    /// Whom this is in organizations that take part in this one, in order.
    pub fn mirrors(&self) -> impl Iterator<Item = MirrorRef<'a>> + use<'a> {
        let mut reader = self.extension;
        let mut count = 0;
        if self.has_mirrors {
            reader.skip_memberships();
            for _ in 0..reader.number() {
                reader.given_role();
            }
            for _ in 0..reader.number() * 2 {
                reader.text();
            }
            count = reader.number();
        }
        (0..count).map(move |_| MirrorRef {
            org: reader.text(),
            userid: reader.text(),
        })
    }

    /// Whether an organization that takes part in this one keeps the person.
    pub fn is_mirrored(&self) -> bool {
        self.has_mirrors
    }

    /// Custom values by field name.
    pub fn extension(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut reader = self.extension;
        reader.skip_memberships();
        for _ in 0..reader.number() {
            reader.given_role();
        }
        let count = reader.number();
        (0..count).map(move |_| (reader.text(), reader.text()))
    }

    /// Custom values as the JSON text that goes over the wire; `None` when there are none.
    pub fn extension_json(&self) -> Option<String> {
        let mut values = self.extension().peekable();
        values.peek()?;
        let mut text = Vec::with_capacity(128);
        serde_json::Serializer::new(&mut text)
            .collect_map(values)
            .expect("names and values are texts");
        Some(String::from_utf8(text).expect("JSON is text"))
    }

    /// An owned copy.
    pub fn to_user(&self) -> User {
        User {
            userid: UserId::new(self.userid),
            union_id: self.union_id.to_owned(),
            name: self.name.to_owned(),
            mobile: self.mobile.map(|(state_code, number)| Mobile {
                state_code: state_code.to_owned(),
                number: number.to_owned(),
            }),
            hide_mobile: self.hide_mobile,
            avatar: self.avatar.to_owned(),
            telephone: self.telephone.to_owned(),
            job_number: self.job_number.to_owned(),
            title: self.title.to_owned(),
            email: self.email.to_owned(),
            org_email: self.org_email.to_owned(),
            org_email_type: self.org_email_type.to_owned(),
            login_email: self.login_email.to_owned(),
            work_place: self.work_place.to_owned(),
            remark: self.remark.to_owned(),
            extension: self
                .extension()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            extension_i18n: self.extension_i18n.to_owned(),
            pinyin: self.pinyin.to_owned(),
            hired_date: self.hired_date,
            manager: self.manager.map(UserId::new),
            senior: self.senior,
            active: self.active,
            real_authed: self.real_authed,
            boss: self.boss,
            departments: self
                .departments()
                .map(|membership| membership.to_membership())
                .collect(),
            roles: self.given_roles().collect(),
            account: self.account.map(|account| Box::new(account.to_account())),
            mirrors: self
                .mirrors()
                .map(|mirror| MirroredUser {
                    org: OrgId::new(mirror.org),
                    userid: UserId::new(mirror.userid),
                })
                .collect(),
            created_at: self.created_at,
        }
    }
}

#[cfg(test)]
mod tests;

//! An enterprise account: one that an organization makes and keeps for a person, for its whole life.

use super::Mobile;
use crate::{Millis, OrgId, UserId};
use serde::{Deserialize, Serialize};

/// Who proves that a person is who he says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// The organization's own identity provider.
    Sso,
    /// This installation, by login id and password.
    BuiltIn,
}

/// What is known of an enterprise account where it works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Fixed when it is made.
    pub kind: AccountKind,
    /// What the person types to sign in; of built-in accounts, at the owner's alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub login_id: String,
    /// At the owner's alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nickname: String,
    /// A number to reach the person by; not unique. In other organizations only when the owner shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Mobile>,
    /// Whether the number counts as verified.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mobile_verified: bool,
    /// Whether sign-in is refused. In other organizations `None` unless the owner shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Whether it may not enter. Said of it wherever it works, so that every organization keeps it out, and shown nowhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub barred: bool,
    /// What a session has to hold to count; another number each time that all sessions end. Said wherever it works.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub session_mark: u64,
    /// Why it was disabled or signed out the last time, for audit. At the owner's alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What the person is told of it, by language such as `zh_CN`. At the owner's alone, in order of language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<(String, String)>,
    /// The DingTalk ID, if one was set: the same wherever it works.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dingtalk_id: String,
    /// When that was set. At the owner's alone.
    #[serde(default, skip_serializing_if = "super::is_epoch")]
    pub dingtalk_id_set_at: Millis,
    /// Other organizations of which it is the creator. At the owner's alone, in order of organization.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub created: Vec<CreatedOrganization>,
    /// Where else it works, and under which userid. At the owner's alone, in order of organization.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<(OrgId, UserId)>,
    /// Whose it is, in the organizations that it has joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AccountOwner>,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Account {
    /// One that may enter and has nothing else yet, at its owner's.
    pub fn new(kind: AccountKind) -> Self {
        Self {
            kind,
            login_id: String::new(),
            nickname: String::new(),
            mobile: None,
            mobile_verified: false,
            disabled: Some(false),
            barred: false,
            session_mark: 0,
            reason: String::new(),
            notices: Vec::new(),
            dingtalk_id: String::new(),
            dingtalk_id_set_at: Millis(0),
            created: Vec::new(),
            joined: Vec::new(),
            owner: None,
        }
    }
}

/// Another organization of which an account is the creator and main administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedOrganization {
    /// The organization.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// When it was created.
    pub created_at: Millis,
}

/// The organization that made an account which works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountOwner {
    /// The organization.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// The person there.
    pub userid: UserId,
}

/// What an organization allows another to do with its accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountGrant {
    /// The other organization.
    pub org: OrgId,
    /// Departments whose accounts, with all below, the other may take in; the root is the whole organization. Empty: none.
    #[serde(default, skip_serializing_if = "std::collections::BTreeSet::is_empty")]
    pub departments: std::collections::BTreeSet<crate::DepartmentId>,
    /// Whether the other sees their numbers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shows_mobile: bool,
    /// Whether the other sees if they are disabled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shows_status: bool,
}

/// What a caller gives for an enterprise account; `None` leaves a field as it is, an empty text clears it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `Account`")]
pub struct AccountFields {
    pub login_id: Option<String>,
    /// A hash of a first password that fits the rules.
    pub password_hash: Option<String>,
    pub nickname: Option<String>,
    pub mobile: Option<String>,
    pub mobile_verified: Option<bool>,
    /// Address or media id of a picture; of the person, not of the account.
    pub avatar: Option<String>,
}
